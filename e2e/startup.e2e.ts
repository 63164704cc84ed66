import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { startEmbedded } from "./harness/start-embedded.ts";

const seed = fileURLToPath(new URL("../bench/seed-record.mjs", import.meta.url));

it("starts with 10,000 stories and 100,000 posts (time and memory printed, not asserted)", {
	timeout: 400_000,
}, async () => {
	const folder = mkdtempSync(join(tmpdir(), "dateline-e2e-"));
	const dataDir = join(folder, "data");
	await promisify(execFile)(process.execPath, [seed, dataDir]);
	const begunAt = performance.now();
	const instance = await startEmbedded({ dataDir });
	try {
		const readyMs = performance.now() - begunAt;
		const afterStart = residentMegabytes(instance.process().pid);
		for (const path of [
			"/",
			"/live/headline-of-story-10000",
			"/section/section-1",
			"/api/v1/snapshot?channels=feed,site",
		]) {
			expect((await fetch(instance.url + path)).status, path).toBe(200);
		}
		console.table({
			"10,000 stories, 100,000 posts": {
				"ready and a token made after, ms": Math.round(readyMs),
				"memory when ready, MB": afterStart,
				"memory after some pages, MB": residentMegabytes(instance.process().pid),
			},
		});
	} finally {
		await instance.dispose();
		rmSync(folder, { recursive: true, force: true });
	}
});

/** What the process holds in memory; 0 where the system does not say. */
function residentMegabytes(pid: number): number {
	const status = `/proc/${pid}/status`;
	const kilobytes = existsSync(status) ? /VmRSS:\s+(\d+) kB/.exec(readFileSync(status, "utf8"))?.[1] : undefined;
	return Math.round(Number(kilobytes ?? 0) / 1024);
}
