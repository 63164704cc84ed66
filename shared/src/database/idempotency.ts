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
	submissionId: string | null;
	/** The answer that was given, once it is final. */
	answer: unknown;
}

/**
 * Takes a key for the write of this transaction, or gives the record of the write that took it before. A write of
 * another transaction that has the key and is not committed yet is waited for.
 */
export async function claimKey(
	transaction: Executor,
	{ owner, key, bodyHash }: KeyOwner & { bodyHash: string },
): Promise<KeyRecord | null> {
	await transaction
		.deleteFrom("idempotency_keys")
		.where("owner", "=", owner)
		.where("key", "=", key)
		.where("created_at", "<", expiry)
		.execute();
	const claimed = await transaction
		.insertInto("idempotency_keys")
		.values({ owner, key, body_hash: bodyHash })
		.onConflict((conflict) => conflict.doNothing())
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

/** Notes what came of the write: its submission, its answer, or both. */
export async function recordKey(
	executor: Executor,
	{ owner, key }: KeyOwner,
	what: { submissionId?: string; answer?: unknown },
): Promise<void> {
	await executor
		.updateTable("idempotency_keys")
		.set({
			...(what.submissionId !== undefined && { submission_id: what.submissionId }),
			...(what.answer !== undefined && { answer: json(what.answer) }),
		})
		.where("owner", "=", owner)
		.where("key", "=", key)
		.execute();
}

/** Forgets the keys that are older than seven days. */
export async function forgetOldKeys(executor: Executor): Promise<void> {
	await executor.deleteFrom("idempotency_keys").where("created_at", "<", expiry).execute();
}

const expiry = sql<Date>`clock_timestamp() - interval '7 days'`;
