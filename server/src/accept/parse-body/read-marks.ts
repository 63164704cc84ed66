import { type Mark, markSchema } from "@dateline/shared/model";
import { markOf } from "./html-names.ts";
import { attribute, type HtmlElement } from "./parse-html.ts";

/** The marks on the text in an element, given those around it. Word and Google Docs say bold and italic by style. */
export function marksWithin(element: HtmlElement, around: readonly Mark[]): readonly Mark[] {
	const style = declarationsOf(attribute(element, "style"));
	const marks = new Map<Mark["type"], Mark>(around.map((mark) => [mark.type, mark]));
	const named = markOf[element.tagName];
	if (named) marks.set(named, { type: named });
	const weight = style.get("font-weight") ?? "";
	if (/^(bold|[6-9]00)/.test(weight)) marks.set("bold", { type: "bold" });
	// Google Docs wraps a whole paste in a <b> of normal weight.
	if (/^(normal|[1-5]00)/.test(weight)) marks.delete("bold");
	if (style.get("font-style")?.startsWith("italic")) marks.set("italic", { type: "italic" });
	const line = style.get("text-decoration-line") ?? style.get("text-decoration");
	if (line?.includes("line-through")) marks.set("strike", { type: "strike" });
	if (element.tagName === "a") {
		const link = markSchema.safeParse({ type: "link", attrs: { href: cleanHref(attribute(element, "href")) } });
		if (link.success) marks.set("link", link.data);
	}
	return marks.size === around.length && named === undefined && style.size === 0 && element.tagName !== "a"
		? around
		: [...marks.values()];
}

/**
 * The declarations of a `style`, in small letters. Taken apart rather than searched by patterns that try every start: a
 * style may be as long as a text.
 */
function declarationsOf(style: string | null): ReadonlyMap<string, string> {
	const declarations = new Map<string, string>();
	for (const declaration of style?.toLowerCase().split(";") ?? []) {
		const colon = declaration.indexOf(":");
		if (colon > 0) declarations.set(declaration.slice(0, colon).trim(), declaration.slice(colon + 1).trim());
	}
	return declarations;
}

/** As browsers read an address: without white space around it, and without line ends and tabs in it. */
const cleanHref = (href: string | null): string => (href ?? "").trim().replace(/[\t\n\r]/g, "");
