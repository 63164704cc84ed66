import { ProblemError } from "@dateline/shared/protocol";
import { type DefaultTreeAdapterMap, defaultTreeAdapter, parseFragment } from "parse5";

export type HtmlNode = DefaultTreeAdapterMap["childNode"];
export type HtmlElement = DefaultTreeAdapterMap["element"];

/** Browsers stop at 512. Scanning a deep stack for each of many elements is what makes an HTML parser slow. */
const maxDepth = 256;
/** Unclosed formatting elements are opened again in every paragraph: a small text could become millions of elements. */
const maxElements = 100_000;

/** The nodes of an HTML fragment, as browsers understand it. @throws {ProblemError} `invalid` when it goes too deep */
export function parseHtml(html: string): HtmlNode[] {
	let depth = 0;
	let elements = 0;
	const treeAdapter = {
		...defaultTreeAdapter,
		onItemPush: () => {
			depth++;
			elements++;
			if (depth > maxDepth || elements > maxElements) {
				throw new ProblemError("invalid", "The HTML is nested too deeply, or has too many elements.");
			}
		},
		onItemPop: () => {
			depth--;
		},
	};
	return parseFragment(html, { treeAdapter }).childNodes;
}

export const isElement = (node: HtmlNode): node is HtmlElement => "tagName" in node;

/** An attribute's value, or null. */
export const attribute = (element: HtmlElement, name: string): string | null =>
	element.attrs.find((one) => one.name === name)?.value ?? null;

/** All text in an element, white space as it stands. */
export function rawText(node: HtmlNode): string {
	if (node.nodeName === "#text") return (node as DefaultTreeAdapterMap["textNode"]).value;
	if (node.nodeName === "br") return "\n";
	return isElement(node) ? node.childNodes.map(rawText).join("") : "";
}
