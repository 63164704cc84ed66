import { copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Redis } from "ioredis";
import { freePort } from "./free-port.ts";
import { type RunningProcess, runProcess, untilReady } from "./run-process.ts";

/** A Redis of the test's own that can be put through everything that happens to one. */
export interface TestRedis {
	readonly url: string;
	/** Kills it; connections break. */
	kill(): Promise<void>;
	/** Starts it again after a kill: `empty` without anything, `copy` with what {@link TestRedis.takeCopy} kept. */
	start(data: "empty" | "copy"): Promise<void>;
	/** Keeps a copy of its data as it is now. */
	takeCopy(): Promise<void>;
	/** Empties it while it runs. */
	empty(): Promise<void>;
	/** Stops its process without ending it: connections stay open and nothing answers. */
	freeze(): void;
	thaw(): void;
	stop(): Promise<void>;
}

/** Starts redis-server on a free port of the loopback, with its data in `folder`. */
export async function startRedis(folder: string): Promise<TestRedis> {
	mkdirSync(folder, { recursive: true });
	const port = await freePort();
	const live = join(folder, "dump.rdb");
	const copy = join(folder, "copy.rdb");
	const launch = async (): Promise<RunningProcess> => {
		const args = { port, bind: "127.0.0.1", dir: folder, save: "", appendonly: "no", "maxmemory-policy": "noeviction" };
		const running = runProcess({
			name: "redis-server",
			command: "redis-server",
			args: Object.entries(args).flatMap(([key, value]) => [`--${key}`, String(value)]),
		});
		return untilReady(running, () => once((redis) => redis.ping().then((answer) => answer === "PONG")), 10_000);
	};
	const once = async <T>(ask: (redis: Redis) => Promise<T>): Promise<T> => {
		const redis = new Redis({
			port,
			host: "127.0.0.1",
			lazyConnect: true,
			retryStrategy: () => null,
			commandTimeout: 5_000,
		});
		redis.on("error", () => undefined);
		try {
			await redis.connect();
			return await ask(redis);
		} finally {
			redis.disconnect();
		}
	};
	let running = await launch();
	return {
		url: `redis://127.0.0.1:${port}`,
		kill: () => running.kill(),
		async start(data) {
			rmSync(live, { force: true });
			if (data === "copy") copyFileSync(copy, live);
			running = await launch();
		},
		async takeCopy() {
			await once((redis) => redis.save());
			if (!existsSync(live)) throw new Error("Redis kept no copy");
			copyFileSync(live, copy);
		},
		empty: async () => void (await once((redis) => redis.flushall())),
		freeze: () => void running.signal("SIGSTOP"),
		thaw: () => void running.signal("SIGCONT"),
		async stop() {
			running.signal("SIGCONT");
			await running.stop(3_000);
		},
	};
}
