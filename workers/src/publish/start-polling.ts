import { setTimeout as sleep } from "node:timers/promises";
import { ensureEpoch, type OpenRecord } from "@dateline/shared/database";
import type { Logger } from "pino";
import type { ErasureFinisher } from "../erasures/finish-erasures.ts";
import type { BellListener } from "../jobs/listen-to-bells.ts";
import type { Relay } from "../relay/create-relay.ts";
import type { SearchKeeper } from "../search/keep-search.ts";
import type { Publisher } from "./create-publisher.ts";
import { pollRecord } from "./poll-record.ts";

/** Milliseconds between two looks at the record. */
const interval = 1_000;
/** Milliseconds for which the poll finds work that no bell rang for, before the queue's connection is made anew. */
const deafAfter = 10_000;
/** Milliseconds after which a look is given up, and after which this process ends so that it is started afresh. */
const silentAfter = 10_000;
const exitAfter = 30_000;

/** The database neither answered nor refused. */
class Silence extends Error {}

export interface StartPolling {
	database: OpenRecord;
	publisher: Publisher;
	relay: Relay;
	bells: BellListener;
	/** Woken while the copies of something erased are still to be removed. */
	erasures?: Pick<ErasureFinisher, "wake">;
	/** Woken while the readers' search has something left to take in. */
	search?: Pick<SearchKeeper, "wake">;
	/** Woken while somebody is to be told of something. */
	followers?: { wake(): void };
	/** Woken while a webhook is behind. */
	webhooks?: { wake(): void };
	log: Logger;
	/** Ends the process. */
	exit?: (code: number) => void;
}

/** Polls the record always, once a second, and at the moment when something planned is due. */
export function startPolling(parts: StartPolling): { stop(): Promise<void> } {
	const { database, publisher, relay, bells, erasures, followers, search, webhooks, log, exit = process.exit } = parts;
	const lifetime = new AbortController();
	const { signal } = lifetime;
	let unreachable = false;
	let deafSince: number | null = null;
	let heardBefore = bells.heard;

	/** Milliseconds until the next look. */
	async function look(): Promise<number> {
		const seen = await pollRecord(database);
		if (!seen.sameCluster) log.error("another database cluster answers: the log begins a new history");
		relay.setEpoch(seen.sameCluster ? seen.epoch : await ensureEpoch(database));
		relay.catchUp(seen.newest);
		if (seen.erasing) erasures?.wake();
		if (seen.searchBehind) search?.wake();
		if (seen.telling) followers?.wake();
		if (seen.webhooksDue) webhooks?.wake();
		for (const storyId of seen.due) void publisher.ring(storyId);
		listenWell(seen.unheard);
		return seen.nextIn === null ? interval : Math.min(interval, Math.max(0, Math.ceil(seen.nextIn)));
	}

	/** Work that the poll finds again and again while no bell is heard means that the queue's connection is dead. */
	function listenWell(unheard: boolean): void {
		const now = performance.now();
		if (!unheard || bells.heard > heardBefore) deafSince = null;
		else deafSince ??= now;
		heardBefore = bells.heard;
		if (deafSince === null || now - deafSince < deafAfter) return;
		deafSince = null;
		log.warn("no bell is heard though there is work: the queue's connection is made anew");
		void bells.rebuild();
	}

	async function run(): Promise<void> {
		let silences = 0;
		while (!signal.aborted) {
			let pause = interval;
			try {
				pause = await orSilence(look());
				silences = 0;
				if (unreachable) log.info("the record answers again");
				unreachable = false;
			} catch (error) {
				if (!unreachable && !signal.aborted) log.error({ err: error }, "the record does not answer");
				unreachable = true;
				// A refusal passes when the database is back; a connection that is silent may be silent for ever. PGlite is
				// in this very process: what makes it slow is our own work, and an exit would not help.
				silences = error instanceof Silence ? silences + 1 : 0;
				if (silences * silentAfter >= exitAfter && database.dialect === "postgres") giveUp();
			}
			await sleep(pause, undefined, { signal }).catch(() => undefined);
		}
	}

	/** Leaves a look alone that gets no answer, so that the next one goes over another connection. */
	async function orSilence(looking: Promise<number>): Promise<number> {
		const watch = new AbortController();
		const silence = sleep(silentAfter, undefined, { signal: AbortSignal.any([watch.signal, signal]) }).then(() => {
			throw new Silence(`no answer for ${silentAfter / 1_000} s`);
		});
		try {
			return await Promise.race([looking, silence]);
		} finally {
			watch.abort();
			looking.catch(() => undefined);
			silence.catch(() => undefined);
		}
	}

	function giveUp(): void {
		log.fatal(`the database has not answered for ${exitAfter / 1_000} s: ending, to be started afresh`);
		exit(1);
	}

	const running = run();
	return {
		async stop() {
			lifetime.abort();
			await running;
		},
	};
}
