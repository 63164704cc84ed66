import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { createToken, runDateline } from "./dateline.ts";
import { freePort } from "./free-port.ts";
import { type RecordDump, readRecordAt } from "./read-record.ts";
import { type RunningProcess, untilReady } from "./run-process.ts";
import { startRedis, type TestRedis } from "./start-redis.ts";

/** One process of the set, which can be killed and started again at the same place. */
export interface Member {
	readonly url: string | null;
	process(): RunningProcess;
	kill(): Promise<void>;
	/** Starts it again; ends when it is ready, or was killed while it started. */
	start(): Promise<void>;
}

/** What a large newsroom runs: servers and workers over PostgreSQL and Redis, each a process of its own. */
export interface ProductionSet {
	readonly redis: TestRedis;
	readonly servers: readonly Member[];
	readonly workers: readonly Member[];
	readonly token: string;
	readonly databaseUrl: string;
	/** Addresses of the servers, whether they are up or not. */
	readonly urls: readonly string[];
	readRecord(): Promise<RecordDump>;
	dispose(): Promise<void>;
}

/** The tests' PostgreSQL, which `scripts/vitest-postgres.mjs` started; null when this machine has none. */
export const testPostgres = (): string | null => process.env["DATELINE_TEST_POSTGRES_URL"] ?? null;

/** Two servers and two workers; `settings` are further ones, as they stand in the environment. */
export async function startProduction(
	postgres: string,
	settings: Readonly<Record<string, string>> = {},
): Promise<ProductionSet> {
	const folder = mkdtempSync(join(tmpdir(), "dateline-e2e-"));
	const name = `e2e_${process.pid}_${Date.now()}`;
	await ask(postgres, `create database ${name}`);
	const address = new URL(postgres);
	address.pathname = `/${name}`;
	const databaseUrl = address.href;
	const redis = await startRedis(join(folder, "redis"));
	const shared = {
		DATABASE_URL: databaseUrl,
		REDIS_URL: redis.url,
		SECRET: "the end-to-end tests need no secret, but one is asked for",
		DATELINE_SAMPLE: "none",
		DATA_DIR: join(folder, "data"),
		LOG_LEVEL: "warn",
		...settings,
	};
	const token = await createToken(shared);
	const ports = [await freePort(), await freePort()];
	const servers = await Promise.all(
		ports.map((port, index) => {
			const url = `http://127.0.0.1:${port}`;
			const launch = () =>
				runDateline(`server ${index + 1}`, "server", { ...shared, PORT: String(port), PUBLIC_URL: url });
			return startMember(url, launch, async () => (await fetch(`${url}/readyz`)).ok);
		}),
	);
	const workers = await Promise.all(
		[1, 2].map((number) =>
			startMember(
				null,
				() => runDateline(`worker ${number}`, "worker", shared),
				async (worker) => worker.output().includes("ready"),
			),
		),
	);
	return {
		redis,
		servers,
		workers,
		token,
		databaseUrl,
		urls: servers.map(({ url }) => url ?? ""),
		readRecord: () => readRecordAt({ url: databaseUrl }),
		async dispose() {
			await Promise.all([...servers, ...workers].map((member) => member.process().stop()));
			await redis.stop();
			await ask(postgres, `drop database if exists ${name} with (force)`);
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

async function startMember(
	url: string | null,
	launch: () => RunningProcess,
	isReady: (running: RunningProcess) => Promise<boolean>,
): Promise<Member> {
	let running = launch();
	const killed = new WeakSet<RunningProcess>();
	await untilReady(running, () => isReady(running));
	return {
		url,
		process: () => running,
		async kill() {
			killed.add(running);
			await running.kill();
		},
		async start() {
			const mine = launch();
			running = mine;
			await untilReady(mine, () => isReady(mine)).catch((error: unknown) => {
				if (!killed.has(mine)) throw error;
			});
		},
	};
}

async function ask(url: string, query: string): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query(query);
	} finally {
		await client.end();
	}
}
