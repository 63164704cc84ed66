import { sql } from "kysely";
import type { Executor } from "./open.ts";

/** The advisory locks of the record: the first number says what for, the second whose (a hash of the id). */
export const locks = {
	migration: 0x64_61_01,
	position: 0x64_61_02,
	story: 0x64_61_03,
	control: 0x64_61_04,
	site: 0x64_61_05,
} as const;

/** Waits for a lock that is held until the transaction ends. `whose` is a story's id. */
export async function lock(executor: Executor, kind: keyof typeof locks, whose = ""): Promise<void> {
	await sql`select pg_advisory_xact_lock(${locks[kind]}::int, hashtext(${whose}))`.execute(executor);
}

/** Waits for a lock that others may share, until the transaction ends; who takes it by {@link lock} has it alone. */
export async function lockShared(executor: Executor, kind: keyof typeof locks, whose = ""): Promise<void> {
	await sql`select pg_advisory_xact_lock_shared(${locks[kind]}::int, hashtext(${whose}))`.execute(executor);
}
