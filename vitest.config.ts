import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

/**
 * Many tests start processes and browsers on machines with two noisy cores: one that fails is tried once more, and named
 * at the end. What holds the promise (once, in order, nothing lost) sets `retry: 0`: there, once is too often.
 */
const retry = 1;

export default defineConfig({
	test: {
		projects: [
			{
				// What a test of a package needs of the others comes from their sources: no build first.
				resolve: { conditions: ["source", ...defaultServerConditions] },
				ssr: { resolve: { conditions: ["source", ...defaultServerConditions] } },
				test: {
					name: "unit",
					retry,
					include: ["{shared,workers,client,server,e2e}/**/*.test.ts", "scripts/**/*.test.mjs"],
					exclude: ["**/node_modules/**", "**/dist/**", "**/build/**"],
					globalSetup: ["scripts/vitest-postgres.mjs"],
					testTimeout: 60_000,
					hookTimeout: 120_000,
				},
			},
			{
				// Real processes and a real browser, against the build: one file at a time.
				test: {
					name: "e2e",
					retry,
					include: ["e2e/**/*.e2e.ts"],
					globalSetup: ["scripts/vitest-postgres.mjs"],
					fileParallelism: false,
					testTimeout: 180_000,
					hookTimeout: 180_000,
				},
			},
		],
	},
});
