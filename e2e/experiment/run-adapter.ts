import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { io, type Socket } from "socket.io-client";
import { freePort } from "../harness/free-port.ts";
import type { Random } from "../harness/random.ts";
import { startRedis } from "../harness/start-redis.ts";

/** What readers of one system missed, got twice or got out of order, summed over all of them. */
export interface Losses {
	published: number;
	readers: number;
	drops: number;
	delivered: number;
	lost: number;
	duplicated: number;
	/** Messages that came after a later one of the same publisher. */
	outOfOrder: number;
	/** Readers that had any of these. */
	readersWrong: number;
	/** Reconnections of which the library said that nothing was missed. */
	saidRecovered: number;
}

const program = fileURLToPath(new URL("adapter-node.mjs", import.meta.url));

/**
 * Two Socket.IO nodes with the official Redis streams adapter and connection state recovery, both publishing, and
 * readers who lose their connection at random: what PUSH-like systems rest on, as a measure for ours.
 */
export async function runAdapter({
	random,
	readers: count,
	ms,
}: {
	random: Random;
	readers: number;
	ms: number;
}): Promise<Losses> {
	const folder = mkdtempSync(join(tmpdir(), "dateline-experiment-"));
	const redis = await startRedis(folder);
	const nodes = await Promise.all([startNode(redis.url), startNode(redis.url)]);
	const received = Array.from({ length: count }, () => [] as string[]);
	let saidRecovered = 0;
	let connected = 0;
	const sockets = received.map((list, index) => {
		const socket = io(`http://127.0.0.1:${nodes[index % 2]?.port}`, {
			transports: ["websocket"],
			forceNew: true,
			reconnectionDelay: 100,
			reconnectionDelayMax: 150,
			timeout: 6_000,
		});
		let first = true;
		socket.on("m", (message: string) => list.push(message));
		socket.on("connect", () => {
			if (first) connected += 1;
			else if (socket.recovered) saidRecovered += 1;
			first = false;
		});
		return socket;
	});
	try {
		while (connected < count) await sleep(50);
		const publishing = nodes.map(({ child }, index) =>
			publish(child, { publish: ms, everyMs: 5, batch: 2, name: index === 0 ? "a" : "b" }),
		);
		const drops = await dropAtRandom(sockets, random, ms - 1_500);
		const published = await Promise.all(publishing);
		await sleep(2_500);
		const expected = new Map(published.map((number, index) => [index === 0 ? "a" : "b", number] as const));
		return { ...sumLosses(received, expected), drops, saidRecovered };
	} finally {
		for (const socket of sockets) socket.disconnect();
		for (const { child } of nodes) child.kill("SIGKILL");
		await redis.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Closes the transport of a random reader that has one, every 60 ms; gives how often. */
export async function dropAtRandom(sockets: readonly Socket[], random: Random, ms: number): Promise<number> {
	const until = performance.now() + ms;
	let drops = 0;
	while (performance.now() < until) {
		await sleep(60);
		const open = sockets.filter((socket) => socket.connected);
		if (open.length === 0) continue;
		random.pick(open).io.engine.close();
		drops += 1;
	}
	return drops;
}

function sumLosses(
	received: readonly (readonly string[])[],
	expected: ReadonlyMap<string, number>,
): Omit<Losses, "drops" | "saidRecovered"> {
	const published = [...expected.values()].reduce((sum, number) => sum + number, 0);
	const totals = {
		published,
		readers: received.length,
		delivered: 0,
		lost: 0,
		duplicated: 0,
		outOfOrder: 0,
		readersWrong: 0,
	};
	for (const list of received) {
		const distinct = new Set(list);
		const lost = published - distinct.size;
		const duplicated = list.length - distinct.size;
		const newest = new Map<string, number>();
		let outOfOrder = 0;
		for (const message of list) {
			const name = message.slice(0, 1);
			const number = Number(message.slice(1));
			if (number < (newest.get(name) ?? -1)) outOfOrder += 1;
			newest.set(name, Math.max(number, newest.get(name) ?? -1));
		}
		totals.delivered += list.length;
		totals.lost += lost;
		totals.duplicated += duplicated;
		totals.outOfOrder += outOfOrder;
		if (lost + duplicated + outOfOrder > 0) totals.readersWrong += 1;
	}
	return totals;
}

async function startNode(redisUrl: string): Promise<{ child: ChildProcess; port: number }> {
	const port = await freePort();
	const child = fork(program, { env: { PATH: process.env["PATH"], PORT: String(port), REDIS_URL: redisUrl } });
	await once(child, "message");
	return { child, port };
}

async function publish(child: ChildProcess, order: object): Promise<number> {
	const over = once(child, "message") as Promise<[{ published: number }]>;
	child.send(order);
	const [{ published }] = await over;
	return published;
}
