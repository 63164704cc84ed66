import { z } from "zod";
import { idSchema, instantSchema } from "./id.ts";
import { keyDevelopmentViewSchema } from "./key-development.ts";
import { postViewSchema, timelineEntrySchema } from "./post.ts";
import { digestViewSchema, siteViewSchema } from "./site.ts";
import { cardSchema, stampsSchema, storyViewSchema } from "./story.ts";
import { authorViewSchema, sectionViewSchema, topicViewSchema } from "./taxonomy.ts";

const orderKeySchema = z.object({ at: instantSchema, id: idSchema });

/**
 * The state of `feed`, a section, a topic or an author: its cards, newest update first, whole down to `floor` and
 * including it; null when nothing older exists. A card that stands below the floor is not in the window. `subject` is the
 * section, topic or author itself, null for the feed.
 */
export const listStateSchema = z.object({
	kind: z.literal("list"),
	subject: z.union([authorViewSchema, sectionViewSchema, topicViewSchema]).nullable(),
	cards: z.array(cardSchema),
	floor: orderKeySchema.nullable(),
});

/** What is left of a story or card that was withdrawn. */
export const withdrawnSchema = z.object({ id: idSchema, withdrawn: z.literal(true) });

/**
 * The state of `story:<id>`: the story, its posts newest first and whole down to `floor` and including it (null:
 * there are no older ones), all pinned posts in their order, all key events, all key developments newest first.
 */
export const storyStateOfChannelSchema = z.object({
	kind: z.literal("story"),
	story: z.union([storyViewSchema, withdrawnSchema]),
	posts: z.array(postViewSchema),
	floor: orderKeySchema.nullable(),
	boundary: stampsSchema.shape.boundary,
	pinned: z.array(postViewSchema),
	timeline: z.array(timelineEntrySchema),
	keyDevelopments: z.array(keyDevelopmentViewSchema),
});

/** The state of `card:<story id>`. */
export const cardStateSchema = z.object({ kind: z.literal("card"), card: z.union([cardSchema, withdrawnSchema]) });

/** The state of `site`: the site, and the newest digest that was published. */
export const siteStateSchema = z.object({
	kind: z.literal("site"),
	site: siteViewSchema,
	digest: digestViewSchema.nullable(),
});

/** A channel's state. */
export const channelStateSchema = z
	.discriminatedUnion("kind", [listStateSchema, storyStateOfChannelSchema, cardStateSchema, siteStateSchema])
	.meta({ id: "ChannelState" });

export type ListState = z.infer<typeof listStateSchema>;
export type StoryChannelState = z.infer<typeof storyStateOfChannelSchema>;
export type CardState = z.infer<typeof cardStateSchema>;
export type SiteState = z.infer<typeof siteStateSchema>;
export type ChannelState = z.infer<typeof channelStateSchema>;
export type Withdrawn = z.infer<typeof withdrawnSchema>;
