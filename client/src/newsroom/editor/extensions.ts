import { type Extensions, Node } from "@tiptap/core";
import { StarterKit } from "@tiptap/starter-kit";
import type { Desk } from "../desk/desk.ts";
import { Embed, Picture, RelatedStory } from "./atom-nodes.ts";
import { Quote, QuoteSource } from "./quote-nodes.ts";
import { Table, TableCell, TableHeader, TableRow } from "./table-nodes.ts";
import { isHref } from "./to-document.ts";

/** What a list item holds in Dateline's document; less than the starter kit's, so that nothing is lost on the way. */
const ListItem = Node.create({
	name: "listItem",
	content: "paragraph (paragraph | bulletList | orderedList)*",
	defining: true,
	parseHTML: () => [{ tag: "li" }],
	renderHTML: ({ HTMLAttributes }) => ["li", HTMLAttributes, 0],
	addKeyboardShortcuts() {
		return {
			Enter: () => this.editor.commands.splitListItem(this.name),
			Tab: () => this.editor.commands.sinkListItem(this.name),
			"Shift-Tab": () => this.editor.commands.liftListItem(this.name),
		};
	},
});

/** The editor's parts: those that the document can hold, and no others. */
export const createExtensions = (desk: Desk): Extensions => [
	StarterKit.configure({
		heading: { levels: [2, 3, 4] },
		underline: false,
		listItem: false,
		blockquote: false,
		link: { openOnClick: false, autolink: true, defaultProtocol: "https", isAllowedUri: (address) => isHref(address) },
	}),
	ListItem,
	Quote,
	QuoteSource,
	Table,
	TableRow,
	TableCell,
	TableHeader,
	Picture.configure({ desk }),
	Embed.configure({ desk }),
	RelatedStory.configure({ desk }),
];
