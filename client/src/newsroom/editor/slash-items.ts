import { msg, str } from "@lit/localize";
import type { Editor } from "@tiptap/core";
import type { IconName } from "../parts/icon.ts";
import { toggleQuote } from "./quote-nodes.ts";
import { newTable } from "./table-nodes.ts";

/** What a slash can ask for; one without `run` is for whoever holds the text, since it needs more than the text. */
export interface SlashItem {
	/** What is asked for, with its value after a space: `time 2026-05-01T13:40:00.000Z`. */
	name: string;
	label: string;
	icon: IconName;
	hint: string;
	run?: (editor: Editor) => void;
}

/** What a post's slash knows: who can be named as an author, and what a time of day means. */
export interface SlashContext {
	authors: readonly { id: string; name: string }[];
	/** `13:40` as an instant, and as words; null when it is no time. */
	readTime(text: string): { at: string; words: string } | null;
}

const textItems = (): SlashItem[] => [
	{ name: "picture", label: msg("Picture, video or audio"), icon: "image", hint: msg("or paste it") },
	{ name: "library", label: msg("From the library"), icon: "library", hint: msg("by its words") },
	{ name: "quote", label: msg("Quote"), icon: "quote", hint: ">", run: toggleQuote },
	{
		name: "list",
		label: msg("List"),
		icon: "list",
		hint: "-",
		run: (editor) => editor.chain().toggleBulletList().run(),
	},
	{
		name: "numbers",
		label: msg("Numbered list"),
		icon: "list",
		hint: "1.",
		run: (editor) => editor.chain().toggleOrderedList().run(),
	},
	{
		name: "heading",
		label: msg("Heading"),
		icon: "heading",
		hint: "##",
		run: (editor) => editor.chain().toggleHeading({ level: 2 }).run(),
	},
	{
		name: "table",
		label: msg("Table"),
		icon: "table",
		hint: "",
		run: (editor) => editor.chain().insertContent(newTable()).run(),
	},
	{ name: "story", label: msg("Related story"), icon: "card", hint: msg("type its name") },
	{ name: "embed", label: msg("Embed"), icon: "embed", hint: msg("paste an address") },
	{ name: "link", label: msg("Link"), icon: "link", hint: "" },
];

/** What only a post has. */
const postItems = (): SlashItem[] => [
	{ name: "key", label: msg("Key event"), icon: "key", hint: "/key" },
	{ name: "pin", label: msg("Pin"), icon: "up", hint: "/pin" },
	{ name: "breaking", label: msg("Breaking"), icon: "plus", hint: "/breaking" },
	{ name: "time", label: msg("Editorial time"), icon: "clock", hint: "/time 13:40" },
	{ name: "by", label: msg("Author"), icon: "plus", hint: msg("/by and a name") },
];

/** As many names as the menu shows of many. */
const most = 6;

/** Those whose name or label begins with what was typed after the slash; with a value, what that value means. */
export function findSlashItems(typed: string, post: SlashContext | null): SlashItem[] {
	const [, word = "", value] = /^(\S*)(?:\s+(.*))?$/u.exec(typed.toLowerCase()) ?? [];
	if (value !== undefined) return post === null ? [] : itemsWithValue(word, value.trim(), post);
	const all = post === null ? textItems() : [...textItems(), ...postItems()];
	return all.filter(({ name, label }) => name.startsWith(word) || label.toLowerCase().startsWith(word));
}

function itemsWithValue(word: string, value: string, post: SlashContext): SlashItem[] {
	if (word === "by")
		return post.authors
			.filter(
				({ name }) =>
					name
						.toLowerCase()
						.split(/\s+/)
						.some((part) => part.startsWith(value)) || name.toLowerCase().startsWith(value),
			)
			.slice(0, most)
			.map(({ id, name }) => ({ name: `by ${id}`, label: msg(str`By ${name}`), icon: "plus", hint: "" }));
	if (word !== "time") return [];
	const time = post.readTime(value);
	return time === null
		? [{ name: "time", label: msg("Editorial time"), icon: "clock", hint: msg("hours and minutes: 13:40") }]
		: [{ name: `time ${time.at}`, label: msg(str`Editorial time: ${time.words}`), icon: "clock", hint: "" }];
}

/** What was typed after a slash that begins the paragraph in which the caret stands, or null. */
export function readSlash(editor: Editor): string | null {
	const { $from, empty } = editor.state.selection;
	if (!empty || $from.parent.type.name !== "paragraph") return null;
	const match = /^\/((?:by|time)\s.{0,60}|\p{L}*)$/iu.exec($from.parent.textBetween(0, $from.parentOffset));
	return match && $from.parentOffset === $from.parent.content.size ? (match[1] ?? "") : null;
}
