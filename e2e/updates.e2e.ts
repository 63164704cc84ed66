import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeVerdict, judgeCoverage } from "./harness/judge-coverage.ts";
import { withSeed } from "./harness/random.ts";
import { type Coverage, runCoverage } from "./harness/run-coverage.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

/** Of a hundred readers that lose their connection, at most so many may need a snapshot: it is meant to be rare. */
const snapshotsPerDrop = 0.02;

describe("updates reach every reader", { retry: 0 }, () => {
	let instance: EmbeddedInstance;
	beforeAll(async () => {
		instance = await startEmbedded();
	});
	afterAll(async () => {
		await instance?.dispose();
	});

	it("500 changes by 8 editors, 50 readers that come and go: everything once, in order, and nothing else", async () => {
		await withSeed("updates", async (random) => {
			let coverage: Coverage | undefined;
			try {
				coverage = await runCoverage({
					random,
					urls: [instance.url],
					token: instance.token,
					updates: 500,
					readers: 50,
					pause: 50,
				});
				await coverage.stop();
				const verdict = judgeCoverage(coverage, await instance.stopAndReadRecord());
				console.info(describeVerdict("Updates on the embedded instance", verdict));
				expect(verdict.wrong).toEqual([]);
				expect(verdict.figures["accepted"]).toBeGreaterThanOrEqual(500);
				expect(verdict.figures["snapshots after the first"]).toBeLessThanOrEqual(coverage.drops * snapshotsPerDrop);
			} finally {
				await coverage?.stop();
			}
		});
	});
});
