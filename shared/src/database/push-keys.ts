import { sql } from "kysely";
import type { Executor } from "./open.ts";

/** The site's keys for push services; the private one as it is sealed. */
export interface PushKeysRow {
	publicKey: string;
	sealed: string;
}

/** The keys, or null before they are made. */
export async function readPushKeys(executor: Executor): Promise<PushKeysRow | null> {
	const row = await executor.selectFrom("push_keys").selectAll().executeTakeFirst();
	return row ? { publicKey: row.public_key, sealed: row.private_key } : null;
}

/** Writes the first keys; of several processes that make some at once, the first one's stay. */
export async function insertPushKeys(executor: Executor, { publicKey, sealed }: PushKeysRow): Promise<void> {
	await executor
		.insertInto("push_keys")
		.values({ public_key: publicKey, private_key: sealed })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

/**
 * Puts other keys in the place of these, unless somebody has done so already. Devices that subscribed by the old ones can't
 * be reached any more and go: each subscribes anew when it next comes to the page.
 */
export async function replacePushKeys(executor: Executor, old: string, keys: PushKeysRow): Promise<number> {
	const { numUpdatedRows } = await executor
		.updateTable("push_keys")
		.set({ public_key: keys.publicKey, private_key: keys.sealed, made_at: sql<Date>`clock_timestamp()` })
		.where("public_key", "=", old)
		.executeTakeFirst();
	if (numUpdatedRows === 0n) return 0;
	const gone = await executor.deleteFrom("followers").where("push_key", "<>", keys.publicKey).executeTakeFirst();
	return Number(gone.numDeletedRows);
}
