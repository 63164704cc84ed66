import { attribute, type HtmlElement, isElement } from "./parse-html.ts";
import type { Cell, Place, ReadBlock } from "./place.ts";

/** A table, its caption before it as a paragraph. A table in a cell becomes paragraphs of that cell. */
export function readTable(table: HtmlElement, place: Place): ReadBlock[] {
	const captions = childrenNamed(table, ["caption"]).flatMap((one) => place.readSimple(one.childNodes, place));
	const groups = [table, ...childrenNamed(table, ["thead", "tbody", "tfoot"])];
	const rows = groups
		.flatMap((group) => childrenNamed(group, ["tr"]))
		.map((row) => childrenNamed(row, ["td", "th"]).map((cell) => readCell(cell, place)))
		.filter((cells) => cells.length > 0);
	if (rows.length === 0) return captions;
	const content = rows.map((cells) => ({ type: "tableRow" as const, content: cells }));
	return [...captions, { type: "table", content }];
}

function readCell(cell: HtmlElement, place: Place): Cell {
	const type = cell.tagName === "th" ? "tableHeader" : "tableCell";
	const inner = place.readSimple(cell.childNodes, place);
	const content: Cell["content"] = inner.length > 0 ? inner : [{ type: "paragraph" }];
	const colspan = readSpan(cell, "colspan", 50);
	const rowspan = readSpan(cell, "rowspan", 200);
	return colspan === 1 && rowspan === 1 ? { type, content } : { type, attrs: { colspan, rowspan }, content };
}

function readSpan(cell: HtmlElement, name: string, most: number): number {
	const span = Number.parseInt(attribute(cell, name) ?? "1", 10);
	return Number.isNaN(span) ? 1 : Math.min(most, Math.max(1, span));
}

function childrenNamed(parent: HtmlElement, names: readonly string[]): HtmlElement[] {
	return parent.childNodes.filter(isElement).filter((child) => names.includes(child.tagName));
}
