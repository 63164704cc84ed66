import type { Server as HttpServer } from "node:http";
import type { OpenRecord, StoredEvent } from "@dateline/shared/database";
import type { RedisAddress } from "@dateline/shared/settings";
import { Router } from "express";
import type { Logger } from "pino";
import type { Metrics } from "../http/create-metrics.ts";
import type { Readiness } from "../http/health-router.ts";
import type { BucketLimit } from "../http/token-buckets.ts";
import { bodiesRouter } from "./api/bodies-router.ts";
import { eventsRouter } from "./api/events-router.ts";
import { updatesRouter } from "./api/updates-router.ts";
import { embedRouter } from "./embed/embed-router.ts";
import { createAdmission, usualAdmission } from "./live/admission.ts";
import { createCatchUp } from "./live/catch-up.ts";
import { type Live, startLive } from "./live/start-live.ts";
import { createModel, type Model } from "./model/model.ts";
import { createStateReader, type StateReader } from "./model/read-states.ts";
import { watchModel } from "./model/watch-model.ts";
import { createPartners, type Partners } from "./partners/partners.ts";
import { createSearch, type Search } from "./search/create-search.ts";
import { searchRouter } from "./search/search-router.ts";
import { followStream } from "./tail/follow-stream.ts";
import { startTail } from "./tail/tail.ts";

/** The way out: the model of the record in memory and what readers get of it. */
export interface Deliver {
	readonly model: Model;
	readonly states: StateReader;
	/** The search of what is published. */
	readonly search: Search;
	/** Who may embed. */
	readonly partners: Partners;
	/** Readers' connections: who serves the newsroom counts with them. */
	readonly live: Pick<Live, "rooms" | "sockets" | "tally" | "slowReaders" | "noteReaders">;
	/** The readers' part of `/api/v1`: events, updates, snapshot, bodies. */
	readonly api: Router;
	/** `/embed/…`, what partners show. */
	readonly embeds: Router;
	/** True once everything up to `position` is folded here; false when `ms` milliseconds are over first. */
	waitUntilFolded(position: number, ms: number): Promise<boolean>;
	/** What was committed just now, in order: what a worker in the same process says, as a hint like the stream's. */
	noteCommitted(events: readonly StoredEvent[]): void;
	/** Calls back with the milliseconds from a commit until the Redis stream brought it here. */
	observeRelayed(listener: (milliseconds: number) => void): () => void;
	readiness(): Readiness;
	/** Compares a channel of the model with the record and repairs it; returns where they differed, or null. */
	check(channel: string): Promise<string | null>;
	/** Lets the readers go and stops following the record. */
	stop(): Promise<void>;
}

/** How long letting go of the readers may take, in milliseconds. */
const drainTime = 2_000;
/** A process that has not been level with the record for so long is not ready, in milliseconds. */
const staleAfter = 15_000;

/** Loads the model, follows the record and takes readers on `server`. Resolves when it is ready for them. */
export async function startDeliver(parts: {
	server: HttpServer;
	database: OpenRecord;
	redis: RedisAddress | null;
	ownOrigins: readonly string[];
	/** The site's own address, where an embed's links lead; without a slash at its end. */
	publicUrl: string;
	build: string;
	metrics: Metrics;
	log: Logger;
	/** New connections a second. */
	admission?: BucketLimit;
	/** False sends everything to sockets the library's ordinary way. */
	direct?: boolean;
}): Promise<Deliver> {
	const { server, database: record, redis, metrics, log, build, direct = true } = parts;
	const model = createModel({ record, log, metrics });
	const tail = await startTail({ record, model, metrics, log, onNewHistory: () => beginNewHistory() });
	const reader = createStateReader({ record, model, metrics, nudge: tail.nudge });
	const watch = watchModel({ model, reader, metrics, log });
	const catchUp = createCatchUp({ record, model, reader, tail, metrics });
	const admission = createAdmission({
		ownOrigins: parts.ownOrigins,
		limit: parts.admission ?? usualAdmission,
		metrics,
	});
	const partners = await createPartners({ record, states: reader, metrics, log });
	const live = startLive({ server, model, catchUp, admission, partners, metrics, log, build, direct });
	const stream = followStream({ redis, model, tail, log });

	function beginNewHistory(): void {
		live.beginNewHistory();
		stream.restart();
	}

	const api = Router();
	api.use(updatesRouter({ model, catchUp }));
	api.use(eventsRouter({ model, catchUp, live, admission, partners, metrics }));
	api.use(bodiesRouter({ record }));
	const search = createSearch({ record, model, log });
	api.use(searchRouter({ search }));
	const embeds = embedRouter({
		source: { model, states: reader, record, origin: parts.publicUrl },
		...{ partners, admission },
	});

	return {
		model,
		states: reader,
		search,
		partners,
		live,
		api,
		embeds,
		waitUntilFolded(position, ms) {
			tail.nudge(position);
			return model.waitFor(position, ms);
		},
		noteCommitted(events) {
			for (const event of events) tail.hint(event);
		},
		observeRelayed: stream.observe,
		readiness() {
			if (admission.isDraining()) return { ready: false, reason: "draining" };
			if (performance.now() - tail.caughtUpAt > staleAfter) return { ready: false, reason: "behind the record" };
			return { ready: true, position: model.position };
		},
		check: watch.check,
		async stop() {
			admission.drain();
			await stream.stop();
			await live.drain(drainTime);
			await partners.stop();
			await watch.stop();
			await tail.stop();
		},
	};
}
