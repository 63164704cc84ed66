import { migrate, type OpenRecord, openDatabase } from "@dateline/shared/database";
import { parseSettings, type RedisAddress, type Settings } from "@dateline/shared/settings";
import { announce } from "../announce.ts";
import { checkPort } from "../check-port.ts";
import type { Command } from "../command.ts";
import { CommandError } from "../command-error.ts";
import { startEmbeddedRedis } from "../embedded-redis.ts";
import { holdDataFolder } from "../hold-data-folder.ts";
import { openEmbeddedRecord } from "../open-embedded-record.ts";
import { expectNoArguments } from "../read-arguments.ts";
import { runSelf } from "../run-self.ts";
import { type Running, runUntilStopped } from "../run-until-stopped.ts";
import { serveInstance } from "../serve-instance.ts";

/**
 * With DATABASE_URL or REDIS_URL set, that PostgreSQL or Redis is used instead of our own: server and worker still run in
 * one process.
 */
export const start: Command = {
	kind: "process",
	name: "start",
	usage: "",
	summary: "Run all of Dateline in this process: server and worker, record and Redis in the data folder.",
	run: async ({ argv, env, print }) => {
		expectNoArguments(argv);
		const settings = parseSettings(env);
		return runUntilStopped(settings, async (running) => {
			const { log, stop } = running;
			await checkPort(settings.host, settings.port);
			// Loaded here, because the other commands need nothing of it; beside the opening of the record.
			const parts = [import("@dateline/workers"), import("../../main.ts"), import("../first-use.ts")] as const;
			await holdEmbedded(settings, running);
			const [redis, database] = await Promise.all([openRedis(settings, running), openRecord(settings)]);
			stop.add("record", () => database.close());
			if (database.pglite !== null) await serveInstance({ settings, database, running });
			const [{ startWorker }, { startServer }, { prepareFirstUse }] = await Promise.all(parts);
			const { readTopic } = await import("../../deliver/syndication/feeds/read-topic.ts");
			const worker = await startWorker({ settings, database, redis, log, readTopic });
			stop.add("worker", () => worker.stop());
			const adminLink = await prepareFirstUse({ settings, database, ring: worker.ring });
			const server = await startServer({ settings, database, redis, log, worker });
			stop.add("server", () => server.stop());
			print(announce({ settings, adminLink, redis: redis !== null, readyMs: performance.now() }));
		});
	},
};

async function holdEmbedded({ databaseUrl, dataDir }: Settings, { stop }: Running): Promise<void> {
	if (databaseUrl !== null) return;
	const hold = await holdDataFolder(dataDir);
	if (hold === null)
		throw new CommandError(`The data folder ${dataDir} is in use by another Dateline: stop that one first.`);
	stop.add("data folder", () => hold.release());
}

async function openRecord({ databaseUrl, dataDir }: Settings): Promise<OpenRecord> {
	if (databaseUrl === null) return openEmbeddedRecord(dataDir, runSelf);
	const database = await openDatabase({ url: databaseUrl });
	await migrate(database);
	return database;
}

async function openRedis(
	{ redisUrl, databaseUrl, dataDir }: Settings,
	{ log, stop }: Running,
): Promise<RedisAddress | null> {
	if (redisUrl !== null) return { url: redisUrl };
	if (databaseUrl !== null) return null;
	const redis = await startEmbeddedRedis({ dataDir, log });
	if (redis !== null) stop.add("Redis", () => redis.stop());
	return redis?.address ?? null;
}
