import { migrate, type OpenRecord, openDatabase } from "@dateline/shared/database";
import type { RedisAddress, Settings } from "@dateline/shared/settings";
import { CommandError, messageOf } from "./command-error.ts";
import type { Running } from "./run-until-stopped.ts";

/**
 * Opens PostgreSQL, migrated, for a process that is one of many. Redis is only an address: the parts connect to it, and
 * without it everything goes by polling.
 */
export async function openProduction(
	settings: Settings,
	{ log, stop }: Running,
): Promise<{ database: OpenRecord; redis: RedisAddress | null }> {
	if (settings.databaseUrl === null) {
		throw new CommandError(
			"DATABASE_URL must be set: without PostgreSQL, run all in one process with `dateline start`.",
		);
	}
	if (settings.redisUrl === null) log.warn("REDIS_URL is not set: updates take up to a second");
	if (new URL(settings.publicUrl).hostname === "localhost") {
		log.warn({ publicUrl: settings.publicUrl }, "set PUBLIC_URL: links and sign-in work on this machine only");
	}
	const database = await openDatabase({ url: settings.databaseUrl });
	stop.add("record", () => database.close());
	try {
		await migrate(database);
	} catch (error) {
		throw new CommandError(`The record can't be opened at DATABASE_URL: ${messageOf(error)}.`);
	}
	return { database, redis: settings.redisUrl === null ? null : { url: settings.redisUrl } };
}
