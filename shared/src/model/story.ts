import { z } from "zod";
import { correctionViewSchema } from "./correction.ts";
import { idSchema, instantSchema } from "./id.ts";
import { keyDevelopmentViewSchema } from "./key-development.ts";
import { mediaViewSchema } from "./media.ts";
import { authorViewSchema, sectionViewSchema, topicViewSchema } from "./taxonomy.ts";

export const storyKindSchema = z.enum(["article", "live"]);
/**
 * How a live story's page is laid out: `blog` runs newest first; `briefing` has an index of its posts on top and reads
 * from one to the next.
 */
export const storyLayoutSchema = z.enum(["blog", "briefing"]);
/** Of a live story; an article has none. */
export const storyStateSchema = z.enum(["upcoming", "live", "ended"]);
export type StoryLayout = z.infer<typeof storyLayoutSchema>;
export type StoryKind = z.infer<typeof storyKindSchema>;
export type StoryState = z.infer<typeof storyStateSchema>;

const shown = {
	id: idSchema,
	revision: z.int().min(1),
	kind: storyKindSchema,
	state: storyStateSchema.nullable(),
	slug: z.string(),
	/** BCP 47 language of the text, such as `en` or `ar`. */
	language: z.string(),
	headline: z.string(),
	standfirst: z.string(),
	readingMinutes: z.int().min(1),
	lead: mediaViewSchema.nullable(),
	section: sectionViewSchema.nullable(),
	topics: z.array(topicViewSchema),
	authors: z.array(authorViewSchema),
	/** Ids of the stories that it refers to, in the editor's order. One that was withdrawn stays among them. */
	related: z.array(idSchema),
	postCount: z.int().min(0),
	publishedAt: instantSchema,
	/** The last significant update, or null when there was none: the "Updated:" stamp. */
	updatedAt: instantSchema.nullable(),
	startsAt: instantSchema.nullable(),
	startedAt: instantSchema.nullable(),
	endedAt: instantSchema.nullable(),
	/** IANA zone of where it happens, shown beside the reader's own; not there when the story has none. */
	timeZone: z.string().optional(),
	/** Of a live story's page; not there when it is the usual one, `blog`. */
	layout: storyLayoutSchema.optional(),
};

/** A story as its page shows it, without its posts. Exactly one of `html` and `bodyUrl` is set. */
export const storyViewSchema = z
	.object({
		...shown,
		html: z.string().nullable(),
		bodyUrl: z.string().nullable(),
		corrections: z.array(correctionViewSchema),
	})
	.meta({ id: "StoryView" });
export type StoryView = z.infer<typeof storyViewSchema>;

/** What lists and related-story cards show of a story. `more` says that the text goes on after `opening`. */
export const cardSchema = z
	.object({
		...shown,
		opening: z.string(),
		more: z.boolean(),
		/** Newest first, five at most. */
		keyDevelopments: z.array(keyDevelopmentViewSchema),
		/** Of a live story, the three newest. */
		latestPosts: z.array(z.object({ id: idSchema, headline: z.string(), at: instantSchema })),
		correction: correctionViewSchema.nullable(),
	})
	.meta({ id: "Card" });
export type Card = z.infer<typeof cardSchema>;

/** What a story event or a post event says of the story around it. */
export const stampsSchema = z.object({
	updatedAt: instantSchema.nullable(),
	postCount: z.int().min(0),
	/** Where the newest page of posts begins: a post before it in (editorial time, id) stands on a frozen page. */
	boundary: z.object({ id: idSchema, at: instantSchema, postId: idSchema }).nullable(),
});
export type Stamps = z.infer<typeof stampsSchema>;
