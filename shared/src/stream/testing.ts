import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import type { RedisAddress } from "../settings.ts";

/** The program that tests start as their Redis; null when this machine has none, and such tests are skipped by name. */
export const testRedisProgram =
	["redis-server", "valkey-server"].find((name) => spawnSync(name, ["--version"]).status === 0) ?? null;

/** A Redis of a test's own on a private unix socket. */
export interface TestRedis {
	address: RedisAddress;
	/** Runs one command on a connection of its own. */
	command(name: string, ...args: string[]): Promise<unknown>;
	/** Stops it without warning, as a crash would; everything in it is lost. */
	kill(): Promise<void>;
	/** Starts it again after a kill, empty. */
	start(): Promise<void>;
	/** Halts it, so that connections stay open and nobody answers; and lets it go on. */
	freeze(): void;
	thaw(): void;
	close(): Promise<void>;
}

/** Starts a Redis of a test's own. */
export async function startTestRedis(): Promise<TestRedis> {
	if (!testRedisProgram) throw new Error("there is neither redis-server nor valkey-server");
	const folder = mkdtempSync(join(tmpdir(), "dateline-redis-"));
	const path = join(folder, "socket");
	let server: ChildProcess | null = null;

	async function command(name: string, ...args: string[]): Promise<unknown> {
		const redis = new Redis({ path, lazyConnect: true, retryStrategy: () => null });
		redis.on("error", () => undefined);
		try {
			await redis.connect();
			return await redis.call(name, ...args);
		} finally {
			redis.disconnect();
		}
	}

	async function start(): Promise<void> {
		const args = ["--port", "0", "--unixsocket", path, "--save", "", "--appendonly", "no", "--dir", folder];
		server = spawn(testRedisProgram as string, args, { stdio: "ignore" });
		for (let tries = 0; tries < 200; tries++) {
			if ((await command("PING").catch(() => null)) === "PONG") return;
			await sleep(25);
		}
		throw new Error("the Redis of the test does not start");
	}

	async function kill(): Promise<void> {
		if (!server) return;
		const ended = once(server, "exit");
		server.kill("SIGKILL");
		await ended;
		server = null;
	}

	await start();
	return {
		address: { path },
		command,
		kill,
		start,
		freeze: () => server?.kill("SIGSTOP"),
		thaw: () => server?.kill("SIGCONT"),
		async close() {
			await kill();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
