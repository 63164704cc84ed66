import { callOrReturn, getExtensionField, Node, type ParentConfig } from "@tiptap/core";
import { goToNextCell, tableEditing } from "@tiptap/pm/tables";

declare module "@tiptap/core" {
	interface NodeConfig<Options, Storage> {
		/** What ProseMirror's table commands know a node by. */
		tableRole?:
			| string
			| ((this: {
					name: string;
					options: Options;
					storage: Storage;
					parent: ParentConfig<NodeConfig<Options>>["tableRole"];
			  }) => string);
	}
}

const inner = "(paragraph | bulletList | orderedList)+";

const spans = {
	colspan: { default: 1, parseHTML: (cell: HTMLElement) => readSpan(cell, "colspan", 50) },
	rowspan: { default: 1, parseHTML: (cell: HTMLElement) => readSpan(cell, "rowspan", 200) },
	// ProseMirror's table commands expect it; the document has no widths.
	colwidth: { default: null, rendered: false },
};

const readSpan = (cell: HTMLElement, name: string, most: number): number =>
	Math.min(most, Math.max(1, Number(cell.getAttribute(name) ?? 1) || 1));

/** A table, its rows and cells, with the keys that move between cells. */
export const Table = Node.create({
	name: "table",
	group: "block",
	content: "tableRow+",
	tableRole: "table",
	isolating: true,
	parseHTML: () => [{ tag: "table" }],
	renderHTML: ({ HTMLAttributes }) => ["table", HTMLAttributes, ["tbody", 0]],
	addKeyboardShortcuts() {
		return {
			Tab: ({ editor }) => goToNextCell(1)(editor.state, editor.view.dispatch),
			"Shift-Tab": ({ editor }) => goToNextCell(-1)(editor.state, editor.view.dispatch),
		};
	},
	addProseMirrorPlugins: () => [tableEditing()],
	extendNodeSchema(extension) {
		const { name, options, storage } = extension;
		const role = getExtensionField(extension, "tableRole", { name, options, storage });
		return { tableRole: callOrReturn(role) };
	},
});

export const TableRow = Node.create({
	name: "tableRow",
	content: "(tableCell | tableHeader)*",
	tableRole: "row",
	parseHTML: () => [{ tag: "tr" }],
	renderHTML: ({ HTMLAttributes }) => ["tr", HTMLAttributes, 0],
});

export const TableCell = Node.create({
	name: "tableCell",
	content: inner,
	tableRole: "cell",
	isolating: true,
	addAttributes: () => spans,
	parseHTML: () => [{ tag: "td" }],
	renderHTML: ({ HTMLAttributes }) => ["td", HTMLAttributes, 0],
});

export const TableHeader = Node.create({
	name: "tableHeader",
	content: inner,
	tableRole: "header_cell",
	isolating: true,
	addAttributes: () => spans,
	parseHTML: () => [{ tag: "th" }],
	renderHTML: ({ HTMLAttributes }) => ["th", HTMLAttributes, 0],
});

/** What a new table begins with: a header row and two rows, three columns. */
export const newTable = () => {
	const cell = (type: string) => ({ type, content: [{ type: "paragraph" }] });
	const row = (type: string) => ({ type: "tableRow", content: [cell(type), cell(type), cell(type)] });
	return { type: "table", content: [row("tableHeader"), row("tableCell"), row("tableCell")] };
};
