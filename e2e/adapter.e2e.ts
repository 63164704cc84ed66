import { expect, it } from "vitest";
import { findRedis } from "../scripts/find-program.mjs";
import { type Losses, runAdapter } from "./experiment/run-adapter.ts";
import { runOurs } from "./experiment/run-ours.ts";
import { withSeed } from "./harness/random.ts";
import { testPostgres } from "./harness/start-production.ts";

const readers = 20;
const ms = 10_000;
const postgres = testPostgres();

// The table by which the whole design was decided: the official adapter with connection state recovery, and ours, under
// the same disconnections. The adapter's row is printed, not asserted: how much it loses is chance.
it.skipIf(findRedis() === null || postgres === null)(
	"20 readers who lose their connection every few seconds miss nothing",
	async () => {
		await withSeed("adapter", async (random) => {
			const adapter = await runAdapter({ random: random.fork("adapter"), readers, ms });
			const ours = await runOurs({ postgres: postgres ?? "", random: random.fork("ours"), readers, ms });
			console.table({ "Socket.IO, Redis streams adapter, recovery": adapter, Dateline: ours });
			const { lost, duplicated, outOfOrder, readersWrong }: Losses = ours;
			expect({ lost, duplicated, outOfOrder, readersWrong }).toEqual({
				lost: 0,
				duplicated: 0,
				outOfOrder: 0,
				readersWrong: 0,
			});
			expect(ours.delivered).toBeGreaterThan(readers);
		});
	},
);
