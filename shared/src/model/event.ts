import { z } from "zod";
import { channelSchema } from "./channel.ts";
import { eventTypes } from "./event-types.ts";
import { idSchema, instantSchema } from "./id.ts";
import { keyDevelopmentViewSchema } from "./key-development.ts";
import { mediaViewSchema } from "./media.ts";
import { postViewSchema } from "./post.ts";
import { digestViewSchema, siteViewSchema } from "./site.ts";
import { storyStateOfChannelSchema } from "./state.ts";
import { cardSchema, stampsSchema, storyViewSchema } from "./story.ts";
import { authorViewSchema, sectionViewSchema, topicViewSchema } from "./taxonomy.ts";

/**
 * The nothing-but-its-id form of a subject: of one that is withdrawn, in its withdrawal and, from then on, in every
 * earlier event about it (`withheld`).
 */
const onlyId = z.object({ id: idSchema });

/**
 * What readers are told of one change, without what the record adds when it commits. The subject stands under its own
 * name with all that is needed to show it. `stamps` goes with every event of `story:<id>`.
 */
export const eventDraftSchema = z.object({
	type: z.enum(eventTypes),
	/** Channels, lists only, that the card left or joined by this change. */
	left: z.array(channelSchema).optional(),
	joined: z.array(channelSchema).optional(),
	story: z.union([storyViewSchema, onlyId]).optional(),
	post: z.union([postViewSchema, onlyId]).optional(),
	keyDevelopment: z.union([keyDevelopmentViewSchema, onlyId]).optional(),
	card: z.union([cardSchema, onlyId]).optional(),
	site: siteViewSchema.optional(),
	section: sectionViewSchema.optional(),
	topic: topicViewSchema.optional(),
	author: authorViewSchema.optional(),
	media: mediaViewSchema.optional(),
	digest: digestViewSchema.optional(),
	/** Of a withdrawal: why, where the newsroom tells readers. */
	reason: z.string().optional(),
	/** With `story.restored`: the channel's whole state, since what was said before the withdrawal is withheld. */
	restored: storyStateOfChannelSchema.optional(),
	stamps: stampsSchema.optional(),
});

/** An event as it goes to readers. `previous` names its channels, each with the position of the event before it there. */
export const eventSchema = eventDraftSchema
	.extend({
		v: z.literal(1),
		position: z.int().min(1),
		previous: z.record(channelSchema, z.int().min(0)),
		at: instantSchema,
		/** The subject was withdrawn since: this event keeps its position, and of the subject nothing but its id. */
		withheld: z.literal(true).optional(),
	})
	.meta({ id: "Event" });

/** The event as any later version may send it: an unknown type is counted in the heads and otherwise ignored. */
export const looseEventSchema = z.looseObject({
	v: z.int(),
	position: z.int().min(1),
	previous: z.record(z.string(), z.int().min(0)),
	type: z.string(),
	at: z.string(),
});

export type EventDraft = z.infer<typeof eventDraftSchema>;
export type Event = z.infer<typeof eventSchema>;

/** The channels of an event, sorted. */
export const channelsOf = (event: Pick<Event, "previous">): string[] => Object.keys(event.previous).sort();
