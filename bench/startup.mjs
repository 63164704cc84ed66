/**
 * `npm run bench:startup`: how long the embedded instance takes until it is ready over a record of 10,000 stories and 100,000
 * posts, and what its process holds in memory then and after some pages. The record is made first, which takes minutes, in a
 * temporary folder. Prints, asserts nothing.
 *
 * BENCH_PORT=38711   the port that it listens at meanwhile
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../server/bin/dateline.js", import.meta.url));
const seed = fileURLToPath(new URL("seed-record.mjs", import.meta.url));
const pages = ["/", "/live/headline-of-story-10000", "/section/section-1", "/api/v1/snapshot?channels=feed,site"];

/** What the process holds in memory, in MB; 0 where the system does not say. */
function residentMegabytes(pid) {
	const status = `/proc/${pid}/status`;
	const kilobytes = existsSync(status) ? /VmRSS:\s+(\d+) kB/.exec(readFileSync(status, "utf8"))?.[1] : undefined;
	return Math.round(Number(kilobytes ?? 0) / 1024);
}

/** Waits until the instance answers that it is ready. */
async function untilReady(child, port) {
	for (;;) {
		const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
		if (answer?.ok) return;
		if (child.exitCode !== null) throw new Error(`the instance ended with code ${child.exitCode}`);
		await wait(20);
	}
}

const port = Number(process.env.BENCH_PORT ?? 38_711);
const dataDir = mkdtempSync(join(tmpdir(), "dateline-bench-"));
try {
	execFileSync(process.execPath, [seed, dataDir], { stdio: "inherit" });
	const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port), DATELINE_SAMPLE: "none", LOG_LEVEL: "warn" };
	const begunAt = performance.now();
	const child = spawn(process.execPath, [program, "start"], { env, stdio: ["ignore", "ignore", "inherit"] });
	try {
		await untilReady(child, port);
		const readyMs = Math.round(performance.now() - begunAt);
		const whenReady = residentMegabytes(child.pid);
		for (const path of pages) {
			const { status } = await fetch(`http://127.0.0.1:${port}${path}`);
			if (status !== 200) throw new Error(`${path} answered ${status}`);
		}
		console.table({
			"10,000 stories, 100,000 posts": {
				"ready, ms": readyMs,
				"memory when ready, MB": whenReady,
				"memory after some pages, MB": residentMegabytes(child.pid),
				"load of the machine": loadavg()[0].toFixed(1),
			},
		});
	} finally {
		child.kill("SIGTERM");
		if (child.exitCode === null) await once(child, "exit");
	}
} finally {
	rmSync(dataDir, { recursive: true, force: true });
}
