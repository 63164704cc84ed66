import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EmbeddedRedis, startEmbeddedRedis } from "./embedded-redis.ts";
import { findProgram } from "./find-program.ts";
import { privatePath } from "./private-path.ts";
import { askRedis } from "./redis-once.ts";

const log = pino({ level: "silent" });
let dataDir = "";
let started: EmbeddedRedis[] = [];
beforeEach(() => {
	dataDir = mkdtempSync(join(tmpdir(), "dateline-redis-"));
	started = [];
});
afterEach(async () => {
	for (const one of started) await one.stop();
	rmSync(dataDir, { recursive: true, force: true });
});

async function start(): Promise<string> {
	const redis = await startEmbeddedRedis({ dataDir, log });
	if (redis === null || !("path" in redis.address)) throw new Error("did not start");
	started.push(redis);
	return redis.address.path;
}

async function processOf(path: string): Promise<number> {
	return Number(/process_id:(\d+)/.exec(await askRedis(path, "INFO server", 1_000))?.[1]);
}

/** Waits until it answers from another process than that one. */
async function successorOf(path: string, pid: number): Promise<number> {
	for (let tries = 0; tries < 500; tries += 1) {
		const now = await processOf(path).catch(() => pid);
		if (now !== pid) return now;
		await sleep(10);
	}
	throw new Error("no successor");
}

function isRunning(pid: number): boolean {
	return execFileSync("ps", ["-A", "-o", "pid=,stat="], { encoding: "utf8" })
		.split("\n")
		.some((line) => Number(line.trim().split(/\s+/)[0]) === pid && !line.includes("Z"));
}

describe.skipIf(findProgram("redis-server", "valkey-server") === null)("startEmbeddedRedis", () => {
	it("listens on a private socket only, keeps nothing and evicts nothing", async () => {
		const path = await start();
		expect(statSync(path).mode & 0o777).toBe(0o600);
		expect(await askRedis(path, "INFO server", 1_000)).toContain("tcp_port:0\r");
		expect(await askRedis(path, "INFO memory", 1_000)).toContain("maxmemory_policy:noeviction\r");
		expect(await askRedis(path, "INFO persistence", 1_000)).toContain("aof_enabled:0\r");
		// An array of the name and its value: nothing.
		expect(await askRedis(path, "CONFIG GET save", 1_000)).toBe("*2\r\n$4\r\nsave\r\n$0");
	});

	it("comes back after it was killed", async () => {
		const path = await start();
		const first = await processOf(path);
		process.kill(first, "SIGKILL");
		const second = await successorOf(path, first);
		process.kill(second, "SIGKILL");
		await successorOf(path, second);
	});

	it("is gone after stop, and does not come back", async () => {
		const path = await start();
		const pid = await processOf(path);
		await started.pop()?.stop();
		expect(isRunning(pid)).toBe(false);
		await expect(askRedis(path, "PING", 200)).rejects.toThrow();
	});

	it("shuts down the one that a killed instance left behind", async () => {
		const path = privatePath(dataDir, "redis");
		const program = findProgram("redis-server", "valkey-server") ?? "";
		const orphan = spawn(program, ["--port", "0", "--unixsocket", path], { stdio: "ignore" });
		const ended = once(orphan, "exit");
		await successorOf(path, -1);
		await start();
		await ended;
		expect(await processOf(path)).not.toBe(orphan.pid);
	});
});
