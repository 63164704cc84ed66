import { type Document, documentSchema, emptyDocument } from "@dateline/shared/model";
import type { EditorStory, Template } from "@dateline/shared/protocol";
import { z } from "zod";
import { fieldWord } from "./revisions-words.ts";

/** A story while it is written: everything of it that an editor can set. */
export const storyWorkSchema = z.object({
	headline: z.string(),
	standfirst: z.string(),
	body: documentSchema,
	slug: z.string().nullable(),
	language: z.string(),
	section: z.string().nullable(),
	topics: z.array(z.string()),
	authors: z.array(z.string()),
	lead: z.string().nullable(),
	/** Other stories, whose cards stand under this one. */
	related: z.array(z.string()).default([]),
	startsAt: z.string().nullable(),
	/** Of where it happens, IANA; null: the reader's own alone. */
	timeZone: z.string().nullable().default(null),
	/** Of a live story's page; null: the usual one, as a blog. */
	layout: z.enum(["blog", "briefing"]).nullable().default(null),
	/** Of a story that readers have not seen; a published one's are changed one by one. */
	keyDevelopments: z.array(z.string()),
});
export type StoryWork = z.infer<typeof storyWorkSchema>;

export const emptyStoryWork = (language: string): StoryWork => ({
	...{ headline: "", standfirst: "", body: emptyDocument, slug: null, language, section: null },
	...{
		topics: [],
		authors: [],
		lead: null,
		related: [],
		startsAt: null,
		timeZone: null,
		layout: null,
		keyDevelopments: [],
	},
});

/** What stands in the record: what readers see, or the draft. */
export function storyWorkOf(story: EditorStory): StoryWork {
	const content = story.content ?? story.draft;
	if (content === null) return emptyStoryWork("en");
	const { headline, standfirst, body, language, section, topics, authors, lead, related, startsAt } = content;
	const lines = story.content === null ? (story.draft?.keyDevelopments ?? []).map(({ text }) => text) : [];
	return {
		...{ headline, standfirst, body, language, section, topics, authors, lead, related, startsAt },
		slug: story.slug ?? content.slug,
		timeZone: content.timeZone ?? null,
		layout: content.layout ?? null,
		keyDevelopments: lines,
	};
}

/** A new story as a template begins it. */
export function workOfTemplate({ content }: Template, language: string): StoryWork {
	const { headline, standfirst, body, section, topics, authors, timeZone, keyDevelopments } = content;
	return {
		...emptyStoryWork(content.language ?? language),
		...{ headline, standfirst, body, section, topics, authors, timeZone, keyDevelopments },
	};
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The parts that differ, as a patch takes them. */
export function changesOf(before: StoryWork, after: StoryWork): Partial<StoryWork> {
	const changed = Object.entries(after).filter(([part, value]) => !same(before[part as keyof StoryWork], value));
	return Object.fromEntries(changed.map(([part, value]) => [part, typeof value === "string" ? value.trim() : value]));
}

/**
 * Puts what is written upon a newer version of the story: parts that were not touched here become what they are there.
 * `both` names those that were changed here and there; here they stay as they were written.
 */
export function rebase(before: StoryWork, after: StoryWork, work: StoryWork): { work: StoryWork; both: string[] } {
	const mine = changesOf(before, work);
	const theirs = changesOf(before, after);
	const both = Object.keys(mine).filter((part) => part in theirs && part in changesOf(after, work));
	return { work: { ...after, ...mine }, both: both.map(fieldWord) };
}

/** A new story as `POST /api/v1/stories` takes it. */
export function toStoryInput(work: StoryWork) {
	const { headline, standfirst, slug, ...rest } = work;
	return { ...rest, headline: headline.trim(), standfirst: standfirst.trim(), ...(slug ? { slug } : {}) };
}

/** The pictures that stand in a text. */
export const picturesOf = (body: Document): string[] =>
	body.content.flatMap((block) => (block.type === "image" ? [block.attrs.mediaId] : []));
