import { maxChannels, ProblemError, type SubscribeError, subscribeSchema } from "@dateline/shared/protocol";
import type { Logger } from "pino";
import type { Metrics } from "../../http/create-metrics.ts";
import type { Model } from "../model/model.ts";
import { ackText, refusalText } from "./answer-text.ts";
import type { CatchUp } from "./catch-up.ts";
import { sampleOf } from "./pulse.ts";
import type { Reader } from "./reader.ts";
import type { Rooms } from "./rooms.ts";

interface Limits {
	/** Throws for a channel that this reader may not have; a partner's page has its partner's only. */
	mayFollow?: (channels: readonly string[]) => Promise<void>;
}

/** A reader that asks: a socket. */
export interface Subscriber extends Reader {
	/** Whether a question of its is being answered; only one may be. */
	subscribing: boolean;
	/** Called when an answer has been sent. */
	noteAnswer(): void;
}

/**
 * Answers one `subscribe` (DESIGN.md section 3): checks it, joins first and reads second, and calls `answer` once with
 * the ack's JSON. A refusal leaves the reader with the channels that it had.
 */
export async function subscribe(
	parts: {
		model: Model;
		catchUp: CatchUp;
		rooms: Rooms;
		metrics: Metrics;
		log: Logger;
		isDraining: () => boolean;
	} & Limits,
	reader: Subscriber,
	message: unknown,
	answer: (json: string) => void,
): Promise<void> {
	const { metrics, log } = parts;
	const busy = parts.isDraining() || reader.subscribing;
	reader.subscribing = true;
	try {
		if (busy) throw new ProblemError("busy", "Ask again in a moment.", { retryAfter: 2 });
		answer(await joinAndRead(parts, reader, message));
		reader.noteAnswer();
	} catch (error) {
		const refusal = refusalOf(error);
		if (refusal.code === "internal") log.error({ err: error }, "a subscription could not be answered");
		metrics.refused.inc({ reason: refusal.code });
		answer(refusalText(refusal));
	} finally {
		if (!busy) reader.subscribing = false;
	}
}

async function joinAndRead(
	{ model, catchUp, rooms, mayFollow }: { model: Model; catchUp: CatchUp; rooms: Rooms } & Limits,
	reader: Subscriber,
	message: unknown,
): Promise<string> {
	const parsed = subscribeSchema.safeParse(message);
	if (!parsed.success) {
		throw new ProblemError(
			"bad_request",
			"A subscribe is { v: 1, channels: string[], after: { epoch, position } | null }.",
		);
	}
	const channels = [...new Set(parsed.data.channels)].sort();
	if (channels.length > maxChannels) throw new ProblemError("too_many_channels", `At most ${maxChannels} channels.`);
	await mayFollow?.(channels);

	// Until the answer is there it is in the rooms of before and of now, so that neither outcome has missed anything.
	const before = reader.channels;
	const both = [...new Set([...before, ...channels])];
	const wasBehind = rooms.behind.has(reader);
	rooms.join(reader, both);
	try {
		for (let attempt = 0; attempt < 3; attempt++) {
			const read = await catchUp.answer(channels, parsed.data.after);
			// Skipped meanwhile: what it was not sent may be missing in what was read, too.
			const skipped = rooms.behind.has(reader);
			if (skipped) rooms.join(reader, both);
			if (skipped || read.epoch !== model.epoch) continue;
			rooms.join(reader, channels);
			reader.delivered = Math.max(reader.delivered, read.position);
			return ackText(read, { at: new Date().toISOString(), sample: sampleOf(rooms.all.size) });
		}
		throw new ProblemError("busy", "This reader or the record moves too fast just now.", { retryAfter: 2 });
	} catch (error) {
		// Who was skipped and has no answer since stays without frames, pulses included.
		if (wasBehind || rooms.behind.has(reader)) rooms.skip(reader);
		else rooms.join(reader, before);
		throw error;
	}
}

function refusalOf(error: unknown): SubscribeError {
	if (!(error instanceof ProblemError)) return { code: "internal", message: "Something went wrong on our side." };
	const { channel, retryAfter } = error.extra;
	return {
		code: error.code,
		message: error.message,
		...(typeof channel === "string" && { channel }),
		...(typeof retryAfter === "number" && { retryAfter }),
	};
}
