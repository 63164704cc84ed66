import {
	addPartnerUsage,
	type OpenRecord,
	type PartnerCount,
	readPartners,
	type StoredPartner,
	sweepPartnerConnections,
} from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import { ProblemError } from "@dateline/shared/protocol";
import type { Logger } from "pino";
import type { Metrics } from "../../http/create-metrics.ts";
import { createTokenBuckets, type TokenBuckets } from "../../http/token-buckets.ts";
import type { Reader } from "../live/reader.ts";
import type { StateReader } from "../model/read-states.ts";
import { findForeignChannel } from "./find-foreign-channel.ts";

/** A partner that was let in: what its connection goes by. */
export interface Pass {
	readonly id: string;
	readonly name: string;
	readonly key: string;
	/** The origin of its page; null where that is not to be asked: our own frame, which says by whom it may be framed. */
	readonly origin: string | null;
}

/** The partners of this record as this process has them, and what they use of it. */
export interface Partners {
	/**
	 * Lets a partner's page in, and counts it against the partner's rate.
	 *
	 * @param origin of the page that asks; null for our own frame and for a partner's server, which have none
	 * @throws {ProblemError} `forbidden` for a key that opens nothing (here), `rate_limited` when it comes too often
	 */
	admit(key: unknown, origin: string | null): Pass;
	/** The partner whose key this is, unless it was revoked. */
	find(key: unknown): StoredPartner | null;
	/** @throws {ProblemError} `forbidden` with the first of these channels that is not the partner's */
	check(pass: Pass, channels: readonly string[]): Promise<void>;
	/** Its connection is open: it is cut the moment that the pass no longer holds. */
	hold(reader: Reader, pass: Pass): void;
	release(reader: Reader): void;
	noteDeliveries(partners: Iterable<{ id: string; screens: number }>, updates: number): void;
	noteFragment(id: string): void;
	/** Something about partners has changed: obey it. */
	reload(): Promise<void>;
	stop(): Promise<void>;
}

/** Milliseconds between counts that are written down, and between looks at all that is open. */
const flushInterval = 5_000;
const lookInterval = 30_000;
/** So many seconds of its rate may come at once. */
const burstSeconds = 4;

interface Known {
	partner: StoredPartner;
	buckets: TokenBuckets;
}

type Counts = Omit<PartnerCount, "partnerId" | "open">;

/** Loads the partners; resolves when it knows them. */
export async function createPartners(parts: {
	record: OpenRecord;
	states: Pick<StateReader, "read">;
	metrics: Pick<Metrics, "refused">;
	log: Logger;
}): Promise<Partners> {
	const { record, states, metrics, log } = parts;
	const server = newId();
	const open = new Map<Reader, Pass>();
	const counts = new Map<string, Counts>();
	/** Of what was said last, so that a partner whose last connection has gone is said to have none. */
	let told = new Set<string>();
	let byKey = new Map<string, Known>();

	async function load(): Promise<void> {
		const fresh = new Map<string, Known>();
		for (const partner of await readPartners(record.kysely)) {
			if (partner.revokedAt !== null) continue;
			const before = byKey.get(partner.key) ?? (partner.previousKey ? byKey.get(partner.previousKey) : undefined);
			const { rate } = partner;
			const buckets =
				before?.partner.rate === rate ? before.buckets : createTokenBuckets({ rate, burst: rate * burstSeconds });
			fresh.set(partner.key, { partner, buckets });
			if (partner.previousKey !== null) fresh.set(partner.previousKey, { partner, buckets });
		}
		byKey = fresh;
	}

	function known(key: unknown): Known | null {
		const found = typeof key === "string" ? byKey.get(key) : undefined;
		if (!found) return null;
		const { previousKey, previousUntil } = found.partner;
		const isOver = key === previousKey && Date.parse(previousUntil ?? "") <= Date.now();
		return isOver ? null : found;
	}

	function countOf(id: string): Counts {
		const given = counts.get(id) ?? { connections: 0, deliveries: 0, fragments: 0, refused: 0 };
		counts.set(id, given);
		return given;
	}

	/** Why this origin may not come with this key, or null. */
	function refusalOf(found: Known | null, origin: string | null): string | null {
		if (!found) return "There is no partner with this key.";
		if (origin !== null && !found.partner.origins.includes(origin)) return `The key does not open for ${origin}.`;
		return null;
	}

	async function check({ key, id }: Pass, channels: readonly string[]): Promise<void> {
		const channel = await findForeignChannel(known(key)?.partner.channels ?? [], channels, states);
		if (channel === null) return;
		countOf(id).refused += 1;
		throw new ProblemError("forbidden", `${channel} is not among this partner's channels.`, { channel });
	}

	/** Cuts whatever is open and may no longer be. */
	async function look(): Promise<void> {
		for (const [reader, pass] of [...open]) {
			const found = known(pass.key);
			const foreign = found && (await findForeignChannel(found.partner.channels, reader.channels, states));
			if (refusalOf(found, pass.origin) === null && foreign === null) continue;
			metrics.refused.inc({ reason: "partner_revoked" });
			open.delete(reader);
			reader.cut();
		}
	}

	async function flush(): Promise<void> {
		const now = new Map<string, number>();
		for (const { id } of open.values()) now.set(id, (now.get(id) ?? 0) + 1);
		const ids = new Set([...now.keys(), ...told, ...counts.keys()]);
		const said = [...ids].map((partnerId) => ({
			...{ partnerId, open: now.get(partnerId) ?? 0 },
			...countOf(partnerId),
		}));
		counts.clear();
		told = new Set(now.keys());
		await addPartnerUsage(record.kysely, server, said);
	}

	const warn = (what: string) => (err: unknown) => log.warn({ err }, `${what} of partners failed`);
	await load();
	const timers = [
		setInterval(() => void flush().catch(warn("a count")), flushInterval),
		setInterval(() => {
			load().then(look).catch(warn("a look"));
			if (open.size > 0) sweepPartnerConnections(record.kysely).catch(warn("a sweep"));
		}, lookInterval),
	];
	for (const timer of timers) timer.unref();

	return {
		admit(key, origin) {
			const found = known(key);
			const refusal = refusalOf(found, origin);
			if (!found || refusal !== null) {
				metrics.refused.inc({ reason: "partner" });
				if (found) countOf(found.partner.id).refused += 1;
				throw new ProblemError("forbidden", refusal ?? "");
			}
			const { id, name } = found.partner;
			const wait = found.buckets.take(id);
			if (wait > 0) {
				countOf(id).refused += 1;
				metrics.refused.inc({ reason: "partner_rate" });
				throw new ProblemError("rate_limited", "This partner comes too often.", { retryAfter: Math.ceil(wait) });
			}
			return { id, name, key: key as string, origin };
		},
		find: (key) => known(key)?.partner ?? null,
		check,
		hold(reader, pass) {
			open.set(reader, pass);
			countOf(pass.id).connections += 1;
		},
		release: (reader) => void open.delete(reader),
		noteDeliveries(partners, updates) {
			for (const { id, screens } of partners) countOf(id).deliveries += screens * updates;
		},
		noteFragment(id) {
			countOf(id).fragments += 1;
		},
		async reload() {
			await load();
			await look();
		},
		async stop() {
			for (const timer of timers) clearInterval(timer);
			open.clear();
			await flush().catch(warn("a count"));
		},
	};
}
