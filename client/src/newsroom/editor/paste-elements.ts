/** The attributes that mean something to the editor. */
const kept = new Set([
	"href",
	"colspan",
	"rowspan",
	"start",
	"data-node",
	"mediaid",
	"url",
	"provider",
	"title",
	"storyid",
]);

const styleOf = (element: Element): string => (element.getAttribute("data-style") ?? "").toLowerCase();
const unwrap = (element: Element) => element.replaceWith(...element.childNodes);

function rename(element: Element, name: string): Element {
	const other = element.ownerDocument.createElement(name);
	for (const { name: key, value } of element.attributes) other.setAttribute(key, value);
	other.append(...element.childNodes);
	element.replaceWith(other);
	return other;
}

/** Cleans the elements of a copied text in their place; see {@link cleanPasted}. */
export function cleanElements(body: HTMLElement): void {
	dropUnseen(body);
	makeWordLists(body);
	for (const element of body.querySelectorAll("[data-style]")) sayEmphasis(element);
	for (const wrapper of body.querySelectorAll("b[id^='docs-internal-guid'], o\\:p, font, a:not([href])"))
		unwrap(wrapper);
	nestLists(body);
	for (const title of body.querySelectorAll("h1, p.MsoTitle")) rename(title, "h2");
	for (const small of body.querySelectorAll("h5, h6")) rename(small, "h4");
	for (const link of body.querySelectorAll("a")) cleanLink(link);
	for (const element of body.querySelectorAll("*")) {
		for (const { name } of [...element.attributes]) if (!kept.has(name)) element.removeAttribute(name);
	}
	cleanSpaces(body);
	for (const empty of body.querySelectorAll("p, h2, h3, h4, li, span, div:not([data-node])")) {
		if (empty.textContent?.trim() === "" && empty.querySelector("br, [data-node], td") === null) empty.remove();
	}
	// Google Docs puts a break between blocks, and browsers one at the end of what was copied.
	for (const lineBreak of body.querySelectorAll("br")) {
		const alone = lineBreak.parentElement === body || lineBreak.parentElement?.matches("ul, ol, div");
		const around = [lineBreak.previousSibling, lineBreak.nextSibling];
		if (alone && around.every((node) => node === null || node instanceof Element)) lineBreak.remove();
		else if (lineBreak.parentElement?.textContent?.trim() === "" && lineBreak.closest("p"))
			lineBreak.closest("p")?.remove();
	}
}

/** Pictures of another machine, markers and comments of Word, and what was hidden or struck out by its author. */
function dropUnseen(body: HTMLElement) {
	for (const element of body.querySelectorAll("[data-style]")) {
		const style = styleOf(element);
		if (/display\s*:\s*none|mso-hide\s*:\s*all|mso-element\s*:\s*(comment|header|footer)/.test(style)) element.remove();
	}
	for (const element of body.querySelectorAll(
		"img, .MsoCommentReference, .MsoCommentText, del.msoDel, [class*='msoDel']",
	))
		element.remove();
	if (body.querySelector("[class^='Mso']")) for (const deleted of body.querySelectorAll("del")) deleted.remove();
}

/** Bold, italic and struck out, where they are said by style only. Headings and links are what they are without. */
function sayEmphasis(element: Element) {
	const style = styleOf(element);
	if (
		element.id.startsWith("docs-internal-guid") ||
		element.matches("li, ul, ol, table, tr, td, th, h1, h2, h3, h4, h5, h6")
	)
		return;
	if (/(?<![-\w])font-weight\s*:\s*(normal|400)/.test(style) && element.matches("b, strong")) return unwrap(element);
	if (element.closest("h1, h2, h3, h4, h5, h6")) return;
	const weight =
		/(?<![-\w])font-weight\s*:\s*(bold|[6-9]00)/.test(style) && !element.matches("b, strong") ? "strong" : "";
	const slant = /(?<![-\w])font-style\s*:\s*italic/.test(style) && !element.matches("i, em") ? "em" : "";
	const struck =
		/text-decoration[^;]*:\s*[^;]*line-through/.test(style) && !element.matches("s, del, strike") ? "s" : "";
	for (const tag of [weight, slant, struck]) {
		if (tag === "" || element.textContent?.trim() === "") continue;
		const mark = element.ownerDocument.createElement(tag);
		mark.append(...element.childNodes);
		element.append(mark);
	}
}

/** Word writes a list as paragraphs with a level and a drawn marker. */
function makeWordLists(body: HTMLElement) {
	let open: { list: Element; level: number }[] = [];
	let last: Element | null = null;
	for (const paragraph of [...body.querySelectorAll("p, h1, h2, h3")]) {
		const level = Number(/mso-list\s*:[^;]*\blevel(\d+)/.exec(styleOf(paragraph))?.[1] ?? 0);
		if (level === 0) continue;
		const marker = [...paragraph.querySelectorAll("[data-style]")].find((one) =>
			/mso-list\s*:\s*ignore/.test(styleOf(one)),
		);
		const tag = /^[(]?(\d+|[a-z]{1,4})[.)]/i.test(marker?.textContent?.trim() ?? "") ? "ol" : "ul";
		marker?.remove();
		const follows = last !== null && open[0] !== undefined && paragraph.previousElementSibling === open[0].list;
		if (!follows) open = [];
		while (open.length > 1 && (open.at(-1)?.level ?? 0) > level) open.pop();
		let at = open.at(-1);
		if (at === undefined || at.level < level) {
			const list = body.ownerDocument.createElement(tag);
			if (at === undefined) paragraph.before(list);
			else (at.list.lastElementChild ?? at.list).append(list);
			at = { list, level };
			open.push(at);
		}
		const item = body.ownerDocument.createElement("li");
		at.list.append(item);
		const inner = body.ownerDocument.createElement("p");
		inner.append(...paragraph.childNodes);
		item.append(inner);
		paragraph.remove();
		last = item;
	}
}

/** A list directly in a list, as Google Docs and old pages have it, belongs to the item before it. */
function nestLists(body: HTMLElement) {
	for (const list of body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) {
		if (list.previousElementSibling?.matches("li")) list.previousElementSibling.append(list);
		else unwrap(list);
	}
}

function cleanLink(link: HTMLAnchorElement) {
	const address = link.getAttribute("href") ?? "";
	if (!/^(https?:|mailto:|tel:)/i.test(address)) return unwrap(link);
	const through = URL.canParse(address) ? new URL(address) : null;
	if (through?.hostname === "www.google.com" && through.pathname === "/url" && through.searchParams.has("q"))
		link.setAttribute("href", through.searchParams.get("q") ?? address);
}

/** Spaces that must not break are kept where typography wants them, and are plain ones elsewhere. */
function cleanSpaces(body: HTMLElement) {
	const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		if (node.parentElement?.closest("pre")) continue;
		node.nodeValue = (node.nodeValue ?? "")
			.replace(/[\u200b\ufeff\u00ad]/g, "")
			.replace(/[\n\r\t]+/g, " ")
			.replace(/(?<![\d«])\u00a0(?![:;!?»%€$£\d])/g, " ")
			.replace(/ {2,}/g, " ");
	}
}
