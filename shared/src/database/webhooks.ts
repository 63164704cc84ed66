import { type Selectable, sql } from "kysely";
import type { WebhookInput, WebhookState, WebhookView } from "../protocol/index.ts";
import { instant, instantOrNull } from "./instants.ts";
import type { Executor } from "./open.ts";
import type { Database } from "./schema.ts";

/** A webhook as whoever tells it needs it. Secrets are sealed. */
export interface Webhook {
	id: string;
	address: string;
	types: readonly string[];
	channels: readonly string[];
	secret: string;
	/** Signs too, as long as it does. */
	oldSecret: string | null;
	position: number;
	failures: number;
	failingSince: Date | null;
	takenBy: string;
}

/** Seconds that a webhook is one teller's, who renews them; its worker may die. Longer than one try takes. */
const secondsTaken = 15;

/** Whether some webhook may have something to be told of now. */
export const webhooksAreDue = sql<boolean>`(
	exists (
		select from webhooks where state = 'active' and next_at <= clock_timestamp()
			and (taken_until is null or taken_until < clock_timestamp())
			and position < (select coalesce(max(position), 0) from events)
	) or exists (
		select from webhook_letters join webhooks on webhooks.id = webhook_letters.webhook_id
		where webhook_letters.state = 'replay' and due_at <= clock_timestamp() and webhooks.state = 'active'
			and (taken_until is null or taken_until < clock_timestamp())
	)
)`;

/** Takes webhooks that have something to be told of, for this teller alone. */
export async function takeWebhooks(transaction: Executor, teller: string, limit: number): Promise<Webhook[]> {
	const { rows } = await sql<Selectable<Database["webhooks"]> & { old_signs: boolean }>`
		update webhooks set taken_by = ${teller}, taken_until = clock_timestamp() + make_interval(secs => ${secondsTaken})
		where id in (
			select id from webhooks where state = 'active' and (taken_until is null or taken_until < clock_timestamp())
				and (
					(next_at <= clock_timestamp() and position < (select coalesce(max(position), 0) from events))
					or exists (
						select from webhook_letters
						where webhook_id = webhooks.id and webhook_letters.state = 'replay' and due_at <= clock_timestamp()
					)
				)
			order by next_at limit ${limit} for update skip locked
		)
		returning *, old_until > clock_timestamp() as old_signs`.execute(transaction);
	return rows.map((row) => ({
		...{ id: row.id, address: row.address, types: row.types, channels: row.channels, secret: row.secret },
		...{ oldSecret: row.old_signs ? row.old_secret : null, position: row.position, failures: row.failures },
		...{ failingSince: row.failing_since, takenBy: teller },
	}));
}

/** What became of the newest try, or of looking on. */
export interface WebhookProgress {
	position: number;
	failures: number;
	failingSince: Date | null;
	/** Seconds until it is told of anything again. */
	nextIn: number;
	state?: WebhookState;
}

/** Notes how far it was told, and keeps it; false: it is somebody else's by now, or gone. */
export async function noteWebhookProgress(
	transaction: Executor,
	{ id, takenBy }: Webhook,
	{ position, failures, failingSince, nextIn, state }: WebhookProgress,
): Promise<boolean> {
	const { numUpdatedRows } = await transaction
		.updateTable("webhooks")
		.set({
			position,
			failures,
			failing_since: failingSince,
			next_at: sql<Date>`clock_timestamp() + make_interval(secs => ${nextIn})`,
			taken_until: sql<Date>`clock_timestamp() + make_interval(secs => ${secondsTaken})`,
			...(state && { state, state_at: sql<Date>`clock_timestamp()` }),
		})
		.where("id", "=", id)
		.where("taken_by", "=", takenBy)
		.where("state", "=", "active")
		.executeTakeFirst();
	return numUpdatedRows === 1n;
}

/** Lets others have it. */
export async function releaseWebhook(executor: Executor, { id, takenBy }: Webhook): Promise<void> {
	await executor
		.updateTable("webhooks")
		.set({ taken_by: null, taken_until: null })
		.where("id", "=", id)
		.where("taken_by", "=", takenBy)
		.execute();
}

/** Adds one that is told of what happens from now on. */
export async function insertWebhook(
	executor: Executor,
	{ types, channels, ...webhook }: WebhookInput & { id: string; secret: string; createdBy: string },
): Promise<void> {
	await executor
		.insertInto("webhooks")
		.values({
			...{ id: webhook.id, name: webhook.name, address: webhook.address, secret: webhook.secret },
			...{ types: [...new Set(types)], channels: [...new Set(channels)], created_by: webhook.createdBy },
			position: newest,
		})
		.execute();
}

const newest = sql<number>`(select coalesce(max(position), 0) from events)`;

/** What of a webhook is changed. */
export interface WebhookChange {
	name?: string | undefined;
	address?: string | undefined;
	types?: string[] | undefined;
	channels?: string[] | undefined;
	state?: "active" | "paused" | undefined;
	/** Goes on from now instead of where it stopped. */
	skip?: boolean | undefined;
	/** A new sealed secret; the one before signs on for a day. */
	secret?: string | undefined;
}

/** Changes a webhook; one that is switched on, or has another address, is tried at once. False: there is none. */
export async function updateWebhook(executor: Executor, id: string, change: WebhookChange): Promise<boolean> {
	const { state, skip, secret, address, ...rest } = change;
	const again = state === "active" || address !== undefined;
	const { numUpdatedRows } = await executor
		.updateTable("webhooks")
		.set({
			...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
			...(address !== undefined && { address }),
			...(state && { state, state_at: sql<Date>`clock_timestamp()` }),
			...(again && { failures: 0, failing_since: null, next_at: sql<Date>`clock_timestamp()` }),
			...(skip && { position: newest }),
			...(secret && {
				secret,
				old_secret: sql<string>`secret`,
				old_until: sql<Date>`clock_timestamp() + interval '1 day'`,
			}),
			// Whoever tells it now looks again: what it holds is out of date.
			taken_by: null,
			taken_until: null,
		})
		.where("id", "=", id)
		.executeTakeFirst();
	return numUpdatedRows === 1n;
}

export async function deleteWebhook(executor: Executor, id: string): Promise<boolean> {
	const { numDeletedRows } = await executor.deleteFrom("webhooks").where("id", "=", id).executeTakeFirst();
	return numDeletedRows === 1n;
}

/** One webhook's address and sealed secrets, for a test that somebody asked for. */
export async function findWebhook(executor: Executor, id: string): Promise<Webhook | null> {
	const row = await executor
		.selectFrom("webhooks")
		.selectAll()
		.select(sql<boolean | null>`old_until > clock_timestamp()`.as("old_signs"))
		.where("id", "=", id)
		.executeTakeFirst();
	if (!row) return null;
	return {
		...{ id: row.id, address: row.address, types: row.types, channels: row.channels, secret: row.secret },
		...{ oldSecret: row.old_signs ? row.old_secret : null, position: row.position, failures: row.failures },
		...{ failingSince: row.failing_since, takenBy: "" },
	};
}

/** All webhooks, or one, as the API shows them; by name. */
export async function readWebhooks(executor: Executor, id: string | null = null): Promise<WebhookView[]> {
	type Row = Selectable<Database["webhooks"]> & {
		last_at: Date | null;
		last_status: number | null;
		last_problem: string | null;
		today: number;
		half: number | null;
		dead: number;
		old_signs: boolean | null;
	};
	const { rows } = await sql<Row>`
		select webhooks.*, old_until > clock_timestamp() as old_signs,
			last.at as last_at, last.status as last_status, last.problem as last_problem,
			coalesce(day.today, 0)::int as today, day.half,
			(select count(*)::int from webhook_letters where webhook_id = webhooks.id and state = 'dead') as dead
		from webhooks
		left join lateral (
			select * from webhook_tries where webhook_id = webhooks.id order by webhook_tries.id desc limit 1
		) last on true
		left join lateral (
			select count(*) as today, percentile_cont(0.5) within group (order by milliseconds) as half
			from webhook_tries where webhook_id = webhooks.id and outcome = 'done' and kind <> 'test'
				and at > clock_timestamp() - interval '1 day'
		) day on true
		where ${id}::text is null or webhooks.id = ${id}
		order by lower(webhooks.name), webhooks.id`.execute(executor);
	return rows.map((row) => ({
		...{ id: row.id, name: row.name, address: row.address, types: row.types, channels: row.channels },
		...{ state: row.state, stateAt: instant(row.state_at), position: row.position, failures: row.failures },
		failingSince: instantOrNull(row.failing_since),
		nextAt: row.state === "active" && row.failures > 0 ? instant(row.next_at) : null,
		...{ lastAt: instantOrNull(row.last_at), lastStatus: row.last_status, lastProblem: row.last_problem },
		...{ today: row.today, half: row.half === null ? null : Math.round(row.half), dead: row.dead },
		oldSecretUntil: row.old_signs ? instantOrNull(row.old_until) : null,
		...{ createdBy: row.created_by, createdAt: instant(row.created_at) },
	}));
}
