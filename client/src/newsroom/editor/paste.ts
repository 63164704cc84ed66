import { cleanElements } from "./paste-elements.ts";

/** What comes with a copied text and means nothing here: scripts, styles, and the comments of word processors. */
const unwanted =
	/<(style|script|title|xml|noscript|template)\b[^>]*>[\s\S]*?<\/\1\s*>|<(meta|link|base)\b[^>]*>|<!--[\s\S]*?-->|<!\[[^\]]*\]>/gi;

/**
 * HTML from the clipboard without what Word, Google Docs and web pages put around their text, and with the lists,
 * headings and emphasis that they say by style said by elements. The editor's schema then drops what it doesn't name.
 *
 * The style attributes are renamed while it is still text: the page's policy refuses them even while they are read.
 */
export function cleanPasted(html: string): string {
	if (html.includes("data-pm-slice")) return html.replace(/\sstyle\s*=\s*("[^"]*"|'[^']*')/gi, "");
	const text = html
		.replace(unwanted, "")
		.replace(/<[a-z][^>]*>/gi, (tag) =>
			tag.replace(/\s(on[a-z]+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, "").replace(/\sstyle\s*=/gi, " data-style="),
		);
	const page = new DOMParser().parseFromString(text, "text/html");
	cleanElements(page.body);
	return page.body.innerHTML;
}

/** The address that was copied and nothing else, or null. */
export function loneAddress(text: string): string | null {
	const trimmed = text.trim();
	return /^https?:\/\/\S+$/i.test(trimmed) && trimmed.length <= 2048 && URL.canParse(trimmed) ? trimmed : null;
}

const escapeText = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const bullet = /^\s*(?:[-*•·▪–]|\d{1,3}[.)])\s+/;
const number = /^\s*\d{1,3}[.)]\s/;

/**
 * Plain text as paragraphs: an empty line parts them, lines that a mail program has broken are joined again, and lines
 * that begin with a bullet or a number are a list.
 */
export function textToHtml(text: string): string {
	const blocks = text
		.replace(/\r\n?/g, "\n")
		.replace(/[\u200b\ufeff]/g, "")
		.split(/\n[ \t]*\n+/);
	return blocks.map(blockToHtml).join("");
}

function blockToHtml(block: string): string {
	const lines = block.split("\n").map((line) => line.replace(/[ \t]+$/, ""));
	const filled = lines.filter((line) => line.trim() !== "");
	if (filled.length === 0) return "";
	if (filled.length > 1 && filled.every((line) => bullet.test(line))) {
		const tag = filled.every((line) => number.test(line)) ? "ol" : "ul";
		return `<${tag}>${filled.map((line) => `<li><p>${escapeText(line.replace(bullet, ""))}</p></li>`).join("")}</${tag}>`;
	}
	if (filled.every((line) => line.startsWith(">")))
		return `<blockquote>${textToHtml(filled.map((line) => line.replace(/^>\s?/, "")).join("\n"))}</blockquote>`;
	// Broken by a program: every line but the last is about as long as the longest.
	const longest = Math.max(...filled.map(({ length }) => length));
	const wrapped = longest >= 50 && longest <= 90 && filled.slice(0, -1).every(({ length }) => length > longest * 0.75);
	const joined = filled.map((line) => escapeText(line.trim())).join(wrapped ? " " : "<br>");
	return `<p>${joined}</p>`;
}
