import { setImmediate as nextTurn } from "node:timers/promises";
import { type Comparison, compareVersions, countExtent, type Extent, sizeOfComparison } from "@dateline/client/pages";
import { type ComparedSubject, type OpenRecord, readRevisionContents } from "@dateline/shared/database";
import { ProblemError } from "@dateline/shared/protocol";
import { LRUCache } from "lru-cache";
import { type BucketLimit, createTokenBuckets } from "../../../http/token-buckets.ts";
import { createTurns } from "../../in-turn.ts";
import { inSlices } from "./in-slices.ts";

/** What two versions are compared for: each of a list with the one before it, or two that somebody chose. */
export type Occasion = "list" | "alone";

/** Two versions of one text, by their numbers. */
export interface Pair {
	from: number;
	to: number;
}

/** Compares versions for readers. */
export interface Comparer {
	/**
	 * How these versions differ, in the order of the pairs; null where one of the two has no words.
	 *
	 * @throws {ProblemError} `busy`, with `retryAfter`, when this process compares as much as it can
	 */
	compare(subject: ComparedSubject, pairs: readonly Pair[], occasion: Occasion): Promise<(Comparison | null)[]>;
	/** How long a version is; null when it has no words. */
	measure(subject: ComparedSubject, number: number): Promise<Extent | null>;
	/** Lets go of what it knows of versions that have no words any more. */
	forget(subject: ComparedSubject, numbers: readonly number[]): void;
}

/** Signs of comparisons that a process keeps, of those asked for last. */
const kept = 16_000_000;
/** Texts that are read at once: a read holds up publishing on PGlite, and a text may be long. */
const readAtOnce = 3;
/** Requests that compare at once, and those that wait for them. */
const atOnce = 2;
const mostWaiting = 20;
/**
 * Comparisons that a process makes, of all readers together; one that it has made before costs nothing. Who asks for any
 * two of a thousand versions leaves the lists alone.
 */
const limits: Record<Occasion, BucketLimit> = { list: { rate: 20, burst: 400 }, alone: { rate: 5, burst: 50 } };

/**
 * Two versions never change, so what was compared once is kept, in no language and without names. What is new is compared
 * in slices, a few requests at a time: nobody who asks for a page of what changed keeps others waiting.
 */
export function createComparer(record: Pick<OpenRecord, "kysely">): Comparer {
	const comparisons = new LRUCache<string, Comparison>({ maxSize: kept, sizeCalculation: sizeOfComparison });
	const extents = new LRUCache<string, Extent>({ max: 1_000 });
	const buckets = { list: createTokenBuckets(limits.list), alone: createTokenBuckets(limits.alone) };
	const inTurn = createTurns({ atOnce, mostWaiting, busy: () => busy(2) });

	async function readContents(subject: ComparedSubject, numbers: readonly number[]) {
		const contents = new Map<number, Record<string, unknown>>();
		for (let at = 0; at < numbers.length; at += readAtOnce) {
			await nextTurn();
			const some = await readRevisionContents(record.kysely, subject, numbers.slice(at, at + readAtOnce));
			for (const [number, content] of some) contents.set(number, content);
		}
		return contents;
	}

	async function compareAnew(subject: ComparedSubject, pairs: readonly Pair[], occasion: Occasion): Promise<void> {
		for (const _one of pairs) {
			const wait = buckets[occasion].take("");
			if (wait > 0) throw busy(Math.ceil(wait));
		}
		const contents = await readContents(subject, [...new Set(pairs.flatMap(({ from, to }) => [from, to]))]);
		for (const pair of pairs) {
			const [old, now] = [contents.get(pair.from), contents.get(pair.to)];
			if (!old || !now) continue;
			comparisons.set(keyOf(subject, pair, occasion), await inSlices(compareVersions(old, now, occasion)));
		}
	}

	return {
		async compare(subject, pairs, occasion) {
			const find = () => pairs.map((pair) => comparisons.get(keyOf(subject, pair, occasion)) ?? null);
			const known = find();
			if (known.every((one) => one !== null)) return known;
			return inTurn(async () => {
				// Who waited may find that another request has done it.
				const missing = pairs.filter((pair) => !comparisons.has(keyOf(subject, pair, occasion)));
				await compareAnew(subject, missing, occasion);
				return find();
			});
		},
		async measure(subject, number) {
			const key = `${subject.kind} ${subject.id} ${number}`;
			const known = extents.get(key);
			if (known) return known;
			const content = (await readContents(subject, [number])).get(number);
			if (!content) return null;
			const extent = countExtent(content);
			extents.set(key, extent);
			return extent;
		},
		forget({ kind, id }, numbers) {
			const own = `${kind} ${id} `;
			for (const key of comparisons.keys()) {
				const [from, to] = key.startsWith(own) ? key.slice(own.length).split(" ").map(Number) : [];
				if (from !== undefined && to !== undefined && (numbers.includes(from) || numbers.includes(to)))
					comparisons.delete(key);
			}
			for (const number of numbers) extents.delete(own + number);
		},
	};
}

const keyOf = ({ kind, id }: ComparedSubject, { from, to }: Pair, occasion: Occasion): string =>
	`${kind} ${id} ${from} ${to} ${occasion}`;

const busy = (retryAfter: number) =>
	new ProblemError("busy", "Too many versions are being compared just now.", { retryAfter });
