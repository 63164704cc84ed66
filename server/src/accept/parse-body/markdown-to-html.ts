import MarkdownIt from "markdown-it";

/**
 * CommonMark with tables, strike-through and bare addresses as links. Raw HTML in it stays text; what comes out goes
 * through the same whitelist as any other HTML.
 */
export function markdownToHtml(markdown: string): string {
	return renderer.render(markdown);
}

const renderer = new MarkdownIt({ html: false, linkify: true });
renderer.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
