import type { NoticeSubject, TakenNotice } from "@dateline/shared/database";
import type { NoticePayload } from "@dateline/shared/protocol";
import { directionOf, type Sentences } from "./sentences.ts";

const longestTitle = 160;

/** One notice in words: the headline, and what it belongs to. */
export function writeNotice(
	notice: Pick<TakenNotice, "position" | "weight">,
	subject: NoticeSubject,
	words: Sentences,
): NoticePayload {
	const { kind, slug, language, post } = subject;
	const story = `/${kind === "live" ? "live" : "story"}/${encodeURIComponent(slug)}`;
	const headline = post ? post.headline || firstWords(post.html) || subject.headline : subject.headline;
	const { weight, position } = notice;
	const titled =
		weight === "breaking" ? words.breaking(headline) : weight === "correction" ? words.corrected(headline) : headline;
	const about = { key: words.begun, story: words.updated, breaking: "", post: "", correction: "", test: "" }[weight];
	return {
		v: 1,
		title: cut(titled),
		body: cut(post && headline !== subject.headline ? subject.headline : about),
		tag: subject.storyId,
		path: post ? `${story}/post/${post.id}` : story,
		story,
		lang: language,
		dir: directionOf(language),
		position,
		quiet: weight === "correction",
	};
}

/** All that the quiet hours held, as one. */
export function writeSummary(parts: readonly NoticePayload[], words: Sentences & { language: string }): NoticePayload {
	const [first] = parts;
	if (!first) throw new TypeError("a summary of nothing");
	if (parts.length === 1) return first;
	const lines = parts.slice(0, 4).map(({ title }) => `• ${title}`);
	return {
		...first,
		title: words.whileQuiet(parts.length),
		body: lines.join("\n"),
		tag: "quiet-hours",
		path: "/",
		story: "/",
		lang: words.language,
		dir: directionOf(words.language),
		position: Math.max(...parts.map(({ position }) => position)),
		quiet: false,
	};
}

/** What somebody sees who asked whether notices come. */
export const writeTest = (words: Sentences & { language: string }): NoticePayload => ({
	v: 1,
	title: words.testTitle,
	body: words.testText,
	tag: "test",
	path: "/follow",
	story: "/follow",
	lang: words.language,
	dir: directionOf(words.language),
	position: 0,
	quiet: false,
});

const cut = (text: string) =>
	text.length <= longestTitle ? text : `${text.slice(0, longestTitle).replace(/\s+\S*$/, "")}…`;

/** The words of HTML that `renderDocument` wrote, which knows only numbers as entities. */
function firstWords(html: string): string {
	const text = html
		.replace(/<[^>]*(>|$)/g, " ")
		.replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)));
	return cut(text.replace(/\s+/g, " ").trim());
}
