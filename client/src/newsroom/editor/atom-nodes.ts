import { Node } from "@tiptap/core";
import type { Desk } from "../desk/desk.ts";
import "./embed-line.ts";
import "./media-figure.ts";
import "./story-line.ts";

/** What a node that is one thing shows itself with: an element that gets the desk and the node's attributes. */
interface NodeElement extends HTMLElement {
	desk: Desk;
	attrs: Record<string, unknown>;
	/** Changes the node's attributes; not a step of undo. */
	setAttrs: (attrs: Record<string, unknown>) => void;
	takeOut: () => void;
}

/** A node without text in it: shown by an element, stored as attributes. */
function createAtom(name: string, tag: string, attributes: Record<string, { default: string }>) {
	return Node.create<{ desk: Desk | null }>({
		name,
		group: "block",
		atom: true,
		draggable: true,
		selectable: true,
		addOptions: () => ({ desk: null }),
		addAttributes: () => attributes,
		// Copied and pasted within the console; from elsewhere these nodes don't come.
		parseHTML: () => [{ tag: `div[data-node="${name}"]` }],
		renderHTML: ({ node }) => ["div", { "data-node": name, ...node.attrs }],
		addNodeView() {
			const { desk } = this.options;
			return ({ node, getPos, editor }) => {
				const dom = document.createElement(tag) as NodeElement;
				dom.contentEditable = "false";
				if (desk !== null) dom.desk = desk;
				dom.attrs = node.attrs;
				dom.setAttrs = (attrs) => {
					const position = getPos();
					if (position === undefined) return;
					const { tr } = editor.state;
					const current = tr.doc.nodeAt(position);
					if (current?.type.name !== name) return;
					editor.view.dispatch(
						tr.setNodeMarkup(position, undefined, { ...current.attrs, ...attrs }).setMeta("addToHistory", false),
					);
				};
				dom.takeOut = () => {
					const position = getPos();
					if (position === undefined) return;
					editor.view.dispatch(editor.state.tr.delete(position, position + 1));
					editor.view.focus();
				};
				return {
					dom,
					update(changed) {
						if (changed.type.name !== name) return false;
						dom.attrs = changed.attrs;
						return true;
					},
					// Its fields are its own: the editor neither reads their keys nor watches its inside.
					stopEvent: (event) => event.target instanceof HTMLInputElement || event.target instanceof HTMLButtonElement,
					ignoreMutation: () => true,
				};
			};
		},
	});
}

/** A picture; `mediaId` is `upload:<n>` while it is on its way. */
export const Picture = createAtom("image", "media-figure", { mediaId: { default: "" } });
export const Embed = createAtom("embed", "embed-line", {
	url: { default: "" },
	provider: { default: "" },
	title: { default: "" },
});
export const RelatedStory = createAtom("relatedStory", "story-line", { storyId: { default: "" } });
