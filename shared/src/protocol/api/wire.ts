import { z } from "zod";
import { idSchema, instantSchema } from "../../model/index.ts";
import { lineSchema } from "../content.ts";

/** `feed`: RSS, Atom, JSON Feed or ninjs over HTTP. `dateline`: another Dateline, live. `inbound`: what others send here. */
export const wireKinds = ["feed", "dateline", "inbound"] as const;
export type WireKind = (typeof wireKinds)[number];
/** `seen`: only noted, it was there before; `killed`: the wire took it back; `refused`: it could not be taken. */
export const wireItemStates = ["filed", "seen", "killed", "refused"] as const;
export type WireItemState = (typeof wireItemStates)[number];

/** Where what comes in goes: null is the editors' inbox; a live story gets posts, a section articles. */
export const wireTargetSchema = z
	.string()
	.regex(/^(story|section):[0-9b-df-hjkmnp-tv-z]{14}$/, "story: or section: with an id")
	.nullable();

const given = {
	name: lineSchema(100).min(1),
	/** Null for an inbound one. */
	address: z.string().min(1).max(2_000).nullable(),
	target: wireTargetSchema,
	/** Whether it goes to readers without an editor. */
	direct: z.boolean(),
	/** Whether a line with the wire's name and the item's address ends each text. */
	credit: z.boolean(),
	/** Seconds between two askings. */
	everySeconds: z.int().min(20).max(86_400),
};

/** `POST /api/v1/wires`. */
export const wireInputSchema = z
	.strictObject({
		...given,
		kind: z.enum(["feed", "inbound"]),
		address: given.address.default(null),
		target: given.target.default(null),
		direct: given.direct.default(false),
		credit: given.credit.default(true),
		everySeconds: given.everySeconds.default(120),
		/** The `Authorization` header that is sent with each asking; kept sealed, never shown. */
		authorization: z.string().max(1_000).nullable().default(null),
		/** Whether what is there already comes in too, or only what is new from now on. */
		older: z.boolean().default(false),
	})
	.meta({ id: "WireInput" });
export type WireInput = z.infer<typeof wireInputSchema>;

/** `PATCH /api/v1/wires/:wireId`. */
export const wirePatchSchema = z
	.strictObject({
		...given,
		address: z.string().min(1).max(2_000),
		authorization: z.string().max(1_000).nullable(),
		state: z.enum(["active", "paused"]),
	})
	.partial()
	.meta({ id: "WirePatch" });
export type WirePatch = z.infer<typeof wirePatchSchema>;

/** A wire as the API shows it, without what opens it. */
export const wireViewSchema = z
	.object({
		id: idSchema,
		...given,
		target: z.string().nullable(),
		kind: z.enum(wireKinds),
		state: z.enum(["active", "paused"]),
		/** What it speaks, once it has answered: RSS, Atom, JSON Feed, ninjs, Dateline. */
		format: z.string().nullable(),
		hasAuthorization: z.boolean(),
		askedAt: instantSchema.nullable(),
		/** When it last answered well. */
		answeredAt: instantSchema.nullable(),
		nextAt: instantSchema.nullable(),
		asked: z.int(),
		unchanged: z.int(),
		doubles: z.int(),
		failures: z.int(),
		problem: z.string().nullable(),
		/** Items of the last 24 hours, of all time, and how many of them were taken back. */
		today: z.int(),
		items: z.int(),
		killed: z.int(),
		/** How far a Dateline was followed. */
		position: z.int().nullable(),
		createdBy: z.string().nullable(),
		createdAt: instantSchema,
	})
	.meta({ id: "Wire" });
export type WireView = z.infer<typeof wireViewSchema>;

/** One thing that came in, and what was made of it. */
export const wireItemSchema = z
	.object({
		guid: z.string(),
		title: z.string(),
		link: z.string().nullable(),
		state: z.enum(wireItemStates),
		version: z.int(),
		note: z.string().nullable(),
		storyId: z.string().nullable(),
		postId: z.string().nullable(),
		firstAt: instantSchema,
		lastAt: instantSchema,
	})
	.meta({ id: "WireItem" });
export type WireItem = z.infer<typeof wireItemSchema>;

/** `POST /api/v1/wires/preview`: what an address answers, before it is added. */
export const wirePreviewInputSchema = z
	.strictObject({
		address: z.string().min(1).max(2_000),
		authorization: z.string().max(1_000).nullable().default(null),
	})
	.meta({ id: "WirePreviewInput" });
export const wirePreviewSchema = z
	.object({
		format: z.string(),
		title: z.string(),
		/** How many items it has, and the newest of them. */
		count: z.int(),
		items: z.array(
			z.object({ title: z.string(), at: instantSchema.nullable(), link: z.string().nullable(), killed: z.boolean() }),
		),
	})
	.meta({ id: "WirePreview" });
export type WirePreview = z.infer<typeof wirePreviewSchema>;
