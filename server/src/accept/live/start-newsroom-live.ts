import { type OpenRecord, readClock, sweepAudience, sweepLeases } from "@dateline/shared/database";
import type { RedisAddress } from "@dateline/shared/settings";
import type { RequestHandler, Router } from "express";
import type { Logger } from "pino";
import type { RedisState } from "../status/watch-redis.ts";
import { countReaders } from "./count-readers.ts";
import { countsRouter } from "./counts-router.ts";
import { createDesks, type Person } from "./desks.ts";
import { createLater } from "./later.ts";
import { createMedianOfHour } from "./median-of-hour.ts";
import { openNewsroomBus } from "./newsroom-bus.ts";
import { noteWrites } from "./note-writes.ts";
import { type Doors, serveNewsroom } from "./serve-newsroom.ts";
import { enterStory } from "./story-door.ts";
import { type ReadersHalf, tellLanding } from "./tell-landing.ts";
import { tellLeases } from "./tell-leases.ts";
import { tellPeople } from "./tell-people.ts";
import { tellWork } from "./tell-work.ts";
import { watchQueue } from "./watch-queue.ts";

/** The newsroom's live half: what editors see of each other and of what they sent. */
export interface NewsroomLive {
	/** Goes before all routes: sees which writes went well. */
	readonly noteWrites: RequestHandler;
	/** Wraps the bell that is rung once a submission is safe. */
	timed<Answer>(ring: (storyId: string | null) => Answer): (storyId: string | null) => Answer;
	/** `POST /api/v1/counts`. */
	readonly counts: Router;
	/** Somebody's session, role or stories may have changed: everybody's are looked at anew. */
	recheck(): void;
	/** Something was folded for readers: a story's counts may be others now. */
	noteFolded(storyId: string | null): void;
	stop(): Promise<void>;
}

/** Milliseconds between looks at the record, between words to other servers, and between sweeps. */
const lookInterval = 1_000;
const refreshInterval = 5_000;
const flushInterval = 10_000;
const sweepInterval = 3_600_000;
/** Changes of accounts that come together are obeyed together, milliseconds. */
const recheckSettle = 250;

/** What the newsroom's live half is built from. */
export interface NewsroomLiveParts {
	database: OpenRecord;
	redis: RedisAddress | null;
	ownOrigins: readonly string[];
	doors: Doors;
	half: ReadersHalf & {
		epoch(): string;
		position(): number;
		slowReaders(): { now: number; back: number; longest: number };
		repaired(): number;
		/** Calls back with the milliseconds from a commit until the last socket had been handed it. */
		observeHanded(listener: (milliseconds: number) => void): () => void;
		/** The same until the Redis stream brought it. */
		observeRelayed(listener: (milliseconds: number) => void): () => void;
	};
	redisState(): { state: RedisState; since: number };
	personOf(cookie: string): Promise<Person | null>;
	/** Workers in this process; null when they run elsewhere. */
	workers: number | null;
	log: Logger;
}

/** Opens the namespace `/newsroom` on the readers' sockets, and whatever goes with it. */
export function startNewsroomLive(parts: NewsroomLiveParts): NewsroomLive {
	const { database, ownOrigins, half, log } = parts;
	const desks = createDesks();
	const bus = openNewsroomBus(parts.redis, half.epoch);
	/** The database's clock before ours, milliseconds. */
	let lead = 0;
	const now = () => new Date(Date.now() + lead).toISOString();
	const measureLead = async () => {
		lead = (await readClock(database.kysely)).getTime() - Date.now();
	};
	const warn = (what: string) => (err: unknown) => log.warn({ err }, `the newsroom's ${what} failed`);

	const shared = { database, desks, bus, now, log };
	const people = tellPeople(shared);
	const leases = tellLeases(shared);
	const work = tellWork(shared);
	const landing = tellLanding({ ...shared, half });
	const accepted = createMedianOfHour();
	const handed = createMedianOfHour();
	const relayed = createMedianOfHour();
	const unobserve = half.observeHanded((milliseconds) => handed.add(milliseconds));
	const unobserveRelay = half.observeRelayed((milliseconds) => relayed.add(milliseconds));
	const queue = watchQueue({
		...shared,
		server: bus.server,
		sources: {
			redis: parts.redisState,
			position: half.position,
			slowReaders: half.slowReaders,
			repaired: half.repaired,
			readers: () => half.census().whole,
			acceptTime: accepted.median,
			handTime: handed.median,
			relayTime: relayed.median,
			workers: parts.workers,
		},
	});
	const counts = countReaders(shared);

	const namespace = serveNewsroom({
		...{ doors: parts.doors, desks, ownOrigins, now, log, personOf: parts.personOf },
		enter: (person, storyId) => enterStory(database, person, storyId),
		handlers: {
			async here(desk, before) {
				people.note(desk);
				await leases.renew(desk);
				const { storyId } = desk;
				if (storyId === before && before !== null) return;
				work.welcome(desk);
				desk.tell("alerts", queue.alerts());
				if (storyId === null) return;
				people.tell(storyId, [desk]);
				await leases.tell(storyId, [desk]);
				await landing.welcome(desk);
				landing.refresh();
			},
			lease: leases.answer,
			gone(desk, how) {
				people.gone(desk, how);
				leases.release(desk).catch(warn("giving back of leases"));
			},
		},
	});

	// Anybody can make a sign-in fail or a sign-out succeed: however often that is, every desk is looked at this often.
	const rechecking = createLater(recheckSettle, namespace.recheck, warn("look at who may be here"));
	const telling = createLater(recheckSettle, () => bus.publish({ kind: "recheck" }), warn("word to other servers"));

	const unhear = bus.observe((message, server) => {
		switch (message.kind) {
			case "people":
				return void people.noteOthers(server, message.people);
			case "leases":
				return void leases.tell(message.storyId).catch(warn("leases"));
			case "asked":
				return leases.handOn(message);
			case "work":
				return work.changed(message.storyId);
			case "readers":
				return landing.noteReaders(server, message);
			case "deliveries":
				return landing.noteDeliveries(server, message.deliveries);
			case "report":
				return queue.noteReport(message.report);
			case "recheck":
				return rechecking.ask();
		}
	});

	const writes = noteWrites({
		onWrite(storyId) {
			work.changed(storyId);
			bus.publish({ kind: "work", storyId });
		},
		onAccount() {
			rechecking.ask();
			telling.ask();
		},
		onAccepted: (milliseconds) => accepted.add(milliseconds),
	});

	let minute = Math.floor(Date.now() / 60_000);
	const timers = [
		setInterval(() => {
			leases.poll().catch(warn("leases"));
			work.poll().catch(warn("results"));
			queue.poll().catch(warn("look at the queue"));
		}, lookInterval),
		setInterval(() => {
			people.refresh();
			landing.refresh();
			bus.publish({ kind: "report", report: queue.report() });
			if (Math.floor(Date.now() / 60_000) === minute) return;
			minute = Math.floor(Date.now() / 60_000);
			landing.keepMinute().catch(warn("count of readers"));
			measureLead().catch(warn("clock"));
		}, refreshInterval),
		setInterval(() => void counts.flush(), flushInterval),
		setInterval(() => {
			sweepLeases(database.kysely).catch(warn("sweep"));
			sweepAudience(database.kysely).catch(warn("sweep"));
		}, sweepInterval),
	];
	for (const timer of timers) timer.unref();
	measureLead().catch(warn("clock"));

	return {
		noteWrites: writes.handler,
		timed: writes.timed,
		counts: countsRouter({ counts, ownOrigins }),
		recheck: rechecking.ask,
		noteFolded: work.changed,
		async stop() {
			for (const timer of timers) clearInterval(timer);
			unobserve();
			unobserveRelay();
			unhear();
			rechecking.stop();
			telling.stop();
			namespace.stop();
			work.stop();
			await landing.stop();
			queue.stop();
			bus.stop();
			await counts.flush();
		},
	};
}
