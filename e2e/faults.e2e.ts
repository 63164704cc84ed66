import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase, readHeadPosition } from "@dateline/shared/database";
import { describe, expect, it } from "vitest";
import { eventually } from "./harness/eventually.ts";
import { describeVerdict, judgeCoverage } from "./harness/judge-coverage.ts";
import { createPhases, measurePhases } from "./harness/measure-phases.ts";
import { type Random, withSeed } from "./harness/random.ts";
import type { Reader } from "./harness/readers/reader.ts";
import { type Coverage, runCoverage } from "./harness/run-coverage.ts";
import { startEmbedded } from "./harness/start-embedded.ts";
import { type ProductionSet, startProduction, testPostgres } from "./harness/start-production.ts";

const minutes = 60_000;
const postgres = testPostgres();

describe("nothing is lost, repeated or reordered, whatever dies", { retry: 0 }, () => {
	it.skipIf(postgres === null)("servers and workers over PostgreSQL and Redis", { timeout: 8 * minutes }, async () => {
		await withSeed("faults", async (random) => {
			const set = await startProduction(postgres ?? "");
			const phases = createPhases();
			let coverage: Coverage | undefined;
			try {
				coverage = await runCoverage({
					random,
					urls: set.urls,
					token: set.token,
					updates: 500,
					readers: 50,
					pause: 500,
					faults: ({ readers }) => breakEverything(set, random.fork("faults"), phases.run, readers),
				});
				await coverage.stop();
				const record = await set.readRecord();
				const verdict = judgeCoverage(coverage, record);
				console.info(describeVerdict("Faults, servers and workers", verdict));
				console.table(measurePhases(phases.list, record, coverage.readers));
				expect(verdict.wrong).toEqual([]);
			} finally {
				await coverage?.stop();
				await set.dispose();
			}
		});
	});

	it("the embedded instance is killed and started again", { timeout: 8 * minutes }, async () => {
		await withSeed("embedded", async (random) => {
			const instance = await startEmbedded();
			const phases = createPhases();
			const moments = random.fork("moments");
			let coverage: Coverage | undefined;
			try {
				coverage = await runCoverage({
					random,
					urls: [instance.url],
					token: instance.token,
					updates: 150,
					readers: 20,
					pause: 300,
					faults: async () => {
						for (let time = 1; time <= 3; time += 1) {
							await phases.run(`kill ${time}`, async () => {
								await sleep(3_000 + moments.int(2_000));
								await instance.kill();
								const ms = await instance.start();
								console.info(`started again in ${Math.round(ms)} ms`);
							});
						}
					},
				});
				await coverage.stop();
				const record = await instance.stopAndReadRecord();
				const verdict = judgeCoverage(coverage, record);
				console.info(describeVerdict("Faults, embedded instance", verdict));
				console.table(measurePhases(phases.list, record, coverage.readers));
				expect(verdict.wrong).toEqual([]);
			} finally {
				await coverage?.stop();
				await instance.dispose();
			}
		});
	});
});

type RunPhase = (name: string, body: () => Promise<void>) => Promise<void>;

/** One fault after the other, each named in the table of what it did to the delay. */
async function breakEverything(
	{ redis, servers, workers, databaseUrl }: ProductionSet,
	random: Random,
	phase: RunPhase,
	readers: readonly Reader[],
): Promise<void> {
	await phase("nothing wrong", () => sleep(6_000));
	await redis.takeCopy();
	await phase("Redis killed, back empty after 4 s", async () => {
		await redis.kill();
		await sleep(4_000);
		await redis.start("empty");
		await sleep(3_000);
	});
	await phase("Redis emptied", async () => {
		await redis.empty();
		await sleep(3_000);
	});
	await phase("an old copy of Redis put back", async () => {
		await redis.kill();
		await redis.start("copy");
		await sleep(4_000);
	});
	await phase("Redis frozen for 20 s", async () => {
		redis.freeze();
		await sleep(20_000);
		redis.thaw();
	});
	await phase("Redis back", () => sleep(4_000));
	await phase("workers killed between commit and relay", async () => {
		// With Redis frozen nothing can be relayed: what is committed from here on stands between the two.
		redis.freeze();
		await untilCommitted(databaseUrl);
		await Promise.all(workers.map((worker) => worker.kill()));
		redis.thaw();
		await Promise.all(workers.map((worker) => worker.start()));
		await sleep(2_000);
	});
	await phase("workers killed at random moments, six times", async () => {
		const starting: (Promise<void> | undefined)[] = [];
		// A worker that is starting may be the next to die; one is left alone at a time.
		for (let time = 0; time < 6; time += 1) {
			await sleep(500 + random.int(1_000));
			const worker = workers[time % workers.length];
			await worker?.kill();
			starting.push(worker?.start());
		}
		await Promise.all(starting);
	});
	await phase("a worker frozen for 5 s", async () => {
		workers[0]?.process().signal("SIGSTOP");
		await sleep(5_000);
		workers[0]?.process().signal("SIGCONT");
		await sleep(1_000);
	});
	await phase("a server killed", async () => {
		await servers[0]?.kill();
		await sleep(2_000);
		await servers[0]?.start();
		await sleep(2_000);
	});
	await phase("a server frozen for 5 s", async () => {
		servers[1]?.process().signal("SIGSTOP");
		await sleep(5_000);
		servers[1]?.process().signal("SIGCONT");
		await sleep(1_000);
	});
	await phase("every reader dropped at once", async () => {
		for (const reader of readers) reader.drop(500);
		await sleep(3_000);
	});
	await phase("all of it killed at once", async () => {
		await Promise.all([redis.kill(), ...servers.map((one) => one.kill()), ...workers.map((one) => one.kill())]);
		await redis.start("empty");
		await Promise.all([...servers, ...workers].map((one) => one.start()));
		await sleep(4_000);
	});
}

/** Waits until three more events are committed. */
async function untilCommitted(databaseUrl: string): Promise<void> {
	const record = await openDatabase({ url: databaseUrl });
	try {
		const before = await readHeadPosition(record.kysely);
		await eventually("something is committed while Redis is frozen", async () => {
			return (await readHeadPosition(record.kysely)) >= before + 3;
		});
	} finally {
		await record.close();
	}
}
