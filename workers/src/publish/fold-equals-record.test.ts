import { setTimeout as sleep } from "node:timers/promises";
import { readEvents, readSubmission, type StoredEvent } from "@dateline/shared/database";
import { testPostgresUrl } from "@dateline/shared/database/testing";
import { type Event, newId, withholdEvent, withholds } from "@dateline/shared/model";
import type { Change, Submission } from "@dateline/shared/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Choose, chooser } from "../testing/chooser.ts";
import { createFollower, type Follower } from "../testing/follower.ts";
import { makePost, makeText } from "../testing/make-content.ts";
import { openPool, type Pool, randomChange } from "../testing/random-change.ts";
import { openTestNewsroom, type TestNewsroom } from "../testing/test-newsroom.ts";

/**
 * The most important test of the product: whoever folds the events sees what a fresh reader sees, after every change.
 * A failure prints its seed as the counterexample; DATELINE_PROPERTY_SEED repeats it.
 */

const runs = Number(process.env["DATELINE_PROPERTY_RUNS"] ?? 2);
const changesPerRun = Number(process.env["DATELINE_PROPERTY_CHANGES"] ?? 100);
const timeout = runs * changesPerRun * 2_000 + 60_000;

async function check(run: (choose: Choose) => Promise<void>, numRuns: number): Promise<void> {
	const given = process.env["DATELINE_PROPERTY_SEED"];
	const property = fc.asyncProperty(fc.noShrink(fc.integer()), (seed) =>
		run(chooser(given === undefined ? seed : Number(given))),
	);
	await fc.assert(property, { numRuns, endOnFailure: true });
}

async function changeAtRandom(newsroom: TestNewsroom, choose: Choose, pool: Pool): Promise<string> {
	const { storyId, change } = randomChange(choose, pool);
	const submission = await newsroom.submit(storyId, change);
	expect(submission.state, JSON.stringify(submission)).toMatch(/^(done|refused)$/);
	expect(submission.refusal?.code).not.toBe("internal");
	if (submission.state === "done") noteMoves(pool, change);
	// Now and then so many posts at once that pages fill and freeze.
	const more = change.type === "post.add" && choose(12) === 0 ? 25 : 0;
	for (let count = 0; count < more; count++) {
		const postId = newId();
		pool.posts.push({ id: postId, storyId: storyId as string });
		const content = makePost({ body: makeText(`one of many ${count}`), key: count % 9 === 0 });
		await newsroom.submit(storyId, { type: "post.add", postId, content, significant: count % 5 === 0 });
	}
	return change.type;
}

/** Posts and their key developments stand in another story after a move. */
function noteMoves(pool: Pool, change: Change): void {
	if (change.type !== "posts.move") return;
	for (const post of pool.posts) if (change.postIds.includes(post.id)) post.storyId = change.toStoryId;
}

test("after every change, for who was there and for who was away", { timeout, retry: 0 }, () =>
	check(async (choose) => {
		const newsroom = await openTestNewsroom();
		try {
			const pool = await openPool(newsroom);
			const follower = await createFollower(newsroom.database);
			const brief = await createFollower(newsroom.database, 2);
			const away = [follower.clone(), brief.clone()];
			for (let step = 0; step < changesPerRun; step++) {
				const type = await changeAtRandom(newsroom, choose, pool);
				await follower.follow();
				await follower.expectSameAsRecord(`after step ${step}, ${type}`);
				await brief.follow();
				await brief.expectSameAsRecord(`in short lists, after step ${step}, ${type}`);
				if (choose(8) === 0) away.push(follower.clone());
				// Back before much more happens: later changes would hide what this reader missed.
				if (choose(8) === 0 && away.length > 2) await comeBack(away.splice(choose(away.length), 1));
			}
			await comeBack(away);
			const stored = await readEvents(newsroom.database.kysely, { after: 0, limit: 100_000 });
			expect(withheldInMemory(newsroom.committed)).toEqual(stored.map((event) => event.withheld));
		} finally {
			await newsroom.close();
		}
	}, runs),
);

async function comeBack(readers: readonly Follower[]): Promise<void> {
	for (const reader of readers) {
		const since = reader.position;
		await reader.follow();
		await reader.expectSameAsRecord(`for who was away since ${since}`);
	}
}

/** What a server that was told of each commit withholds in the end, by the rule in shared/model. */
function withheldInMemory(committed: readonly StoredEvent[]): boolean[] {
	const held: StoredEvent[] = [];
	for (const event of committed) {
		for (const [index, earlier] of held.entries()) {
			if (earlier.withheld || !withholds(event.subject, earlier.subject)) continue;
			const body = JSON.stringify(withholdEvent(JSON.parse(earlier.body) as Event));
			held[index] = { ...earlier, withheld: true, body };
		}
		held.push(event);
	}
	return held.map((event) => event.withheld);
}

/** One that failed for a passing reason, or went with its post to another story, is applied again, as a worker does. */
async function untilEnded(newsroom: TestNewsroom, submission: Submission): Promise<Submission> {
	let last = submission;
	while (last.state === "queued") {
		const query = newsroom.database.kysely.selectFrom("submissions").select(["last_error", "story_id"]);
		console.log("applied again:", last.type, await query.where("id", "=", last.id).executeTakeFirst());
		await sleep(100);
		await newsroom.apply(last.storyId);
		last = (await readSubmission(newsroom.database.kysely, last.id)) ?? last;
	}
	return last;
}

test.skipIf(!testPostgresUrl)("when several workers apply changes of all kinds at once", { timeout, retry: 0 }, () =>
	check(async (choose) => {
		const newsroom = await openTestNewsroom("postgres");
		try {
			const pool = await openPool(newsroom);
			const follower = await createFollower(newsroom.database);
			for (let round = 0; round < changesPerRun / 10; round++) {
				const changes = Array.from({ length: 20 }, () => randomChange(choose, pool));
				const ended = await Promise.all(changes.map(({ storyId, change }) => newsroom.submit(storyId, change)));
				// An erasure cancels what would bring the erased again, and nothing else does.
				const erases = changes.some(({ change }) => change.type === "story.erase");
				for (const handedIn of ended) {
					const submission = await untilEnded(newsroom, handedIn);
					expect(submission.state, JSON.stringify(submission)).toMatch(
						erases ? /^(done|refused|cancelled)$/ : /^(done|refused)$/,
					);
					expect(submission.refusal?.code).not.toBe("internal");
				}
				await follower.follow();
				await follower.expectSameAsRecord(`after round ${round}`);
			}
		} finally {
			await newsroom.close();
		}
	}, 1),
);
