import { sql } from "kysely";
import { type Executor, json } from "./open.ts";

/** An `Idempotency-Key` is its owner's (`user:<id>`, `token:<id>`) alone. */
export interface KeyOwner {
	owner: string;
	key: string;
}

/** What is kept of a write that came with an `Idempotency-Key`, for seven days. */
export interface KeyRecord {
	/** Hash of the request: its method, address and body. */
	bodyHash: string;
	/** The id that its submission has, if it made one. */
	submissionId: string | null;
	/** The answer that was given, once it is final. */
	answer: unknown;
}

/**
 * Takes a key for the write of this transaction, or gives the record of the write that took it before. A write of
 * another transaction that has the key and is not committed yet is waited for. A key that has expired is taken anew.
 */
export async function claimKey(
	transaction: Executor,
	{ owner, key, bodyHash, submissionId }: KeyOwner & { bodyHash: string; submissionId: string },
): Promise<KeyRecord | null> {
	const taken = { body_hash: bodyHash, submission_id: submissionId };
	const claimed = await transaction
		.insertInto("idempotency_keys")
		.values({ owner, key, ...taken })
		.onConflict((conflict) =>
			conflict
				.columns(["owner", "key"])
				.doUpdateSet({ ...taken, answer: null, created_at: sql<Date>`clock_timestamp()` })
				.where("idempotency_keys.created_at", "<", expiry),
		)
		.returning("key")
		.executeTakeFirst();
	if (claimed) return null;
	const row = await transaction
		.selectFrom("idempotency_keys")
		.selectAll()
		.where("owner", "=", owner)
		.where("key", "=", key)
		.executeTakeFirstOrThrow();
	return { bodyHash: row.body_hash, submissionId: row.submission_id, answer: row.answer };
}

/** Keeps the answer that the write was given. */
export async function recordAnswer(executor: Executor, { owner, key }: KeyOwner, answer: unknown): Promise<void> {
	await executor
		.updateTable("idempotency_keys")
		.set({ answer: json(answer) })
		.where("owner", "=", owner)
		.where("key", "=", key)
		.execute();
}

/** Forgets the keys that are older than seven days. */
export async function forgetOldKeys(executor: Executor): Promise<void> {
	await executor.deleteFrom("idempotency_keys").where("created_at", "<", expiry).execute();
}

const expiry = sql<Date>`clock_timestamp() - interval '7 days'`;
