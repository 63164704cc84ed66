import { sql } from "kysely";
import { newId } from "../model/index.ts";
import type { Executor } from "./open.ts";

/** What somebody asked of the hub. */
export interface HubRequest {
	id: string;
	mode: "subscribe" | "unsubscribe";
	callback: string;
	/** The feed's address without its origin. */
	topic: string;
	/** The channel that the feed hangs on, null when it hangs on many. */
	channel: string | null;
	/** Sealed. */
	secret: string | null;
	lease_seconds: number;
	attempts: number;
}

/** Somebody who is told of a feed. */
export interface HubSubscription {
	id: string;
	host: string;
	callback: string;
	topic: string;
	secret: string | null;
	hash: string;
	attempts: number;
}

/** Requests that wait at once, and subscriptions in all and of one host. */
const limits = { waiting: 1_000, all: 20_000, host: 1_000 };

/** Notes what was asked, to be verified; false when there are too many, of this host or in all. */
export async function insertHubRequest(
	executor: Executor,
	request: Omit<HubRequest, "id" | "attempts">,
): Promise<boolean> {
	const { host } = new URL(request.callback);
	const { rows } = await sql<{ waiting: number; all: number; host: number }>`select
		(select count(*) from hub_requests)::int as waiting,
		(select count(*) from hub_subscriptions)::int as all,
		(select count(*) from hub_subscriptions where host = ${host})::int as host`.execute(executor);
	const now = rows[0];
	if (!now || now.waiting >= limits.waiting) return false;
	if (request.mode === "subscribe" && (now.all >= limits.all || now.host >= limits.host)) return false;
	// The last word of one callback about one feed is the one that counts.
	await executor
		.deleteFrom("hub_requests")
		.where("callback", "=", request.callback)
		.where("topic", "=", request.topic)
		.execute();
	await executor
		.insertInto("hub_requests")
		.values({ id: newId(), ...request })
		.execute();
	return true;
}

/** Takes requests that are due to be verified; whoever takes one has half a minute before another may. */
export async function takeHubRequests(executor: Executor, limit: number): Promise<HubRequest[]> {
	const { rows } = await sql<HubRequest>`
		update hub_requests set attempts = attempts + 1, next_at = clock_timestamp() + interval '30 seconds'
		where id in (
			select id from hub_requests where next_at <= clock_timestamp() order by next_at limit ${limit} for update skip locked
		) returning id, mode, callback, topic, channel, secret, lease_seconds, attempts`.execute(executor);
	return rows;
}

/** Ends a request: what was verified holds from now on, what was not leaves everything as it was. */
export async function endHubRequest(executor: Executor, request: HubRequest, verified: boolean): Promise<void> {
	const { callback, topic, channel, secret, lease_seconds } = request;
	if (verified && request.mode === "subscribe") {
		const { host } = new URL(callback);
		await sql`insert into hub_subscriptions (id, host, callback, topic, channel, secret, expires_at, position)
			values (${newId()}, ${host}, ${callback}, ${topic}, ${channel}, ${secret},
				clock_timestamp() + make_interval(secs => ${lease_seconds}), (select coalesce(max(position), 0) from events))
			on conflict (callback, topic) do update set
				secret = excluded.secret, expires_at = excluded.expires_at, attempts = 0, next_at = clock_timestamp()`.execute(
			executor,
		);
	}
	if (verified && request.mode === "unsubscribe") {
		await executor
			.deleteFrom("hub_subscriptions")
			.where("callback", "=", callback)
			.where("topic", "=", topic)
			.execute();
	}
	await executor.deleteFrom("hub_requests").where("id", "=", request.id).execute();
}

/** Takes subscriptions whose feeds may have changed; whoever takes one has two minutes before another may. */
export async function takeHubSubscriptions(executor: Executor, limit: number): Promise<HubSubscription[]> {
	const { rows } = await sql<HubSubscription>`
		update hub_subscriptions set next_at = clock_timestamp() + interval '2 minutes' where id in (
			select id from hub_subscriptions due
			where next_at <= clock_timestamp() and expires_at > clock_timestamp()
				and position < coalesce((select max(position) from events), 0)
				and (channel is null or exists (
					select 1 from channel_heads where channel_heads.channel = due.channel and channel_heads.position > due.position
				))
			order by next_at limit ${limit} for update skip locked
		) returning id, host, callback, topic, secret, hash, attempts`.execute(executor);
	return rows;
}

/** What became of a subscription: it has the feed as it was at a position, or is tried again in some seconds. */
export async function noteHubDelivery(
	executor: Executor,
	id: string,
	outcome: { hash: string; position: number } | { againIn: number; attempts: number },
): Promise<void> {
	if ("hash" in outcome) {
		await sql`update hub_subscriptions set hash = ${outcome.hash}, position = ${outcome.position}, attempts = 0,
			next_at = clock_timestamp() where id = ${id}`.execute(executor);
	} else {
		await sql`update hub_subscriptions set attempts = ${outcome.attempts},
			next_at = clock_timestamp() + make_interval(secs => ${outcome.againIn}) where id = ${id}`.execute(executor);
	}
}

/** Ends a subscription whose callback wants no more. */
export async function endHubSubscription(executor: Executor, id: string): Promise<void> {
	await executor.deleteFrom("hub_subscriptions").where("id", "=", id).execute();
}

/** Ends the subscriptions whose lease is over. */
export async function expireHubSubscriptions(executor: Executor): Promise<void> {
	await sql`delete from hub_subscriptions where expires_at <= clock_timestamp()`.execute(executor);
}
