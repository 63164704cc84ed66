import { searchPath } from "@dateline/client/pages";
import {
	type FoundPublished,
	findPublished,
	foldsCase,
	hasLikeness,
	type OpenRecord,
	presentFound,
	readSearchChoices,
	readSearchTimes,
} from "@dateline/shared/database";
import { ProblemError, type SearchAnswer, type SearchQuery } from "@dateline/shared/protocol";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import { type BucketLimit, createTokenBuckets } from "../../http/token-buckets.ts";
import { createTurns } from "../in-turn.ts";
import type { Model } from "../model/model.ts";

/** The readers' search of a process. */
export interface Search {
	/** @throws {ProblemError} `busy`, with `retryAfter`, when this process is searching as much as it can */
	ask(query: SearchQuery): Promise<SearchAnswer>;
}

/** Fewer letters than this find nothing that anybody wants. */
const shortest = 2;
/** How long an answer is kept, in milliseconds, when nothing was published meanwhile; and what the filters offer. */
const keptFor = 20_000;
const kept = 300;
/** Searches at once, and those that wait for them: the record publishes between two statements. */
const atOnce = 2;
const mostWaiting = 20;
/** Searches that a process does, of all readers together: a whole newsroom's town may sit behind one address. */
const usual: BucketLimit = { rate: 25, burst: 100 };

/**
 * Searches the record, at a pace that leaves room for publishing. An answer is good only while nothing has been
 * published since: what is withdrawn is gone from the next one.
 */
export function createSearch(parts: {
	record: OpenRecord;
	model: Pick<Model, "epoch" | "position" | "held">;
	log: Logger;
	limit?: BucketLimit;
}): Search {
	const { record, model, log, limit = usual } = parts;
	const { kysely } = record;
	const buckets = createTokenBuckets(limit);
	const found = new LRUCache<string, Promise<FoundPublished>>({ max: kept, ttl: keptFor });
	const answers = new LRUCache<string, Promise<SearchAnswer>>({ max: kept, ttl: keptFor });
	const choices = new LRUCache<string, Promise<SearchAnswer["choices"]>>({ max: 1, ttl: keptFor });
	const turns = createTurns({ atOnce, mostWaiting, busy: () => busy(2) });
	let likeness: Promise<boolean> | undefined;

	async function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
		const wait = buckets.take("");
		if (wait > 0) throw busy(Math.ceil(wait));
		return turns(work);
	}

	/** Kept while it is under way and after; what fails is not kept. */
	function once<Value extends object>(
		cache: LRUCache<string, Promise<Value>>,
		key: string,
		make: () => Promise<Value>,
	): Promise<Value> {
		const known = cache.get(key);
		if (known) return known;
		const making = make();
		cache.set(key, making);
		making.catch(() => cache.delete(key));
		return making;
	}

	function askLikeness(): Promise<boolean> {
		const asking = hasLikeness(kysely);
		asking.then(
			(there) => {
				if (!there) log.warn("mistyped words are not understood by the search: the database has no pg_trgm");
			},
			() => {
				likeness = undefined;
			},
		);
		return asking;
	}
	likeness = askLikeness();
	foldsCase(kysely).then(
		(folds) => {
			if (!folds) log.warn("the search tells capital letters beyond ASCII apart: the database's LC_CTYPE is C");
		},
		() => undefined,
	);

	const readChoices = () => once(choices, model.epoch, () => readSearchChoices(kysely));

	async function find(query: SearchQuery): Promise<FoundPublished> {
		likeness ??= askLikeness();
		const site = model.held("site");
		const timeZone = site?.kind === "site" ? site.site.timeZone : "UTC";
		const times = await readSearchTimes(kysely, query, timeZone);
		const start = performance.now();
		const all = await findPublished(kysely, query, { ...times, likeness: await likeness });
		log.debug({ ms: Math.round(performance.now() - start), found: all.candidates.length }, "searched");
		return all;
	}

	return {
		async ask(query) {
			if ([...query.q].length < shortest) return nothingAsked(query, await readChoices());
			const at = `${model.epoch} ${model.position}`;
			return once(answers, `${at} ${searchPath(query)}`, () =>
				inTurn(async () => {
					const all = await once(found, `${at} ${searchPath({ ...query, page: 1, kind: "" })}`, () => find(query));
					return presentFound(kysely, all, query, await readChoices());
				}),
			);
		},
	};
}

const nothingAsked = (query: SearchQuery, choices: SearchAnswer["choices"]): SearchAnswer => ({
	...{ query, total: 0, more: false, results: [], next: false, spelling: null, without: null, narrower: [], choices },
	counts: { story: 0, post: 0, key_development: 0 },
});

function busy(seconds: number): ProblemError {
	return new ProblemError("busy", "The search has too much to do just now.", { retryAfter: seconds });
}
