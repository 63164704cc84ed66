import type { Revision } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import type { Desk } from "../desk/desk.ts";

/** A value that is no text, in words; empty for nothing. */
export type Sayer = (field: string, value: unknown) => string;

/** Says values by their names. What has to be asked for first is told by `onKnown`, and stands as "…" until then. */
export function createSayer(desk: Desk, onKnown: () => void): Sayer {
	const known = new Map<string, string>();
	const ask = (key: string, read: () => Promise<string>): string => {
		const name = known.get(key);
		if (name !== undefined) return name;
		known.set(key, "…");
		void read()
			.catch(() => msg("what is not there any more"))
			.then((text) => {
				known.set(key, text);
				onKnown();
			});
		return "…";
	};
	const list = (value: unknown, say: (id: string) => string): string =>
		(Array.isArray(value) ? value : []).map((id) => say(String(id))).join(", ");
	const named = (all: readonly { id: string; name: string }[]) => (id: string) =>
		all.find((one) => one.id === id)?.name ?? id;
	return (field, value) => {
		if (value === null || value === undefined || value === false) return "";
		switch (field) {
			case "lead":
				return ask(`media:${value}`, async () => {
					const media = await desk.library.media(String(value));
					return media.alt || media.caption || msg("a picture without a description");
				});
			case "section":
				return named(desk.library.sections)(String(value));
			case "topics":
				return list(value, named(desk.library.topics));
			case "authors":
				return list(value, named(desk.library.authors));
			case "related":
				return list(value, (id) => ask(`story:${id}`, () => desk.library.headline(id)));
			case "startsAt":
			case "publishedAt":
				return desk.times.full(String(value));
			case "pinned":
				return msg(str`place ${Number(value) + 1}`);
			case "key":
			case "breaking":
				return msg("yes");
			case "keyDevelopments":
				return list(value, (line) => line);
			default:
				return typeof value === "string" ? value : JSON.stringify(value);
		}
	};
}

/** What a part of a story or post is called. */
export function fieldWord(field: string): string {
	const words: Record<string, string> = {
		headline: msg("headline"),
		standfirst: msg("standfirst"),
		body: msg("text"),
		lead: msg("lead picture"),
		section: msg("section"),
		topics: msg("topics"),
		authors: msg("authors"),
		slug: msg("address"),
		language: msg("language"),
		related: msg("related stories"),
		startsAt: msg("beginning"),
		publishedAt: msg("time"),
		timeZone: msg("time zone"),
		layout: msg("layout"),
		key: msg("key event"),
		pinned: msg("pinned"),
		breaking: msg("breaking"),
		keyDevelopments: msg("key developments"),
	};
	return words[field] ?? field;
}

/** What made a revision, in a word or two. */
export function changeWord({ change, significant, restoredFrom }: Revision): string {
	if (restoredFrom !== null) return msg(str`Revision ${restoredFrom} restored`);
	switch (change) {
		case "story.publish":
		case "post.add":
			return msg("Published");
		case "story.correct":
			return msg("Corrected");
		case "story.start":
			return msg("Coverage began");
		case "story.end":
			return msg("Coverage ended");
		case "story.withdraw":
		case "post.withdraw":
			return msg("Withdrawn");
		case "story.restore":
		case "post.restore":
			return msg("Given back");
		case "post.merge":
		case "posts.merge":
			return msg("Merged");
		case "post.move":
		case "posts.move":
			return msg("Moved");
		default:
			return significant ? msg("Significant") : msg("Minor");
	}
}
