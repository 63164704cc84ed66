import { z } from "zod";
import { channelSchema } from "../../model/index.ts";

/** What of a subject is told of: every post or story, what is key, or only what is breaking. */
export const followLevels = ["all", "key", "breaking"] as const;
export const followLevelSchema = z.enum(followLevels).meta({ id: "FollowLevel" });
export type FollowLevel = z.infer<typeof followLevelSchema>;

/** How much a notice weighs: which levels get it. A correction goes to those who were told of what it corrects. */
export type NoticeWeight = "breaking" | "key" | "story" | "post" | "correction" | "test";

/** What can be followed: a story, topic, author or section. */
export const followChannelSchema = channelSchema
	.refine((channel) => /^(story|topic|author|section):/.test(channel), {
		error: "followed are story:, topic:, author: or section: with an id",
	})
	.meta({ id: "FollowChannel" });

/** What one device may follow at most. */
export const followsAtMost = 200;

const base64url = (bytes: number, name: string) =>
	z
		.string()
		.regex(/^[A-Za-z0-9_-]+={0,2}$/, `${name} must be base64url`)
		.refine(
			(text) => Math.floor((text.replace(/=+$/, "").length * 3) / 4) === bytes,
			`${name} must have ${bytes} bytes`,
		);

/** A browser's push subscription (`PushSubscription.toJSON()`). The keys are those of RFC 8291. */
export const pushSubscriptionSchema = z.object({
	endpoint: z.url().max(1_000),
	keys: z.object({ p256dh: base64url(65, "p256dh"), auth: base64url(16, "auth") }),
});
export type PushSubscriptionInput = z.infer<typeof pushSubscriptionSchema>;

const minute = z.int().min(0).max(1_439);

/** What a device wants to be told, and when not. Minutes are of the day, in `timeZone`. */
export const followChoicesSchema = z
	.object({
		timeZone: z.string().max(64),
		breaking: z.boolean(),
		onlyBreaking: z.boolean(),
		quiet: z.object({ from: minute, until: minute, exceptBreaking: z.boolean() }).nullable(),
		follows: z
			.array(z.object({ channel: followChannelSchema, level: followLevelSchema }))
			.max(followsAtMost, `one device follows at most ${followsAtMost}`),
	})
	.meta({ id: "FollowChoices" });
export type FollowChoices = z.infer<typeof followChoicesSchema>;

/** A device that begins to take notices: it says what it wants now or later. */
export const followerInputSchema = z
	.object({ subscription: pushSubscriptionSchema, choices: followChoicesSchema })
	.meta({ id: "FollowerInput" });

/** A followed subject with what a page shows of it. */
export interface FollowedSubject {
	channel: string;
	level: FollowLevel;
	/** ISO instant. */
	since: string;
	name: string;
	/** Its page, from the root on. */
	path: string;
	language: string;
	/** Of a live story. */
	state: "upcoming" | "live" | "ended" | null;
	/** ISO instant at which an upcoming one begins. */
	startsAt: string | null;
}

/** A device's choices as the server has them. */
export interface FollowerView {
	since: string;
	breaking: boolean;
	onlyBreaking: boolean;
	timeZone: string;
	quiet: FollowChoices["quiet"];
	/** Notices that were sent in the last seven days. */
	sentThisWeek: number;
	follows: FollowedSubject[];
}

/** What the part of the page says that is about the digest by e-mail. */
export type FollowLetter =
	/** No mail server is set up. */
	| { state: "none" }
	| { state: "form" }
	| { state: "invalid"; email: string; why: "empty" | "no-at" | "no-ending" | "wrong" }
	/** The same for a new address and for one that is on the list. */
	| { state: "sent"; email: string; at: string }
	| { state: "limited" }
	/** The way to confirm, and the way to stop: a press of a button, so that no program that looks at links does it. */
	| { state: "confirm" | "stop"; token: string }
	/** `nextAt` is an ISO instant, `timeZone` the zone of the letter. */
	| { state: "confirmed"; nextAt: string; timeZone: string }
	/** `asked` is an ISO instant; null: the link is not one of ours, or its address is gone. */
	| { state: "old"; asked: string | null }
	| { state: "stopped"; at: string; back: string };
