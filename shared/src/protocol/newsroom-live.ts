import { z } from "zod";
import { idSchema, instantSchema } from "../model/index.ts";
import { partnerScreensSchema } from "./api/partner.ts";
import { submissionSchema } from "./submission.ts";

/*
 * The messages of the Socket.IO namespace `/newsroom` (docs/live.md): session cookie and own Origin. Presence, leases,
 * counts, receipts, results of submissions and alerts. Nothing of it is truth: leases are rows, the rest is told anew.
 */

/** The version of these messages. */
export const newsroomVersion = 1;
/** How often a console says that it is there, in milliseconds: it keeps its leases and its place among who is here. */
export const heartbeatInterval = 5_000;
/** After so much silence a lease is free, in milliseconds. */
export const leaseTime = 30_000;

/** What a lease is on: a post, a story's own text, a key development. */
export const leaseSubjectSchema = z
	.string()
	.regex(/^(story|post|key-development):[0-9b-df-hjkmnp-tv-z]{14}$/, "story:, post: or key-development: with an id");

/** What somebody is doing in a story. `editing` has the subject. */
export const doingSchema = z.strictObject({
	kind: z.enum(["reading", "writing", "editing", "waiting", "elsewhere"]),
	subject: leaseSubjectSchema.nullable(),
	/** Keys were pressed within the last few seconds. */
	typing: z.boolean(),
	/** Writes that this console keeps because it had no connection; more than 0 only when it has just come back. */
	queued: z.int().min(0).max(999),
});
export type Doing = z.infer<typeof doingSchema>;

/** `here`: every {@link heartbeatInterval} and at each change. Renews the leases that this tab holds. */
export const hereSchema = z.strictObject({
	v: z.literal(newsroomVersion),
	/** The story that is on the screen. */
	storyId: idSchema.nullable(),
	doing: doingSchema,
	/** Whether this console shows the state screen, and wants {@link StationReport}s. */
	state: z.boolean(),
});
export type Here = z.infer<typeof hereSchema>;

/**
 * `lease`: `take` it when it is free, `takeOver` in any case, `askFor` it (one line to its holder), `release` one's own,
 * or `noted`: the line about a take-over has been read.
 */
export const leaseRequestSchema = z.strictObject({
	v: z.literal(newsroomVersion),
	action: z.enum(["take", "takeOver", "askFor", "release", "noted"]),
	storyId: idSchema,
	subject: leaseSubjectSchema,
});
export type LeaseRequest = z.infer<typeof leaseRequestSchema>;

/** Somebody's right to edit one thing. It is free from `until` on, by the database's clock. */
export const leaseSchema = z.object({
	subject: leaseSubjectSchema,
	storyId: idSchema,
	holder: z.object({ id: z.string(), name: z.string() }),
	/** The tab that holds it: the same account in two tabs is two. */
	tab: z.string(),
	since: instantSchema,
	renewedAt: instantSchema,
	until: instantSchema,
});
export type Lease = z.infer<typeof leaseSchema>;

export const newsroomErrorSchema = z.object({
	code: z.enum(["bad_request", "forbidden", "not_found", "held", "busy", "signed_out"]),
	message: z.string(),
});
/** The answer to `here` and `lease`; `lease` is the one that stands now, mine or somebody's. */
export const newsroomAckSchema = z.union([
	z.object({ ok: z.literal(true), at: instantSchema, lease: leaseSchema.nullable().optional() }),
	z.object({ ok: z.literal(false), error: newsroomErrorSchema, lease: leaseSchema.nullable().optional() }),
]);
export type NewsroomAck = z.infer<typeof newsroomAckSchema>;

/** One console in a story. */
export const personHereSchema = z.object({
	id: z.string(),
	name: z.string(),
	tab: z.string(),
	doing: doingSchema,
	/** Since when they do this. */
	since: instantSchema,
	/** When they were heard last. */
	heardAt: instantSchema,
});
export type PersonHere = z.infer<typeof personHereSchema>;

/** What somebody else's take-over of mine left behind: my text is a draft of mine. */
export const takeOverSchema = z.object({
	subject: leaseSubjectSchema,
	storyId: idSchema,
	by: z.string(),
	at: instantSchema,
});
export type TakeOver = z.infer<typeof takeOverSchema>;

/** How many there are: of one story's posts, or of all that the site has. */
export const workCountsSchema = z.object({
	waiting: z.int(),
	drafts: z.int(),
	scheduled: z.int(),
	published: z.int(),
	withdrawn: z.int(),
});
export type WorkCounts = z.infer<typeof workCountsSchema>;

/** How one publication reached its readers. Every number was measured; what was not is null. */
export const receiptSchema = z.object({
	position: z.int(),
	storyId: idSchema,
	/** The post; null for the story itself. */
	postId: idSchema.nullable(),
	type: z.string(),
	/** When it was committed: live from here on. */
	at: instantSchema,
	/** Open pages that it was handed to. */
	screens: z.int(),
	/** Pages that were skipped since they are too slow, and ask again. */
	skipped: z.int(),
	/** Readers who said when they saw it: what the figures below rest on. */
	seen: z.int(),
	/** Milliseconds from the commit until half of the screens showed it, 95 % did, and the slowest that answered. */
	half: z.number().nullable(),
	most: z.number().nullable(),
	slowest: z.number().nullable(),
	/** The share of screens, 0 to 1, at 24 moments evenly from 0 to `slowest`; empty when nobody answered. */
	curve: z.array(z.number()),
	/** Which partners have it: how many of the screens are embeds on their sites, most first. */
	partners: z.array(partnerScreensSchema).optional(),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** What is wrong or slow just now, for the console's line and the state screen. */
export const alertSchema = z.object({
	kind: z.enum(["backlog", "worker", "redis", "slow_readers", "behind"]),
	since: instantSchema,
	/** How many wait or are slow; 0 where that says nothing. */
	count: z.int(),
	/** The age of what has waited longest, in milliseconds; 0 where that says nothing. */
	milliseconds: z.int(),
});
export type Alert = z.infer<typeof alertSchema>;

/** One server as it says of itself. */
export const serverReportSchema = z.object({
	name: z.string(),
	position: z.int(),
	readers: z.int(),
	slow: z.int(),
	/** The longest that its event loop was held up in the last 10 s, milliseconds. */
	heldUp: z.number(),
	/** Resident memory, bytes. */
	memory: z.int(),
	/** Channels whose memory differed from the record and were repaired, since it started. */
	repaired: z.int(),
	at: instantSchema,
});
export type ServerReport = z.infer<typeof serverReportSchema>;

/** The way of an update with the time at each station; milliseconds since it came in, median of the last hour. */
export const stationReportSchema = z.object({
	at: instantSchema,
	/** Updates in the last hour. */
	updates: z.int(),
	accepted: z.number().nullable(),
	/** Until a worker took it from the queue. */
	queued: z.number().nullable().optional(),
	applied: z.number().nullable(),
	/** Until it came to a server by the Redis stream. */
	relayed: z.number().nullable().optional(),
	servers: z.number().nullable(),
	half: z.number().nullable(),
	most: z.number().nullable(),
	slowest: z.number().nullable(),
	/** Devices that take notices, and readers of the digest by e-mail. */
	followers: z.object({ devices: z.int(), digestReaders: z.int() }).optional(),
	waiting: z.int(),
	/** The age of the oldest that waits, milliseconds. */
	oldest: z.int(),
	refused: z.int(),
	redis: z.enum(["up", "away", "none"]),
	/** Since when it is so. */
	redisSince: instantSchema,
	/** Workers that say they listen to the queue; null when nobody can be asked. */
	workers: z.int().nullable(),
	machines: z.array(serverReportSchema),
	slow: z.object({ now: z.int(), back: z.int(), longest: z.int() }),
	/** For each of the last 60 minutes, oldest first, milliseconds to the screen: the median and the slowest. */
	minutes: z.array(z.object({ at: instantSchema, half: z.number().nullable(), slowest: z.number().nullable() })),
});
export type StationReport = z.infer<typeof stationReportSchema>;

/** Server to console. Each is the whole of what it tells about, so that one that was missed costs nothing. */
export const newsroomMessages = {
	presence: z.object({ at: instantSchema, storyId: idSchema, people: z.array(personHereSchema) }),
	leases: z.object({
		at: instantSchema,
		storyId: idSchema,
		leases: z.array(leaseSchema),
		taken: z.array(takeOverSchema),
	}),
	/** Somebody asks the holder for it. */
	asked: z.object({ at: instantSchema, storyId: idSchema, subject: leaseSubjectSchema, by: z.string() }),
	/** `storyId` null: in all.. */
	counts: z.object({ storyId: idSchema.nullable(), counts: workCountsSchema, version: z.int() }),
	receipts: z.object({ storyId: idSchema, receipts: z.array(receiptSchema) }),
	/** Screens that show each story now; null when that is not known. */
	readers: z.object({
		at: instantSchema,
		whole: z.int(),
		/** Whether other servers' readers are in it. */
		complete: z.boolean(),
		stories: z.record(z.string(), z.int()),
	}),
	submission: submissionSchema,
	alerts: z.object({ at: instantSchema, alerts: z.array(alertSchema) }),
	state: stationReportSchema,
} as const;
export type NewsroomMessages = { [Name in keyof typeof newsroomMessages]: z.infer<(typeof newsroomMessages)[Name]> };

/** The events of the namespace, server to client. */
export type NewsroomToClient = { [Name in keyof NewsroomMessages]: (message: NewsroomMessages[Name]) => void } & {
	/** The session has ended, or the account may no longer see this story. */
	cut: (message: { reason: "signed_out" | "forbidden" }) => void;
};
/** The events of the namespace, client to server. */
export interface NewsroomToServer {
	here: (message: Here, ack: (answer: NewsroomAck) => void) => void;
	lease: (message: LeaseRequest, ack: (answer: NewsroomAck) => void) => void;
}
