import { readByReadability } from "../../scripts/reader-pages/read-by-readability.mjs";

/** Paragraphs, lines and headlines of a page's own text, without its navigation and what stands beside. */
const own =
	"#main .prose > p, #main .prose li, #main .prose h2, #main article.post .post-headline, #main article .standfirst";

/** Reads each page as a browser's reader mode does, without JavaScript; gives what of its text was not there. */
export async function checkReaderMode(browser, origin, pages) {
	console.log("\nText by Mozilla's Readability, without JavaScript\n");
	const blank = await browser.newPage();
	const broken = [];
	for (const [name, path] of Object.entries(pages)) {
		const html = await (await fetch(origin + path)).text();
		const article = await readByReadability(blank, html, origin + path);
		const read = flatten(article?.text ?? "");
		const pieces = await blank.evaluate(
			([text, selector]) => {
				const document = new DOMParser().parseFromString(text, "text/html");
				return [...document.querySelectorAll(selector)]
					.filter((element) => !element.closest(".related, .next, nav, aside"))
					.map((element) => element.textContent ?? "");
			},
			[html, own],
		);
		const whole = pieces.map(flatten).filter((piece) => piece !== "");
		const missing = whole.filter((piece) => !read.includes(piece));
		console.log(`${name.padEnd(20)}${`${whole.length - missing.length} of ${whole.length} pieces`.padStart(20)}`);
		for (const piece of missing) broken.push(`reader mode of ${name} leaves out: ${piece.slice(0, 80)}`);
	}
	await blank.close();
	return broken;
}

const flatten = (text) => text.replace(/\s+/g, " ").trim();
