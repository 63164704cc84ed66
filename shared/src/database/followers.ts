import { sql } from "kysely";
import { newId } from "../model/index.ts";
import type { FollowChoices, FollowerView, FollowLevel, PushSubscriptionInput } from "../protocol/index.ts";
import { readFollowedSubjects } from "./followed-subjects.ts";
import { instant } from "./instants.ts";
import type { Executor } from "./open.ts";

/** Devices that this record takes at most: beyond it somebody is filling it. */
export const followersAtMost = 1_000_000;

/**
 * Takes a device, or takes it anew: the address that a push service gave it is a secret of its own, so whoever knows it
 * may set its keys. Returns its id.
 */
export async function putFollower(
	transaction: Executor,
	device: { subscription: PushSubscriptionInput; secretHash: string; pushKey: string; choices: FollowChoices },
): Promise<string> {
	const { subscription, secretHash, pushKey, choices } = device;
	const { p256dh, auth } = subscription.keys;
	const keys = { p256dh, auth, secret_hash: secretHash, push_key: pushKey, failures: 0 };
	const row = await transaction
		.insertInto("followers")
		.values({ id: newId(), endpoint: subscription.endpoint, ...keys, ...columnsOf(choices) })
		.onConflict((conflict) => conflict.column("endpoint").doUpdateSet({ ...keys, ...columnsOf(choices) }))
		.returning("id")
		.executeTakeFirstOrThrow();
	await putFollows(transaction, row.id, choices.follows);
	return row.id;
}

/** Replaces all that a device wants. False: nobody has this secret. */
export async function putChoices(transaction: Executor, secretHash: string, choices: FollowChoices): Promise<boolean> {
	const row = await transaction
		.updateTable("followers")
		.set(columnsOf(choices))
		.where("secret_hash", "=", secretHash)
		.returning("id")
		.executeTakeFirst();
	if (!row) return false;
	await putFollows(transaction, row.id, choices.follows);
	return true;
}

const columnsOf = ({ timeZone, breaking, onlyBreaking, quiet }: FollowChoices) => ({
	time_zone: timeZone,
	breaking,
	only_breaking: onlyBreaking,
	quiet_from: quiet?.from ?? null,
	quiet_until: quiet?.until ?? null,
	quiet_except_breaking: quiet?.exceptBreaking ?? true,
});

async function putFollows(transaction: Executor, id: string, follows: FollowChoices["follows"]): Promise<void> {
	const channels = follows.map(({ channel }) => channel);
	await sql`delete from follows where follower_id = ${id} and channel <> all(${channels}::text[])`.execute(transaction);
	await sql`delete from notices where follower_id = ${id} and weight <> 'test'
		and not exists (select from follows where follower_id = ${id})
		and not exists (select from followers where id = ${id} and breaking)`.execute(transaction);
	for (const { channel, level } of follows) await putFollow(transaction, id, channel, level);
}

async function putFollow(executor: Executor, id: string, channel: string, level: FollowLevel): Promise<void> {
	await executor
		.insertInto("follows")
		.values({ follower_id: id, channel, level })
		.onConflict((conflict) => conflict.columns(["follower_id", "channel"]).doUpdateSet({ level }))
		.execute();
}

/** Another address of the same device, which its push service has given it. Its secret and choices stay. */
export async function moveFollower(
	executor: Executor,
	from: string,
	to: PushSubscriptionInput,
	pushKey: string,
): Promise<boolean> {
	const taken = await executor
		.selectFrom("followers")
		.select("id")
		.where("endpoint", "=", to.endpoint)
		.executeTakeFirst();
	if (taken) return false;
	const { numUpdatedRows } = await executor
		.updateTable("followers")
		.set({ endpoint: to.endpoint, ...to.keys, push_key: pushKey, failures: 0 })
		.where("endpoint", "=", from)
		.executeTakeFirst();
	return numUpdatedRows > 0n;
}

/** Forgets a device and all that it follows. False: nobody has this secret. */
export async function deleteFollower(executor: Executor, secretHash: string): Promise<boolean> {
	const { numDeletedRows } = await executor
		.deleteFrom("followers")
		.where("secret_hash", "=", secretHash)
		.executeTakeFirst();
	return numDeletedRows > 0n;
}

/** A device's choices with what is shown of each; null when nobody has this secret. */
export async function readFollower(executor: Executor, secretHash: string): Promise<FollowerView | null> {
	const row = await executor
		.selectFrom("followers")
		.selectAll()
		.where("secret_hash", "=", secretHash)
		.executeTakeFirst();
	if (!row) return null;
	const { rows } = await sql<{ sent: number }>`
		select count(*)::int as sent from notices_sent
		where follower_id = ${row.id} and at > clock_timestamp() - interval '7 days'`.execute(executor);
	const follows = await executor
		.selectFrom("follows")
		.selectAll()
		.where("follower_id", "=", row.id)
		.orderBy("since")
		.orderBy("channel")
		.execute();
	const subjects = await readFollowedSubjects(
		executor,
		follows.map(({ channel }) => channel),
	);
	const { quiet_from: from, quiet_until: until, quiet_except_breaking: exceptBreaking } = row;
	return {
		since: instant(row.created_at),
		breaking: row.breaking,
		onlyBreaking: row.only_breaking,
		timeZone: row.time_zone,
		quiet: from === null || until === null ? null : { from, until, exceptBreaking },
		sentThisWeek: rows[0]?.sent ?? 0,
		follows: follows.flatMap(({ channel, level, since }) => {
			const subject = subjects.get(channel);
			return subject ? [{ channel, level, since: instant(since), ...subject }] : [];
		}),
	};
}

/** How many devices take notices, and how many readers the digest by e-mail. */
export async function countFollowers(executor: Executor): Promise<{ devices: number; digestReaders: number }> {
	const { rows } = await sql<{ devices: number; readers: number }>`
		select (select count(*) from followers)::int as devices,
			(select count(*) from digest_readers where confirmed_at is not null)::int as readers`.execute(executor);
	return { devices: rows[0]?.devices ?? 0, digestReaders: rows[0]?.readers ?? 0 };
}

/** Asks for one notice to this device, so that its owner sees one. False: nobody has this secret. */
export async function askForTest(executor: Executor, secretHash: string): Promise<boolean> {
	const { rows } = await sql`
		insert into notices (follower_id, story_id, position, weight)
		select id, 'test', 0, 'test' from followers where secret_hash = ${secretHash}
		on conflict (follower_id, story_id) do update set due_at = clock_timestamp(), attempts = 0
		returning follower_id`.execute(executor);
	return rows.length > 0;
}
