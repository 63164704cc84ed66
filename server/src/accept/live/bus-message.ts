import { idSchema, instantSchema } from "@dateline/shared/model";
import {
	leaseSubjectSchema,
	partnerScreensSchema,
	personHereSchema,
	serverReportSchema,
} from "@dateline/shared/protocol";
import { z } from "zod";

/** How a publication went out from one server: what {@link bookReceipts} adds up. */
export const deliveryPartSchema = z.object({
	position: z.int(),
	at: instantSchema,
	type: z.string(),
	storyId: idSchema,
	postId: idSchema.nullable(),
	screens: z.int(),
	skipped: z.int(),
	/** Milliseconds at which readers who were drawn had it on the screen. */
	seen: z.array(z.number()),
	/** How many screens each of those stands for. */
	weight: z.number(),
	/** Of the screens, those on partners' sites. */
	partners: z.array(partnerScreensSchema).default([]),
});
export type DeliveryPart = z.infer<typeof deliveryPartSchema>;

/** Somebody at a desk, as servers tell each other. */
export const personSomewhereSchema = personHereSchema.extend({ storyId: idSchema });
export type PersonSomewhere = z.infer<typeof personSomewhereSchema>;

/** What servers tell each other about their newsrooms: refreshed every few seconds, lost when Redis is, never truth. */
export const busMessageSchema = z.discriminatedUnion("kind", [
	z.object({ kind: z.literal("people"), people: z.array(personSomewhereSchema) }),
	z.object({ kind: z.literal("leases"), storyId: idSchema }),
	z.object({
		kind: z.literal("asked"),
		storyId: idSchema,
		subject: leaseSubjectSchema,
		by: z.string(),
		/** The account and the tab that hold it. */
		holder: z.string(),
		tab: z.string(),
		at: instantSchema,
	}),
	/** Something that readers don't see has changed. */
	z.object({ kind: z.literal("work"), storyId: idSchema.nullable() }),
	z.object({ kind: z.literal("readers"), whole: z.int(), stories: z.record(z.string(), z.int()) }),
	z.object({ kind: z.literal("deliveries"), deliveries: z.array(deliveryPartSchema) }),
	z.object({ kind: z.literal("report"), report: serverReportSchema }),
	/** Somebody's session, role or stories may have changed. */
	z.object({ kind: z.literal("recheck") }),
]);
export type BusMessage = z.infer<typeof busMessageSchema>;
