import { ensureEpoch, type OpenRecord, type StoredEvent } from "@dateline/shared/database";
import type { RedisAddress, Settings } from "@dateline/shared/settings";
import type { Logger } from "pino";
import { finishErasures } from "./erasures/finish-erasures.ts";
import { createFollowWorker } from "./follow/create-follow-worker.ts";
import { createHubWorker, type ReadTopic } from "./hub/create-hub-worker.ts";
import { listenToBells } from "./jobs/listen-to-bells.ts";
import { createMediaWorker } from "./media/create-media-worker.ts";
import { createMediaStore } from "./media/media-store.ts";
import type { Step } from "./publish/apply-next.ts";
import { createPublisher } from "./publish/create-publisher.ts";
import { startPolling } from "./publish/start-polling.ts";
import { createRelay } from "./relay/create-relay.ts";
import { keepSearch } from "./search/keep-search.ts";
import { createWebhookWorker } from "./webhooks/create-webhook-worker.ts";

export interface StartWorker {
	settings: Settings;
	database: OpenRecord;
	/** Null: there is no Redis, everything goes by polling. */
	redis: RedisAddress | null;
	log: Logger;
	/** How a feed is made, for those who follow the hub; without it nobody is told. */
	readTopic?: ReadTopic;
	/** For tests: may throw at the points on a submission's way. */
	onStep?: (step: Step) => void;
}

/** A running worker. */
export interface RunningWorker {
	/** The bell of who runs in the same process: no way round by Redis. Ends when what was due is done; never throws. */
	ring(storyId: string | null): Promise<void>;
	/** The bell for what is to be made of media. */
	ringMedia(): void;
	/** Tells who runs in the same process of each commit, as a hint like the stream. */
	committed: { subscribe(listener: (events: StoredEvent[]) => void): () => void };
	/** Ends after what is under way; what is still due stays due. */
	stop(): Promise<void>;
}

/**
 * Starts a worker: it answers bells, polls the record once a second whether or not any ring, and relays what is
 * committed. Any number of workers may run beside each other.
 */
export async function startWorker({
	settings,
	database,
	redis,
	log,
	readTopic,
	onStep,
}: StartWorker): Promise<RunningWorker> {
	const epoch = await ensureEpoch(database);
	const listeners = new Set<(events: StoredEvent[]) => void>();
	const relay = createRelay({ database, redis, epoch, log });
	const store = createMediaStore(settings);
	const erasures = finishErasures({ database, redis, store, log });
	const followers = createFollowWorker({ settings, database, log });
	const webhooks = createWebhookWorker({ settings, database, log });
	const hub = readTopic ? createHubWorker({ settings, database, log, readTopic }) : null;
	const onCommitted = (events: StoredEvent[]) => {
		relay.push(events);
		followers.wake();
		webhooks.wake();
		hub?.wake();
		for (const listener of listeners) listener(events);
	};
	const publisher = createPublisher({ database, log, onCommitted, ...(onStep && { onStep }) });
	const bells = listenToBells({ publisher, redis, log });
	const search = keepSearch({ database, log });
	const polling = startPolling({ database, publisher, relay, bells, erasures, followers, search, webhooks, log });
	const media = createMediaWorker({
		...{ database, redis, log, store },
		ringSite: () => void publisher.ring(null),
	});
	return {
		ring: (storyId) => publisher.ring(storyId),
		ringMedia: media.ring,
		committed: {
			subscribe(listener) {
				listeners.add(listener);
				return () => listeners.delete(listener);
			},
		},
		async stop() {
			await media.stop();
			await polling.stop();
			await followers.stop();
			await hub?.stop();
			await webhooks.stop();
			await bells.stop();
			await publisher.stop();
			await erasures.stop();
			await search.stop();
			await relay.stop();
		},
	};
}
