import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("@mozilla/readability/Readability.js"), "utf8");

/**
 * What a browser's reader mode makes of a page without JavaScript: Mozilla's Readability over the document as the server
 * sent it, run in a blank page of a real browser. Null when it finds no article.
 *
 * @param {import("playwright-core").Page} blank a page of no site
 * @param {string} html
 * @param {string} url for its relative addresses
 * @returns {Promise<{ title: string, text: string, html: string, lang: string | null } | null>}
 */
export function readByReadability(blank, html, url) {
	return blank.evaluate(
		([code, text, address]) => {
			const document = new DOMParser().parseFromString(text, "text/html");
			const base = document.createElement("base");
			base.href = address;
			document.head.prepend(base);
			const Readability = new Function(`${code}; return Readability;`)();
			const article = new Readability(document).parse();
			return article && { title: article.title, text: article.textContent, html: article.content, lang: article.lang };
		},
		[source, html, url],
	);
}
