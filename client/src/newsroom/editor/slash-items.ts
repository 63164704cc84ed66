import type { Editor } from "@tiptap/core";
import type { IconName } from "../parts/icon.ts";
import { newTable } from "./table-nodes.ts";

/** What a slash can ask for; `ask` is for whoever holds the text, since it needs more than the text. */
export interface SlashItem {
	name: string;
	label: string;
	icon: IconName;
	hint: string;
	run?: (editor: Editor) => void;
}

const textItems: readonly SlashItem[] = [
	{ name: "picture", label: "Picture", icon: "image", hint: "or paste it" },
	{
		name: "quote",
		label: "Quote",
		icon: "quote",
		hint: ">",
		run: (editor) => editor.chain().toggleWrap("blockquote").run(),
	},
	{ name: "list", label: "List", icon: "list", hint: "-", run: (editor) => editor.chain().toggleBulletList().run() },
	{
		name: "numbers",
		label: "Numbered list",
		icon: "list",
		hint: "1.",
		run: (editor) => editor.chain().toggleOrderedList().run(),
	},
	{
		name: "heading",
		label: "Heading",
		icon: "heading",
		hint: "##",
		run: (editor) => editor.chain().toggleHeading({ level: 2 }).run(),
	},
	{
		name: "table",
		label: "Table",
		icon: "table",
		hint: "",
		run: (editor) => editor.chain().insertContent(newTable()).run(),
	},
	{ name: "story", label: "Related story", icon: "card", hint: "by its headline" },
	{ name: "embed", label: "Embed", icon: "embed", hint: "by its address" },
];

/** What only a post has. */
const postItems: readonly SlashItem[] = [
	{ name: "key", label: "Key event", icon: "key", hint: "" },
	{ name: "pin", label: "Pin", icon: "up", hint: "" },
	{ name: "breaking", label: "Breaking", icon: "plus", hint: "" },
	{ name: "time", label: "Editorial time", icon: "clock", hint: "" },
];

/** Those whose name or label begins with what was typed after the slash. */
export function findSlashItems(typed: string, inPost: boolean): SlashItem[] {
	const start = typed.toLowerCase();
	const all = inPost ? [...textItems, ...postItems] : textItems;
	return all.filter(({ name, label }) => name.startsWith(start) || label.toLowerCase().startsWith(start));
}

/** What was typed after a slash that begins the paragraph in which the caret stands, or null. */
export function readSlash(editor: Editor): string | null {
	const { $from, empty } = editor.state.selection;
	if (!empty || $from.parent.type.name !== "paragraph") return null;
	const match = /^\/([\p{L}]*)$/u.exec($from.parent.textBetween(0, $from.parentOffset));
	return match && $from.parentOffset === $from.parent.content.size ? (match[1] ?? "") : null;
}
