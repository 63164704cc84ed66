/** What comes with a copied text and means nothing here: scripts, styles, and the comments of word processors. */
const unwanted =
	/<(style|script|meta|link|xml|title|head)\b[^>]*>[\s\S]*?<\/\1>|<(meta|link|o:p|w:[a-z]+)\b[^>]*\/?>|<\/o:p>|<!--[\s\S]*?-->/gi;
const attributes =
	/\s(style|class|id|lang|dir|width|height|align|bgcolor|face|color|on[a-z]+|data-(?!node|pm)[a-z-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi;
/** Google Docs wraps all that it copies into a bold that is not bold. */
const docsWrapper = /<b\b[^>]*\bid="docs-internal-guid[^>]*>([\s\S]*)<\/b>/i;

/**
 * HTML from the clipboard without what Word, Google Docs and web pages put around their text. It is text for text: the
 * editor's schema then drops what it doesn't name. Style attributes go first, since the page's policy refuses them even
 * while they are read.
 */
export function cleanPasted(html: string): string {
	return italicsOf(html.replace(docsWrapper, "$1")).replace(unwanted, "").replace(attributes, "");
}

/** Google Docs says bold and italic by style only. */
function italicsOf(html: string): string {
	return html.replace(/<span\b([^>]*)>([^<]*)<\/span>/gi, (whole, attrs: string, text: string) => {
		const bold = /font-weight:\s*(bold|[6-9]00)/i.test(attrs);
		const italic = /font-style:\s*italic/i.test(attrs);
		if (!bold && !italic) return whole;
		const inner = italic ? `<em>${text}</em>` : text;
		return bold ? `<strong>${inner}</strong>` : inner;
	});
}
