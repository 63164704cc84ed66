const blocks = /<\/(p|h[1-6]|li|blockquote|footer|figcaption|pre|tr)>|<(br|hr)\b[^>]*>/g;
/** Pictures and embeds say nothing in words. */
const wordless = /<(figure|dateline-embed|dateline-related|audio|video)\b[\s\S]*?<\/\1>/g;
const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/**
 * The text of a body, one line, up to about `most` signs and then cut behind a word. Bodies come from our own
 * `renderDocument`, which writes nothing that this would not understand; whatever else came in would be shown as the
 * text that it is.
 */
export function plainText(html: string | null, most: number): string {
	const text = (html ?? "")
		.replace(wordless, " ")
		.replace(blocks, " ")
		.replace(/<[^>]*>/g, "")
		.replace(/&(#(\d+)|[a-z]+);/g, (whole, name: string, code?: string) =>
			code === undefined ? (named[name] ?? whole) : String.fromCodePoint(Math.min(Number(code), 0x10ffff)),
		)
		.replace(/\s+/g, " ")
		.trim();
	if (text.length <= most) return text;
	const cut = text.slice(0, most);
	const space = cut.lastIndexOf(" ");
	return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\s.,;:–—-]+$/, "")}…`;
}
