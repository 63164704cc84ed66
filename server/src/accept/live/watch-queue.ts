import { hostname } from "node:os";
import { monitorEventLoopDelay } from "node:perf_hooks";
import {
	type Backlog,
	countFollowers,
	type OpenRecord,
	readApplyTimes,
	readBacklog,
	readReceiptMinutes,
	readReceiptSums,
} from "@dateline/shared/database";
import type { Alert, ServerReport, StationReport } from "@dateline/shared/protocol";
import type { Logger } from "pino";
import type { RedisState } from "../status/watch-redis.ts";
import type { Desks } from "./desks.ts";

/** What a server knows of itself and of the way of an update. */
export interface QueueSources {
	redis(): { state: RedisState; since: number };
	position(): number;
	slowReaders(): { now: number; back: number; longest: number };
	repaired(): number;
	readers(): number;
	/** Median of the milliseconds from a request's arrival to its row, and from a commit to the last socket, in the last hour. */
	acceptTime(): number | null;
	handTime(): number | null;
	/** The same from a commit until it came by the Redis stream. */
	relayTime(): number | null;
	/** Workers in this process; null when they run elsewhere. */
	workers: number | null;
}

/** Alerts for the console's line, and the figures of the state screen for whoever has it open. */
export interface WatchQueue {
	/** Every second or two. */
	poll(): Promise<void>;
	report(): ServerReport;
	noteReport(report: ServerReport): void;
	/** The newest alerts, for a console that has just come. */
	alerts(): { at: string; alerts: Alert[] };
	stop(): void;
}

/** A queue in which something is due for so long is slow, milliseconds. */
const slowQueue = 5_000;
/** So many slow readers are told of, and no fewer than this share of all. */
const slowReaders = 3;
const slowShare = 0.02;
const serverPatience = 16_000;

export function watchQueue(parts: {
	database: OpenRecord;
	desks: Desks;
	sources: QueueSources;
	/** What this server is called among others. */
	server: string;
	now(): string;
	log: Logger;
}): WatchQueue {
	const { database, desks, sources, now } = parts;
	const { kysely } = database;
	const delay = monitorEventLoopDelay({ resolution: 20 });
	delay.enable();
	const name = `${hostname().slice(0, 24)} ${parts.server.slice(0, 4)}`;
	const machines = new Map<string, { at: number; report: ServerReport }>();
	const since = new Map<Alert["kind"], string>();
	let alerts: Alert[] = [];
	let told = "[]";
	let followers = { at: Number.NEGATIVE_INFINITY, counts: { devices: 0, digestReaders: 0 } };
	let heldUp = 0;
	let resetAt = performance.now();
	/** The record's newest position that this server did not have yet when it was seen, and when that was. */
	let missing: { position: number; at: number } | null = null;

	/** How long this server has not had what the record has, milliseconds. */
	function behindFor(newest: number): number {
		const mine = sources.position();
		if (mine >= newest) missing = null;
		else if (missing === null || mine >= missing.position) missing = { position: newest, at: performance.now() };
		return missing === null ? 0 : performance.now() - missing.at;
	}

	function judge(backlog: Backlog): Alert[] {
		const found: Omit<Alert, "since">[] = [];
		const { waiting, oldest, settled } = backlog;
		if (oldest > slowQueue) {
			// Nothing was settled since it was due: nobody is at work, or what is at work stands still.
			const isIdle = settled === null || settled > oldest;
			found.push({ kind: isIdle ? "worker" : "backlog", count: waiting, milliseconds: Math.round(oldest) });
		}
		if (sources.redis().state === "away") found.push({ kind: "redis", count: 0, milliseconds: 0 });
		const { now: slow } = sources.slowReaders();
		if (slow >= Math.max(slowReaders, sources.readers() * slowShare))
			found.push({ kind: "slow_readers", count: slow, milliseconds: 0 });
		const behind = behindFor(backlog.position);
		if (behind > slowQueue) found.push({ kind: "behind", count: 0, milliseconds: Math.round(behind) });
		for (const kind of since.keys()) if (!found.some((one) => one.kind === kind)) since.delete(kind);
		return found.map((alert) => {
			const begun = since.get(alert.kind) ?? now();
			since.set(alert.kind, begun);
			return { ...alert, since: begun };
		});
	}

	function report(): ServerReport {
		heldUp = Math.round(delay.max / 1e6);
		if (performance.now() - resetAt > 10_000) {
			delay.reset();
			resetAt = performance.now();
		}
		return {
			...{ name, position: sources.position(), readers: sources.readers(), slow: sources.slowReaders().now },
			...{ heldUp, memory: process.memoryUsage.rss(), repaired: sources.repaired(), at: now() },
		};
	}

	/** Counted once a minute: it moves slowly, and there may be many. */
	async function readFollowers() {
		if (performance.now() - followers.at > 60_000) {
			followers = { at: performance.now(), counts: await countFollowers(kysely) };
		}
		return followers.counts;
	}

	async function stations(backlog: Backlog): Promise<StationReport> {
		const { updates, taken, applied } = await readApplyTimes(kysely);
		const sums = await readReceiptSums(kysely);
		const minutes = await readReceiptMinutes(kysely);
		const accepted = sources.acceptTime();
		const from = (base: number | null, more: number | null) => (base === null || more === null ? null : base + more);
		const committed = from(accepted ?? 0, applied);
		const { state, since: redisSince } = sources.redis();
		const heard = [...machines.values()].filter(({ at }) => performance.now() - at < serverPatience);
		return {
			...{ at: now(), updates, accepted, queued: from(accepted ?? 0, taken), applied: committed },
			relayed: from(committed, sources.relayTime()),
			servers: from(committed, sources.handTime()),
			half: from(committed, sums.half),
			most: from(committed, sums.most),
			slowest: from(committed, sums.slowest),
			...{ waiting: backlog.waiting, oldest: Math.round(backlog.oldest), refused: backlog.refused },
			...{ redis: state, redisSince: new Date(redisSince).toISOString(), workers: sources.workers },
			machines: [report(), ...heard.map((one) => one.report)].sort((a, b) => (a.name < b.name ? -1 : 1)),
			slow: sources.slowReaders(),
			minutes,
			followers: await readFollowers(),
		};
	}

	return {
		async poll() {
			if (desks.all.size === 0) return;
			const backlog = await readBacklog(kysely);
			alerts = judge(backlog);
			// While something is slow, how much and how long is told anew each time.
			const text = JSON.stringify(alerts);
			if (text !== told) for (const desk of desks.all) desk.tell("alerts", { at: now(), alerts });
			told = text;
			const watchers = [...desks.all].filter(({ wantsState }) => wantsState);
			if (watchers.length === 0) return;
			const state = await stations(backlog);
			for (const desk of watchers) desk.tell("state", state);
		},
		report,
		noteReport(other) {
			machines.set(other.name, { at: performance.now(), report: other });
		},
		alerts: () => ({ at: now(), alerts }),
		stop: () => delay.disable(),
	};
}
