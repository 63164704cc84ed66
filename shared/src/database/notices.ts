import { sql } from "kysely";
import type { NoticeWeight } from "../protocol/index.ts";
import type { Executor } from "./open.ts";

/** One event's notice: which weight it has, and in which channels somebody may follow it. */
export interface NoticePlan {
	position: number;
	storyId: string;
	postId: string | null;
	weight: Exclude<NoticeWeight, "test">;
	channels: readonly string[];
}

/** Followers that are looked at in one transaction: it must not hold up what is being published. */
const chunk = 500;

/** How far the log was made into notices. The row is held until the transaction ends; null: somebody else has it. */
export async function holdNoticeProgress(
	transaction: Executor,
): Promise<{ position: number; followerId: string } | null> {
	const row = await transaction
		.selectFrom("notice_progress")
		.select(["position", "follower_id"])
		.forUpdate()
		.skipLocked()
		.executeTakeFirst();
	return row ? { position: row.position, followerId: row.follower_id } : null;
}

/** Whether anybody follows anything by notices. */
export async function hasFollowers(executor: Executor): Promise<boolean> {
	return (await executor.selectFrom("followers").select("id").limit(1).executeTakeFirst()) !== undefined;
}

/** Everything up to here was made into notices. */
export async function setNoticeProgress(transaction: Executor, position: number, followerId = ""): Promise<void> {
	await transaction.updateTable("notice_progress").set({ position, follower_id: followerId }).execute();
}

/**
 * Puts an event's notice in the way of the next followers after `after`. Returns the last of them, or null when there
 * are no more. What still waits of the same story gives way to it, except a breaking one to what has to wait itself.
 */
export async function planNotices(transaction: Executor, plan: NoticePlan, after: string): Promise<string | null> {
	const { position, storyId, postId, weight, channels } = plan;
	const { rows } = await sql<{ id: string }>`
		select id from (${followersOf(plan)}) wanting (id) where id > ${after}
		order by id limit ${chunk}`.execute(transaction);
	const ids = rows.map(({ id }) => id);
	if (ids.length === 0 || channels.length === 0) return null;
	await sql`
		insert into notices (follower_id, story_id, position, post_id, weight, due_at, held)
		select f.id, ${storyId}, ${position}, ${postId}::text, ${weight}, coalesce(quiet, clock_timestamp()), quiet is not null
		from followers f cross join lateral (
			select case when not (${weight === "breaking"} and f.quiet_except_breaking)
				then quiet_end(f.time_zone, f.quiet_from, f.quiet_until, clock_timestamp()) end as quiet
		) hours
		where f.id = any(${ids}::text[]) and (not f.only_breaking or (${weight === "breaking"} and f.breaking))
		on conflict (follower_id, story_id) do update set position = excluded.position, post_id = excluded.post_id,
			weight = excluded.weight, due_at = excluded.due_at, held = excluded.held, attempts = 0
		where notices.position < excluded.position and not (notices.weight = 'breaking' and excluded.held)`.execute(
		transaction,
	);
	return ids.length < chunk ? null : (ids.at(-1) ?? null);
}

/** The ids of who wants it: by what they follow, by "breaking news", or because they were told of what is corrected. */
function followersOf({ weight, channels, storyId, postId }: NoticePlan) {
	if (weight === "correction") {
		return sql`select distinct follower_id from notices_sent
			where story_id = ${storyId} and post_id is not distinct from ${postId}::text`;
	}
	const levels = { breaking: ["all", "key", "breaking"], key: ["all", "key"], story: ["all"], post: [] }[weight];
	const ofStory = weight === "story" ? ["all", "key"] : weight === "post" ? ["all"] : levels;
	const own = `story:${storyId}`;
	return sql`select follower_id from follows
		where (channel = ${own} and level = any(${ofStory}::text[]))
			or (channel = any(${channels.filter((one) => one !== own)}::text[]) and level = any(${levels}::text[]))
		union select id from followers where breaking and ${weight === "breaking"}`;
}

/** A notice that was taken to be sent, with the device that gets it. */
export interface TakenNotice {
	followerId: string;
	storyId: string;
	position: number;
	postId: string | null;
	weight: NoticeWeight;
	/** It had to wait for the end of the quiet hours. */
	held: boolean;
	attempts: number;
	subscription: { endpoint: string; keys: { p256dh: string; auth: string } };
}

/** Seconds for which what was taken is nobody else's: its worker may have died. */
const secondsTaken = 20;

/** What has run into quiet hours meanwhile (after a failure, say) waits for their end. */
export async function holdInQuietHours(executor: Executor): Promise<void> {
	await sql`
		update notices set due_at = quiet_end(f.time_zone, f.quiet_from, f.quiet_until, clock_timestamp()), held = true
		from followers f
		where f.id = notices.follower_id and notices.due_at <= clock_timestamp() and notices.weight <> 'test'
			and not (notices.weight = 'breaking' and f.quiet_except_breaking)
			and quiet_end(f.time_zone, f.quiet_from, f.quiet_until, clock_timestamp()) is not null`.execute(executor);
}

/**
 * Takes notices that are due, those of devices that fail last; with one that was held, all that its device's quiet hours
 * held, so that they are one.
 */
export async function takeNotices(transaction: Executor, limit: number): Promise<TakenNotice[]> {
	const { rows } = await sql<{
		follower_id: string;
		story_id: string;
		position: number;
		post_id: string | null;
		weight: NoticeWeight;
		held: boolean;
		attempts: number;
		endpoint: string;
		p256dh: string;
		auth: string;
	}>`
		with first as (
			select n.follower_id, n.story_id, n.held from notices n join followers f on f.id = n.follower_id
			where n.due_at <= clock_timestamp() order by f.failures > 0, n.due_at, n.follower_id
			limit ${limit} for update of n skip locked
		), taken as (
			update notices set attempts = attempts + 1,
				due_at = clock_timestamp() + make_interval(secs => ${secondsTaken})
			where (follower_id, story_id) in (select follower_id, story_id from first)
				or (held and due_at <= clock_timestamp()
					and follower_id in (select follower_id from first where first.held))
			returning *
		)
		select taken.follower_id, story_id, position, post_id, weight, held, attempts, endpoint, p256dh, auth
		from taken join followers on followers.id = taken.follower_id
		order by taken.follower_id, position desc`.execute(transaction);
	return rows.map((row) => ({
		followerId: row.follower_id,
		storyId: row.story_id,
		position: Number(row.position),
		postId: row.post_id,
		weight: row.weight,
		held: row.held,
		attempts: row.attempts,
		subscription: { endpoint: row.endpoint, keys: { p256dh: row.p256dh, auth: row.auth } },
	}));
}

type Key = Pick<TakenNotice, "followerId" | "storyId" | "position">;

/** These are done with: sent, or no longer to be sent. One that a newer event has replaced meanwhile stays. */
export async function endNotices(
	transaction: Executor,
	{ sent, dropped }: { sent: readonly (Key & { postId: string | null })[]; dropped: readonly Key[] },
): Promise<void> {
	for (const { followerId, storyId, position } of [...sent, ...dropped]) {
		await transaction
			.deleteFrom("notices")
			.where("follower_id", "=", followerId)
			.where("story_id", "=", storyId)
			.where("position", "=", position)
			.execute();
	}
	const told = sent.filter(({ position }) => position > 0);
	if (told.length > 0) {
		await sql`insert into notices_sent (follower_id, position, story_id, post_id)
			select f.id, told.position, told.story_id, told.post_id
			from unnest(${told.map((one) => one.followerId)}::text[], ${told.map((one) => one.position)}::bigint[],
				${told.map((one) => one.storyId)}::text[], ${told.map((one) => one.postId)}::text[])
				told (follower_id, position, story_id, post_id)
			join followers f on f.id = told.follower_id
			on conflict do nothing`.execute(transaction);
	}
	const ids = sent.map(({ followerId }) => followerId);
	await sql`update followers set failures = 0 where id = any(${ids}::text[]) and failures > 0`.execute(transaction);
}

/** These were not tried after all: they are due again in a while, as if nobody had taken them. */
export async function putOffNotices(executor: Executor, keys: readonly Key[]): Promise<void> {
	for (const { followerId, storyId, position } of keys) {
		await sql`update notices set attempts = attempts - 1, due_at = clock_timestamp() + interval '10 seconds'
			where follower_id = ${followerId} and story_id = ${storyId} and position = ${position}`.execute(executor);
	}
}

/** Failures in a row after which a device is given up. */
const failuresAtMost = 10;

/** It could not be sent: again after `seconds`, or null: given up. A device that always fails is forgotten. */
export async function failNotice(executor: Executor, key: Key, seconds: number | null): Promise<void> {
	const { followerId, storyId, position } = key;
	if (seconds === null) await endNotices(executor, { sent: [], dropped: [key] });
	else
		await sql`update notices set due_at = clock_timestamp() + make_interval(secs => ${seconds})
			where follower_id = ${followerId} and story_id = ${storyId} and position = ${position}`.execute(executor);
	await sql`update followers set failures = failures + 1 where id = ${followerId}`.execute(executor);
	await executor.deleteFrom("followers").where("id", "=", followerId).where("failures", ">=", failuresAtMost).execute();
}

/** Forgets devices that their push service says are gone. */
export async function forgetFollowers(executor: Executor, ids: readonly string[]): Promise<void> {
	if (ids.length > 0) await executor.deleteFrom("followers").where("id", "in", ids).execute();
}

/** Lets go of what is told of no more: who got what two weeks ago. */
export async function sweepNotices(executor: Executor): Promise<void> {
	await sql`delete from notices_sent where at < clock_timestamp() - interval '14 days'`.execute(executor);
}
