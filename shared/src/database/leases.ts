import { type Selectable, sql } from "kysely";
import { type Lease, leaseTime, type TakeOver } from "../protocol/index.ts";
import { instant } from "./instants.ts";
import type { Executor } from "./open.ts";
import type { Database } from "./schema.ts";

/** Who wants to edit something: an account, in one of its tabs. */
export interface LeaseHolder {
	id: string;
	name: string;
	tab: string;
}
interface Wanted {
	subject: string;
	storyId: string;
	holder: LeaseHolder;
}

const until = sql<Date>`clock_timestamp() + make_interval(secs => ${leaseTime / 1000})`;
const now = sql<Date>`clock_timestamp()`;

/** Takes a lease if it is free or held by the same tab already; answers the one that stands afterwards. */
export async function takeLease(executor: Executor, { subject, storyId, holder }: Wanted): Promise<Lease | null> {
	await executor
		.insertInto("leases")
		.values({ ...columnsOf(holder), subject, story_id: storyId, until })
		.onConflict((conflict) =>
			conflict
				.column("subject")
				.doUpdateSet({
					...columnsOf(holder),
					story_id: storyId,
					since: sql<Date>`case when leases.tab = ${holder.tab} and leases.holder = ${holder.id} then leases.since else clock_timestamp() end`,
					renewed_at: now,
					until,
				})
				.where(
					sql<boolean>`(leases.until <= clock_timestamp() or (leases.tab = ${holder.tab} and leases.holder = ${holder.id}))`,
				),
		)
		.execute();
	return readLease(executor, subject);
}

/**
 * Takes a lease whoever holds it. Call within a transaction.
 *
 * @returns the lease, and the one that was taken from somebody else while it was still held
 */
export async function takeLeaseOver(
	transaction: Executor,
	{ subject, storyId, holder }: Wanted,
): Promise<{ lease: Lease; from: Lease | null }> {
	const before = await transaction
		.selectFrom("leases")
		.selectAll()
		.where("subject", "=", subject)
		.forUpdate()
		.executeTakeFirst();
	const row = await transaction
		.insertInto("leases")
		.values({ ...columnsOf(holder), subject, story_id: storyId, until })
		.onConflict((conflict) =>
			conflict
				.column("subject")
				.doUpdateSet({ ...columnsOf(holder), story_id: storyId, since: now, renewed_at: now, until }),
		)
		.returningAll()
		.executeTakeFirstOrThrow();
	const isTaken = before !== undefined && !(before.holder === holder.id && before.tab === holder.tab);
	if (isTaken) {
		const loss = { story_id: storyId, taken_by: holder.name, at: now };
		await transaction
			.insertInto("lease_losses")
			.values({ ...loss, subject, loser: before.holder })
			.onConflict((conflict) => conflict.columns(["subject", "loser"]).doUpdateSet(loss))
			.execute();
	}
	return { lease: present(row), from: isTaken ? present(before) : null };
}

/** Keeps all leases of a tab for another {@link leaseTime}; those that ran out and were not taken are its again. */
export async function renewLeases(executor: Executor, holder: Pick<LeaseHolder, "id" | "tab">): Promise<void> {
	await executor
		.updateTable("leases")
		.set({ renewed_at: now, until })
		.where("holder", "=", holder.id)
		.where("tab", "=", holder.tab)
		.execute();
}

/** Gives one lease of a tab back, or all of them. Answers the stories in which something became free. */
export async function releaseLeases(
	executor: Executor,
	{ holder, subject }: { holder: Pick<LeaseHolder, "id" | "tab">; subject?: string },
): Promise<string[]> {
	let remove = executor.deleteFrom("leases").where("holder", "=", holder.id).where("tab", "=", holder.tab);
	if (subject !== undefined) remove = remove.where("subject", "=", subject);
	const rows = await remove.returning("story_id").execute();
	return [...new Set(rows.map(({ story_id }) => story_id))];
}

/** The lease on a thing, also one that has run out; null when nobody has it. */
export async function readLease(executor: Executor, subject: string): Promise<Lease | null> {
	const row = await executor.selectFrom("leases").selectAll().where("subject", "=", subject).executeTakeFirst();
	return row ? present(row) : null;
}

/** The leases in these stories. One that was silent for ten minutes is nobody's any more. */
export async function readLeases(executor: Executor, storyIds: readonly string[]): Promise<Lease[]> {
	if (storyIds.length === 0) return [];
	const rows = await executor
		.selectFrom("leases")
		.selectAll()
		.where("story_id", "in", storyIds)
		.where("renewed_at", ">", sql<Date>`clock_timestamp() - interval '10 minutes'`)
		.orderBy("since")
		.limit(1000)
		.execute();
	return rows.map(present);
}

/** What was taken from whom in a story and has not been read yet, by the account that lost it. */
export async function readLossesIn(executor: Executor, storyId: string): Promise<Map<string, TakeOver[]>> {
	const rows = await executor
		.selectFrom("lease_losses")
		.selectAll()
		.where("story_id", "=", storyId)
		.orderBy("at", "desc")
		.limit(500)
		.execute();
	const losses = new Map<string, TakeOver[]>();
	for (const { subject, story_id, taken_by, at, loser } of rows) {
		const of = losses.get(loser) ?? [];
		of.push({ subject, storyId: story_id, by: taken_by, at: instant(at) });
		losses.set(loser, of);
	}
	return losses;
}

/** The line about a take-over was read, or its text was dealt with. */
export async function forgetLoss(executor: Executor, loser: string, subject: string): Promise<void> {
	await executor.deleteFrom("lease_losses").where("loser", "=", loser).where("subject", "=", subject).execute();
}

/** Lets go what nobody asks for any more: leases silent for a day, lines about take-overs of a month ago. */
export async function sweepLeases(executor: Executor): Promise<void> {
	await executor
		.deleteFrom("leases")
		.where("renewed_at", "<", sql<Date>`clock_timestamp() - interval '1 day'`)
		.execute();
	await executor
		.deleteFrom("lease_losses")
		.where("at", "<", sql<Date>`clock_timestamp() - interval '30 days'`)
		.execute();
}

const columnsOf = ({ id, name, tab }: LeaseHolder) => ({ holder: id, holder_name: name, tab });

function present(row: Selectable<Database["leases"]>): Lease {
	return {
		subject: row.subject,
		storyId: row.story_id,
		holder: { id: row.holder, name: row.holder_name },
		tab: row.tab,
		since: instant(row.since),
		renewedAt: instant(row.renewed_at),
		until: instant(row.until),
	};
}
