import { z } from "zod";
import { channelSchema, eventTypes, idSchema, instantSchema } from "../../model/index.ts";
import { lineSchema } from "../content.ts";

/** `gone`: its address said 410. `failing`: it did not take anything for a day. Neither is told anything until it is switched on again. */
export const webhookStates = ["active", "paused", "gone", "failing"] as const;
export type WebhookState = (typeof webhookStates)[number];

const given = {
	name: lineSchema(100).min(1),
	/** Where events are sent to, by POST. */
	address: z.string().min(1).max(2_000),
	/** Event types that it is told of; none means all. */
	types: z.array(z.enum(eventTypes)).max(eventTypes.length),
	/** Channels whose events it is told of; none means all. */
	channels: z.array(channelSchema).max(100),
};

/** `POST /api/v1/webhooks`. */
export const webhookInputSchema = z
	.strictObject({ ...given, types: given.types.default([]), channels: given.channels.default([]) })
	.meta({ id: "WebhookInput" });
export type WebhookInput = z.infer<typeof webhookInputSchema>;

/** `PATCH /api/v1/webhooks/:webhookId`. Switched on again, it goes on where it stopped, or, with `skip`, from now. */
export const webhookPatchSchema = z
	.strictObject({ ...given, state: z.enum(["active", "paused"]), skip: z.boolean() })
	.partial()
	.meta({ id: "WebhookPatch" });
export type WebhookPatch = z.infer<typeof webhookPatchSchema>;

/** A webhook without its secret, which is shown once. */
export const webhookViewSchema = z
	.object({
		id: idSchema,
		...given,
		types: z.array(z.string()),
		channels: z.array(z.string()),
		state: z.enum(webhookStates),
		stateAt: instantSchema,
		/** Everything up to there was told of. */
		position: z.int().min(0),
		/** Failed tries in a row, since when, and when the next one is. */
		failures: z.int().min(0),
		failingSince: instantSchema.nullable(),
		nextAt: instantSchema.nullable(),
		/** The last try: when, and the answer's status, or what went wrong. */
		lastAt: instantSchema.nullable(),
		lastStatus: z.int().nullable(),
		lastProblem: z.string().nullable(),
		/** Deliveries of the last 24 hours, and half of them took no longer, in milliseconds. */
		today: z.int().min(0),
		half: z.number().nullable(),
		/** Letters that were given up. */
		dead: z.int().min(0),
		/** Until when the secret before this one signs too; null: only this one does. */
		oldSecretUntil: instantSchema.nullable(),
		createdBy: z.string().nullable(),
		createdAt: instantSchema,
	})
	.meta({ id: "Webhook" });
export type WebhookView = z.infer<typeof webhookViewSchema>;

/** One try to tell a webhook. `position` is 0 for a test. */
export const webhookTrySchema = z
	.object({
		id: z.int(),
		position: z.int().min(0),
		type: z.string(),
		kind: z.enum(["event", "replay", "test"]),
		attempt: z.int(),
		at: instantSchema,
		milliseconds: z.int(),
		outcome: z.enum(["done", "again", "dead"]),
		status: z.int().nullable(),
		problem: z.string().nullable(),
		/** The answer's beginning, as text. */
		answer: z.string(),
	})
	.meta({ id: "WebhookTry" });
export type WebhookTry = z.infer<typeof webhookTrySchema>;

/** What was given up, or is told of again beside the order. */
export const webhookLetterSchema = z
	.object({
		position: z.int().min(1),
		type: z.string(),
		state: z.enum(["dead", "replay"]),
		at: instantSchema,
		attempts: z.int(),
		problem: z.string().nullable(),
	})
	.meta({ id: "WebhookLetter" });
export type WebhookLetter = z.infer<typeof webhookLetterSchema>;

/** The path's query of a list of tries: `after` is the id of the last one of the page before. */
export const webhookTriesQuerySchema = z.strictObject({
	limit: z.coerce.number().int().min(1).max(100).default(50),
	after: z
		.string()
		.regex(/^\d{1,15}$/, "the next of the page before")
		.optional(),
});

/** `POST /api/v1/webhooks/:webhookId/replay`: these events, or all dead letters. */
export const webhookReplaySchema = z
	.strictObject({ positions: z.union([z.literal("dead"), z.array(z.int().min(1)).min(1).max(100)]) })
	.meta({ id: "WebhookReplay" });
