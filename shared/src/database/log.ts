import { newId } from "../model/index.ts";
import { readIdentity } from "./migrate.ts";
import type { Executor, OpenRecord } from "./open.ts";

/** The identity of the log's history: the epoch, and the database cluster that it was given for. */
export interface Log {
	epoch: string;
	systemIdentifier: string;
	timeline: number;
}

/** The log's epoch, with the cluster's identity as it was when the epoch was made. */
export async function readLog(executor: Executor): Promise<Log> {
	const row = await executor.selectFrom("log").selectAll().executeTakeFirstOrThrow();
	return { epoch: row.epoch, systemIdentifier: row.system_identifier, timeline: row.timeline };
}

/** Begins another history: every cursor given out before gets a snapshot from now on. Returns the new epoch. */
export async function newEpoch(executor: Executor): Promise<string> {
	const identity = await readIdentity(executor);
	const epoch = newId();
	await executor
		.updateTable("log")
		.set({ epoch, system_identifier: identity.systemIdentifier, timeline: identity.timeline })
		.execute();
	return epoch;
}

/**
 * The epoch, to be read at every connect: a new one when another cluster or another timeline answers than the one it
 * was made for, since a copied or failed-over record may have lost what readers had seen.
 */
export async function ensureEpoch({ kysely }: OpenRecord): Promise<string> {
	return kysely.transaction().execute(async (transaction) => {
		const log = await transaction.selectFrom("log").selectAll().forUpdate().executeTakeFirstOrThrow();
		const identity = await readIdentity(transaction);
		const same = log.system_identifier === identity.systemIdentifier && log.timeline === identity.timeline;
		return same ? log.epoch : newEpoch(transaction);
	});
}
