import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { RedisAddress } from "@dateline/shared/settings";
import type { Logger } from "pino";
import { messageOf } from "./command-error.ts";
import { findProgram } from "./find-program.ts";
import { privatePath } from "./private-path.ts";
import { askRedis } from "./redis-once.ts";

export type EmbeddedRedis = { address: RedisAddress; stop(): Promise<void> };

/** How long a start may take before we go on without. */
const START_MS = 5_000;
const STOP_MS = 2_000;
/** After it died: first pause, doubled up to the longest while it keeps dying. */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Starts a redis-server or valkey-server of our own on a private unix socket: no port, no persistence (Redis is a
 * doorbell, the record is elsewhere), nothing evicted. When it dies it is started again, within a second. One that an
 * earlier, killed instance of the same data folder left behind is shut down first.
 *
 * @returns null when this machine has neither program or it does not start: everything then goes by polling
 */
export async function startEmbeddedRedis({
	dataDir,
	log,
}: {
	dataDir: string;
	log: Logger;
}): Promise<EmbeddedRedis | null> {
	const program = findProgram("redis-server", "valkey-server");
	if (program === null) return null;
	const path = privatePath(dataDir, "redis");
	const folder = join(dataDir, "redis");
	mkdirSync(folder, { recursive: true });
	await shutDownOrphan(path, log);

	const lifetime = new AbortController();
	let child = launch(program, path, folder);
	const supervisor = (async () => {
		let pause = FIRST_PAUSE_MS;
		while (true) {
			const startedAt = performance.now();
			const how = await exitOf(child);
			if (lifetime.signal.aborted) return;
			if (performance.now() - startedAt > 10_000) pause = FIRST_PAUSE_MS;
			log.warn({ how }, "the embedded Redis has died, starting it again");
			await sleep(pause, undefined, { signal: lifetime.signal }).catch(() => {});
			if (lifetime.signal.aborted) return;
			pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
			rmSync(path, { force: true });
			child = launch(program, path, folder);
		}
	})();

	// The last resort, for an exit that does not come through stop().
	const killChild = () => child.kill("SIGKILL");
	process.on("exit", killChild);

	async function stop(): Promise<void> {
		lifetime.abort();
		child.kill("SIGTERM");
		const kill = setTimeout(killChild, STOP_MS);
		await supervisor;
		clearTimeout(kill);
		process.off("exit", killChild);
		rmSync(path, { force: true });
		rmSync(folder, { recursive: true, force: true });
	}

	if (await answers(path, START_MS)) return { address: { path }, stop };
	log.warn({ program }, "the embedded Redis does not start, going on without it");
	await stop();
	return null;
}

function launch(program: string, path: string, folder: string): ChildProcess {
	const settings = {
		port: "0",
		unixsocket: path,
		unixsocketperm: "600",
		dir: folder,
		save: "",
		appendonly: "no",
		"maxmemory-policy": "noeviction",
		loglevel: "warning",
	};
	const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
	// With setpriv (Linux) the system ends it even when this process is killed and can't. Its own process group keeps a
	// Ctrl-C in the terminal from ending it before the parts that use it.
	const setpriv = process.platform === "linux" ? findProgram("setpriv") : null;
	const child =
		setpriv === null
			? spawn(program, args, { stdio: "ignore", detached: true })
			: spawn(setpriv, ["--pdeathsig", "KILL", program, ...args], { stdio: "ignore", detached: true });
	child.on("error", () => {});
	return child;
}

function exitOf(child: ChildProcess): Promise<string> {
	if (child.pid === undefined) return Promise.resolve("it could not be run");
	if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(describe(child));
	return new Promise((resolve) => child.once("exit", () => resolve(describe(child))));
}

function describe(child: ChildProcess): string {
	return child.signalCode ?? `exit code ${child.exitCode}`;
}

async function answers(path: string, forMs: number): Promise<boolean> {
	const until = performance.now() + forMs;
	while (performance.now() < until) {
		if ((await askRedis(path, "PING", 500).catch(() => "")) === "+PONG") return true;
		await sleep(20);
	}
	return false;
}

/** Whatever listens on our own path, in a folder closed to other users, is ours. */
async function shutDownOrphan(path: string, log: Logger): Promise<void> {
	const information = await askRedis(path, "INFO server", 1_000).catch(() => null);
	if (information === null) {
		rmSync(path, { force: true });
		return;
	}
	log.info("shutting down a Redis that an earlier instance left behind");
	const pid = Number(/process_id:(\d+)/.exec(information)?.[1]);
	await askRedis(path, "SHUTDOWN NOSAVE", STOP_MS).catch((error: unknown) => log.debug(messageOf(error)));
	const until = performance.now() + STOP_MS;
	while (performance.now() < until && (await askRedis(path, "PING", 200).catch(() => null)) !== null) await sleep(20);
	if ((await askRedis(path, "PING", 200).catch(() => null)) !== null && pid > 1) process.kill(pid, "SIGKILL");
	rmSync(path, { force: true });
}
