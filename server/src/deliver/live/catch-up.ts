import { type OpenRecord, readChannelEvents } from "@dateline/shared/database";
import { channelSchema } from "@dateline/shared/model";
import { type Cursor, maxCatchUp, maxChannels, ProblemError } from "@dateline/shared/protocol";
import type { Metrics } from "../../http/create-metrics.ts";
import type { Model } from "../model/model.ts";
import { publicStateText } from "../model/public-state.ts";
import type { StateReader } from "../model/read-states.ts";
import type { Tail } from "../tail/tail.ts";
import { within } from "../tail/within.ts";
import { createSharedWork } from "./shared-work.ts";

/** What a reader with a cursor gets: the events it missed, or states. Everything of its channels up to `position`. */
export type Answer =
	| { kind: "events"; epoch: string; position: number; events: readonly MissedEvent[] }
	| { kind: "snapshot"; epoch: string; position: number /** A JSON object by channel. */; json: string };

/** An event that was missed; `text` is its JSON. */
export interface MissedEvent {
	position: number;
	text: string;
}

export interface CatchUp {
	/**
	 * Answers a reader of these channels. Who is ahead of this process is answered once it has caught up with the
	 * record; whose cursor the record has not got either, or is of another epoch or too old, gets a snapshot.
	 *
	 * @throws {ProblemError} `unknown_channel` (with `channel`), `too_many_channels` or `busy`
	 */
	answer(channels: readonly string[], after: Cursor | null): Promise<Answer>;
}

/** Nobody is caught up on what is older than this, in milliseconds. */
const oldest = 24 * 60 * 60 * 1_000;
const patience = 5_000;
/** Characters of JSON that computed answers may hold. */
const keptCharacters = 32 * 1024 * 1024;

export function createCatchUp(parts: {
	record: OpenRecord;
	model: Model;
	reader: StateReader;
	tail: Tail;
	metrics: Metrics;
}): CatchUp {
	const { record, model, reader, tail, metrics } = parts;
	// One computation for each cursor, however many readers come with it. Nothing in it depends on where the model
	// stands, only on the channels' heads: what has not moved is not computed again.
	const share = createSharedWork<{ events: readonly MissedEvent[] | null }>({
		maxSize: keptCharacters,
		sizeOf: ({ events }) => 1_000 + (events ?? []).reduce((size, { text }) => size + text.length, 0),
	});

	/** The events after `after`; null when they are too many or too old. */
	async function compute(
		heads: Map<string, number>,
		after: number,
	): Promise<{ events: readonly MissedEvent[] | null }> {
		let events: readonly (MissedEvent & { at: string })[] | string = model.ring.since(heads, after, maxCatchUp);
		if (events === "beyond") {
			const stored = await readChannelEvents(record.kysely, {
				channels: [...heads.keys()],
				after,
				upTo: Math.max(...heads.values()),
				limit: maxCatchUp + 1,
			});
			events = stored.map(({ position, body, at }) => ({ position, text: body, at }));
		}
		if (typeof events === "string" || events.length > maxCatchUp) return { events: null };
		const first = events[0];
		return { events: first && Date.parse(first.at) < Date.now() - oldest ? null : events };
	}

	async function missed(channels: readonly string[], after: number): Promise<readonly MissedEvent[] | null> {
		const heads = new Map(channels.map((channel) => [channel, model.head(channel)]));
		const head = Math.max(0, ...heads.values());
		if (head <= after) return [];
		const key = `${model.generation}|${head}|${after}|${channels.join()}`;
		return (await share(key, () => compute(heads, after))).events;
	}

	async function snapshot(channels: readonly string[]): Promise<Answer> {
		const { position, states } = await reader.read(channels);
		metrics.snapshots.inc();
		const members = [...states].map(([channel, state]) => `${JSON.stringify(channel)}:${publicStateText(state)}`);
		return { kind: "snapshot", epoch: model.epoch, position, json: `{${members.join()}}` };
	}

	return {
		async answer(asked, after) {
			const channels = [...new Set(asked)].sort();
			if (channels.length > maxChannels) {
				throw new ProblemError("too_many_channels", `At most ${maxChannels} channels.`);
			}
			if (after && after.epoch === model.epoch && after.position > model.position) {
				await within(patience, tail.catchUp()).catch(() => {
					throw new ProblemError("busy", "This server is behind the record.", { retryAfter: 2 });
				});
			}
			for (const channel of channels) {
				if (!channelSchema.safeParse(channel).success || !model.isKnown(channel)) {
					throw new ProblemError("unknown_channel", `There is no channel ${channel}.`, { channel });
				}
			}
			if (!after || after.epoch !== model.epoch || after.position > model.position) return snapshot(channels);
			const { epoch, position } = model;
			const events = await missed(channels, after.position);
			if (!events || model.epoch !== epoch) return snapshot(channels);
			metrics.catchUps.inc();
			return { kind: "events", epoch, position, events };
		},
	};
}
