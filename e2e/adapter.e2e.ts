import { expect, it } from "vitest";
import { runAdapter } from "./experiment/run-adapter.ts";
import { withSeed } from "./harness/random.ts";

it("counts what the official adapter loses", async () => {
	await withSeed("adapter", async (random) => {
		const adapter = await runAdapter({ random, readers: 20, ms: 13_500 });
		console.table({ adapter });
		expect(adapter.published).toBeGreaterThan(0);
	});
});
