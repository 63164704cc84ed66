import { z } from "zod";
import { type ChannelState, channelSchema, channelStateSchema, type Event, eventSchema } from "../model/index.ts";
import { protocolVersion } from "./live-limits.ts";
import { problemCodeSchema } from "./problem.ts";

/** Up to where a reader has everything. */
export const cursorSchema = z.object({ epoch: z.string().min(1).max(64), position: z.int().min(0) });
export type Cursor = z.infer<typeof cursorSchema>;

/** `subscribe`: replaces the socket's channels; empty unsubscribes. */
export const subscribeSchema = z.object({
	v: z.literal(protocolVersion),
	channels: z.array(z.string().max(64)),
	after: cursorSchema.nullable(),
});
export type Subscribe = z.infer<typeof subscribeSchema>;

export const subscribeErrorSchema = z.object({
	code: problemCodeSchema,
	message: z.string(),
	channel: z.string().optional(),
	/** Seconds. */
	retryAfter: z.number().optional(),
});

/** What an answer says of the sample, as a pulse does: who has just come may be drawn for the next updates. */
const drawFields = { at: z.string().optional(), sample: z.number().min(0).max(1).optional() };

/** The answer to `subscribe`. */
export const subscribeAckSchema = z.union([
	z.object({
		...{ ok: z.literal(true), epoch: z.string(), position: z.int().min(0), events: z.array(eventSchema) },
		...drawFields,
	}),
	z.object({
		...{ ok: z.literal(true), ...drawFields },
		epoch: z.string(),
		position: z.int().min(0),
		snapshot: z.record(channelSchema, channelStateSchema),
	}),
	z.object({ ok: z.literal(false), error: subscribeErrorSchema }),
]);
export type SubscribeError = z.infer<typeof subscribeErrorSchema>;
interface Draw {
	at?: string;
	sample?: number;
}
export type SubscribeAck =
	| ({ ok: true; epoch: string; position: number; events: Event[] } & Draw)
	| ({ ok: true; epoch: string; position: number; snapshot: Record<string, ChannelState> } & Draw)
	| { ok: false; error: SubscribeError };

/** One frame for everybody every 15 s: everything up to `position` has been handed to this connection. */
export const pulseSchema = z.object({
	epoch: z.string(),
	position: z.int().min(0),
	at: z.string(),
	/** The build of the software; another one than the page's means that the software has changed. */
	build: z.string(),
	readers: z.int().optional(),
	/** Readers of live stories just now, rounded, by story; one with few has no number (`roundReaders`). */
	stories: z.record(z.string(), z.int()).optional(),
	/** Probability with which a reader answers the updates until the next pulse with `seen`. */
	sample: z.number().min(0).max(1).optional(),
});
export type Pulse = z.infer<typeof pulseSchema>;

/** Ask again after a random time up to `retryAfter` seconds. */
export const resubscribeSchema = z.object({
	reason: z.enum(["slow", "draining", "restarted"]),
	retryAfter: z.number().min(0),
});
export type Resubscribe = z.infer<typeof resubscribeSchema>;

/** From a reader drawn by `sample`: how long after the event's commit it was on the screen. No id, nothing else. */
export const seenSchema = z.object({ position: z.int().min(1), ms: z.int().min(0).max(86_400_000) });
export type Seen = z.infer<typeof seenSchema>;

/** The events of the default namespace, server to client. */
export interface ServerToClient {
	update: (events: Event[]) => void;
	pulse: (pulse: Pulse) => void;
	resubscribe: (message: Resubscribe) => void;
}
/** The events of the default namespace, client to server. */
export interface ClientToServer {
	subscribe: (message: Subscribe, ack: (answer: SubscribeAck) => void) => void;
	seen: (message: Seen) => void;
}

/** `GET /api/v1/updates`: JSON for polling and caches; `next` is the cursor to ask after. */
export const updatesSchema = z.object({
	epoch: z.string(),
	position: z.int().min(0),
	events: z.array(eventSchema),
	next: z.string(),
	snapshot: z.record(channelSchema, channelStateSchema).optional(),
});
export type Updates = z.infer<typeof updatesSchema>;
