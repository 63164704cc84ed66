import type { BodyInput } from "@dateline/shared/protocol";

/** A live story ready to be replayed: what is handed in, and what must then be on the screen. */
export interface ReplayStory {
	section: { slug: string; name: string };
	topics: readonly { slug: string; name: string }[];
	authors: readonly { slug: string; name: string; desk: boolean }[];
	/** An article that posts refer to as `related`, or null. */
	related: { headline: string; body: BodyInput } | null;
	pictures: readonly ReplayPicture[];
	story: { headline: string; standfirst: string; body: BodyInput; keyDevelopments: readonly string[] };
	posts: readonly ReplayPost[];
}

/** A picture by its key, by which bodies name it; the picture itself is made up, in its true size. */
export interface ReplayPicture {
	key: string;
	alt: string;
	caption: string;
	credit: string;
	width: number;
	height: number;
}

export interface ReplayPost {
	publishedAt: string;
	headline: string;
	/** Makes the body once it is known which ids the pictures and the related article have. */
	body(ids: ReplayIds): BodyInput;
	key: boolean;
	breaking: boolean;
	pinned: number | null;
	/** Slugs. */
	authors: readonly string[];
	keyDevelopment: string | null;
	edit: { headline: string; significant: boolean } | null;
	correction: string | null;
	withdraw: boolean;
	/** The words that its body shows, in their order. */
	words: readonly string[];
	/** Whether it shows nothing but these: a picture or a card brings words of its own. */
	exact: boolean;
}

export interface ReplayIds {
	pictures: ReadonlyMap<string, string>;
	related: string | null;
}

/** The words of a text, as a person reads them. */
export function wordsOf(text: string): string[] {
	return text.normalize("NFC").match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The words that a reader sees of HTML or Markdown that somebody handed in, read without any of our own code. */
export function wordsOfInput(body: BodyInput): string[] {
	if ("type" in body) return wordsOf(textsOf(body).join(" "));
	if (body.format === "text") return wordsOf(body.value);
	if (body.format === "html") return wordsOf(decode(body.value.replace(/<[^>]*>/g, " ")));
	return wordsOf(body.value.replace(/\]\([^)]*\)/g, "] ").replace(/^\s*\d+\.\s/gm, ""));
}

function textsOf(node: unknown): string[] {
	if (Array.isArray(node)) return node.flatMap(textsOf);
	if (node === null || typeof node !== "object") return [];
	const { text, content } = node as { text?: unknown; content?: unknown };
	return typeof text === "string" ? [text] : textsOf(content);
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', mdash: "—", nbsp: " " };

function decode(text: string): string {
	return text.replace(/&(#?)(\w+);/g, (whole, numeric, name: string) =>
		numeric ? String.fromCodePoint(Number(name)) : (entities[name] ?? whole),
	);
}
