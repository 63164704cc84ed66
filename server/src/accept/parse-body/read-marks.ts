import { type Mark, markSchema } from "@dateline/shared/model";
import { markOf } from "./html-names.ts";
import { attribute, type HtmlElement } from "./parse-html.ts";

/** The marks on the text in an element, given those around it. Word and Google Docs say bold and italic by style. */
export function marksWithin(element: HtmlElement, around: readonly Mark[]): readonly Mark[] {
	const style = attribute(element, "style")?.toLowerCase() ?? "";
	const marks = new Map<Mark["type"], Mark>(around.map((mark) => [mark.type, mark]));
	const named = markOf[element.tagName];
	if (named) marks.set(named, { type: named });
	if (/font-weight:\s*(bold|[6-9]00)/.test(style)) marks.set("bold", { type: "bold" });
	// Google Docs wraps a whole paste in a <b> of normal weight.
	if (/font-weight:\s*(normal|[1-5]00)/.test(style)) marks.delete("bold");
	if (/font-style:\s*italic/.test(style)) marks.set("italic", { type: "italic" });
	if (/text-decoration[^;]*:[^;]*line-through/.test(style)) marks.set("strike", { type: "strike" });
	if (element.tagName === "a") {
		const link = markSchema.safeParse({ type: "link", attrs: { href: cleanHref(attribute(element, "href")) } });
		if (link.success) marks.set("link", link.data);
	}
	return marks.size === around.length && named === undefined && style === "" && element.tagName !== "a"
		? around
		: [...marks.values()];
}

/** As browsers read an address: without white space around it, and without line ends and tabs in it. */
const cleanHref = (href: string | null): string => (href ?? "").trim().replace(/[\t\n\r]/g, "");
