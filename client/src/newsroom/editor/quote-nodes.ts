import { type Editor, Node, wrappingInputRule } from "@tiptap/core";
import type { ResolvedPos } from "@tiptap/pm/model";
import { Plugin, TextSelection } from "@tiptap/pm/state";

/** Who said it: the last line of a quote, which is there while one writes and is nothing when it stays empty. */
export const QuoteSource = Node.create({
	name: "quoteSource",
	content: "text*",
	marks: "",
	defining: true,
	parseHTML: () => [{ tag: "footer", context: "blockquote/" }],
	renderHTML: ({ node }) => ["footer", node.content.size === 0 ? { "data-empty": "" } : {}, 0],
	addKeyboardShortcuts() {
		return { Enter: ({ editor }) => isIn(editor.state.selection.$from, this.name) && leaveQuote(editor) };
	},
});

/** A quote. Enter on its empty last paragraph leads to who said it, and Enter there leads out. */
export const Quote = Node.create({
	name: "blockquote",
	group: "block",
	content: "(paragraph | bulletList | orderedList)+ quoteSource?",
	defining: true,
	parseHTML: () => [{ tag: "blockquote" }],
	renderHTML: ({ HTMLAttributes }) => ["blockquote", HTMLAttributes, 0],
	addInputRules() {
		return [wrappingInputRule({ find: /^\s*>\s$/, type: this.type })];
	},
	addKeyboardShortcuts() {
		return {
			Enter: ({ editor }) => goToSource(editor) || splitParagraph(editor),
			Backspace: ({ editor }) => isAtStart(editor) && unquote(editor),
		};
	},
	addProseMirrorPlugins() {
		const source = this.editor.schema.nodes["quoteSource"];
		return [
			new Plugin({
				appendTransaction(transactions, _before, { tr, doc }) {
					if (source === undefined || !transactions.some(({ docChanged }) => docChanged)) return null;
					const ends: number[] = [];
					doc.forEach((node, offset) => {
						if (node.type.name === "blockquote" && node.lastChild?.type !== source)
							ends.push(offset + node.nodeSize - 1);
					});
					if (ends.length === 0) return null;
					for (const end of ends.reverse()) tr.insert(end, source.create());
					return tr.setMeta("addToHistory", false);
				},
			}),
		];
	},
});

const isIn = ($from: ResolvedPos, name: string): boolean => $from.parent.type.name === name;

/** The depth of the quote that a position stands directly in the paragraph of; 0 when there is none. */
const quoteDepth = ($from: ResolvedPos): number =>
	$from.depth >= 2 && $from.node(-1).type.name === "blockquote" ? $from.depth - 1 : 0;

function goToSource(editor: Editor): boolean {
	const { $from, empty } = editor.state.selection;
	const depth = quoteDepth($from);
	if (!empty || depth === 0 || !isIn($from, "paragraph") || $from.parent.content.size > 0) return false;
	const quote = $from.node(depth);
	if ($from.index(depth) !== quote.childCount - 2 || quote.childCount < 3) return false;
	const { tr } = editor.state;
	tr.delete($from.before(), $from.after());
	tr.setSelection(TextSelection.near(tr.doc.resolve($from.before() + 1)));
	editor.view.dispatch(tr.scrollIntoView());
	return true;
}

/** The next paragraph of a quote: left to itself, the editor would make who said it of it. */
function splitParagraph(editor: Editor): boolean {
	const { $from } = editor.state.selection;
	if (quoteDepth($from) === 0 || !isIn($from, "paragraph")) return false;
	const { tr } = editor.state;
	tr.deleteSelection();
	tr.split(tr.selection.from, 1, [{ type: $from.parent.type }]);
	editor.view.dispatch(tr.scrollIntoView());
	return true;
}

function leaveQuote(editor: Editor): boolean {
	const { $from } = editor.state.selection;
	const after = $from.after($from.depth - 1);
	const { tr, schema } = editor.state;
	const paragraph = schema.nodes["paragraph"];
	if (paragraph === undefined) return false;
	tr.insert(after, paragraph.create());
	tr.setSelection(TextSelection.near(tr.doc.resolve(after + 1)));
	editor.view.dispatch(tr.scrollIntoView());
	return true;
}

function isAtStart(editor: Editor): boolean {
	const { $from, empty } = editor.state.selection;
	const depth = quoteDepth($from);
	return empty && depth > 0 && $from.parentOffset === 0 && $from.index(depth) === 0;
}

/** Makes the quote that the caret is in plain text again; who said it becomes a paragraph. */
export function unquote(editor: Editor): boolean {
	const { $from } = editor.state.selection;
	const depth = [...Array($from.depth + 1).keys()].reverse().find((at) => $from.node(at).type.name === "blockquote");
	const paragraph = editor.schema.nodes["paragraph"];
	if (depth === undefined || paragraph === undefined) return false;
	const blocks = $from
		.node(depth)
		.children.flatMap((child) =>
			child.type.name !== "quoteSource"
				? [child]
				: child.content.size > 0
					? [paragraph.create(null, child.content)]
					: [],
		);
	const { tr } = editor.state;
	tr.replaceWith($from.before(depth), $from.after(depth), blocks);
	tr.setSelection(TextSelection.near(tr.doc.resolve(Math.max(0, $from.pos - 1))));
	editor.view.dispatch(tr.scrollIntoView());
	return true;
}

/** Wraps what is selected into a quote, or takes it out of one. */
export const toggleQuote = (editor: Editor): boolean =>
	editor.isActive("blockquote") ? unquote(editor) : editor.chain().focus().wrapIn("blockquote").run();
