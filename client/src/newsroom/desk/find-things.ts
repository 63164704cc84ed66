import type { Found } from "@dateline/shared/protocol";

/** One line of what was found: where it leads, or what it does. */
export interface Thing {
	/** Unique in the list. */
	key: string;
	kind: Found["kind"] | "screen" | "action" | "act" | "topic" | "log";
	/** What stands before it: a time, a picture or nothing. */
	at: string;
	picture: string | null;
	title: string;
	text: string;
	/** Keys that do it without the palette. */
	keys: string;
	/** Does it. */
	run(): void;
}

export interface Group {
	title: string;
	things: Thing[];
}

/** What a first sign narrows the search to: `>` do, `@` person, `#` section or topic, `:` a time. */
export type Mode = "all" | "do" | "person" | "topic" | "time";

const modes: Readonly<Record<string, Mode>> = { ">": "do", "@": "person", "#": "topic", ":": "time" };

/** What somebody typed: how it is meant, and the words. */
export function readTyped(typed: string): { mode: Mode; words: string } {
	const text = typed.trimStart();
	const mode = modes[text[0] ?? ""];
	return mode === undefined ? { mode: "all", words: text.trim() } : { mode, words: text.slice(1).trim() };
}

/** Whether each word begins a word of the text, in any letter case. */
export function fits(text: string, words: string): boolean {
	const of = text.toLowerCase().split(/[\s,.:/–-]+/);
	return words
		.toLowerCase()
		.split(/\s+/)
		.filter(Boolean)
		.every((word) => of.some((one) => one.startsWith(word)));
}

/** A text cut where a word of `words` begins, so that it can be marked: plain, marked, plain, … */
export function cutAtWords(text: string, words: string): string[] {
	const wanted = words
		.split(/\s+/)
		.filter(Boolean)
		.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
	if (wanted.length === 0) return [text];
	return text.split(new RegExp(`(?<![\\p{L}\\p{N}])(${wanted.join("|")})`, "giu"));
}

/** `13:40` as minutes of the day; null for anything else. */
export function minutesOf(words: string): number | null {
	const match = /^(\d{1,2})[:.](\d\d)$/.exec(words);
	const [hours, minutes] = [Number(match?.[1]), Number(match?.[2])];
	return match && hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}
