import { sql } from "kysely";
import type { WebhookLetter, WebhookTry } from "../protocol/index.ts";
import { instant } from "./instants.ts";
import type { Executor } from "./open.ts";

/** Characters of an answer that are kept. */
const keptOfAnswer = 1_000;

/** Notes a try. */
export async function noteWebhookTry(
	executor: Executor,
	webhookId: string,
	one: Omit<WebhookTry, "id" | "at">,
): Promise<void> {
	const { milliseconds, answer, ...rest } = one;
	await executor
		.insertInto("webhook_tries")
		.values({
			...{ webhook_id: webhookId, ...rest, milliseconds: Math.round(milliseconds) },
			// PostgreSQL's texts have no such character.
			answer: answer.replaceAll("\u0000", "").slice(0, keptOfAnswer),
		})
		.execute();
}

/** The tries of a webhook, newest first; `after` is an id. */
export async function readWebhookTries(
	executor: Executor,
	webhookId: string,
	{ limit, after = null }: { limit: number; after?: number | null },
): Promise<WebhookTry[]> {
	const rows = await executor
		.selectFrom("webhook_tries")
		.selectAll()
		.where("webhook_id", "=", webhookId)
		.$if(after !== null, (query) => query.where("id", "<", after as number))
		.orderBy("id", "desc")
		.limit(limit)
		.execute();
	return rows.map(({ webhook_id: _, at, ...row }) => ({ ...row, at: instant(at) }));
}

/** Days for which tries are kept, and how many of one webhook at most. */
const keptFor = 14;
const keptAtMost = 5_000;

/** Lets old tries go, and dead letters after three months. */
export async function sweepWebhookTries(executor: Executor): Promise<void> {
	await sql`delete from webhook_tries where at < clock_timestamp() - make_interval(days => ${keptFor})`.execute(
		executor,
	);
	await sql`
		delete from webhook_tries using (
			select webhooks.id, (
				select t.id from webhook_tries t where t.webhook_id = webhooks.id order by t.id desc offset ${keptAtMost} limit 1
			) as last from webhooks
		) old where webhook_tries.webhook_id = old.id and webhook_tries.id <= old.last`.execute(executor);
	await sql`delete from webhook_letters where state = 'dead' and at < clock_timestamp() - interval '90 days'`.execute(
		executor,
	);
}

/** Puts away what was given up. */
export async function putDeadLetter(
	executor: Executor,
	webhookId: string,
	letter: { position: number; type: string; attempts: number; problem: string },
): Promise<void> {
	await executor
		.insertInto("webhook_letters")
		.values({ webhook_id: webhookId, state: "dead", ...letter })
		.onConflict((conflict) =>
			conflict.columns(["webhook_id", "position"]).doUpdateSet({
				state: "dead",
				attempts: letter.attempts,
				problem: letter.problem,
				at: sql<Date>`clock_timestamp()`,
			}),
		)
		.execute();
}

/** What was given up, or waits to be told of again, newest first. */
export async function readWebhookLetters(executor: Executor, webhookId: string): Promise<WebhookLetter[]> {
	const rows = await executor
		.selectFrom("webhook_letters")
		.select(["position", "type", "state", "at", "attempts", "problem"])
		.where("webhook_id", "=", webhookId)
		.orderBy("position", "desc")
		.limit(200)
		.execute();
	return rows.map((row) => ({ ...row, at: instant(row.at) }));
}

/** Has events told of again: these, or all that were given up. Returns how many; what is no event is left out. */
export async function replayLetters(
	executor: Executor,
	webhookId: string,
	positions: "dead" | readonly number[],
): Promise<number> {
	if (positions === "dead") {
		const { numUpdatedRows } = await executor
			.updateTable("webhook_letters")
			.set({ state: "replay", due_at: sql<Date>`clock_timestamp()`, attempts: 0 })
			.where("webhook_id", "=", webhookId)
			.where("state", "=", "dead")
			.executeTakeFirst();
		return Number(numUpdatedRows);
	}
	// Only what it was told of, or should have been: nobody gets a stretch of the log that is none of theirs.
	const { rows } = await sql`
		insert into webhook_letters (webhook_id, position, type, state)
		select ${webhookId}, position, type, 'replay' from events
		where position = any(${[...positions]}::bigint[]) and exists (
			select from webhook_tries where webhook_id = ${webhookId} and webhook_tries.position = events.position
			union all
			select from webhook_letters where webhook_id = ${webhookId} and webhook_letters.position = events.position
		)
		on conflict (webhook_id, position) do update
			set state = 'replay', due_at = clock_timestamp(), attempts = 0
		returning position`.execute(executor);
	return rows.length;
}

/** What is to be told of again now. */
export async function readDueLetters(
	executor: Executor,
	webhookId: string,
): Promise<{ position: number; attempts: number }[]> {
	return executor
		.selectFrom("webhook_letters")
		.select(["position", "attempts"])
		.where("webhook_id", "=", webhookId)
		.where("state", "=", "replay")
		.where("due_at", "<=", sql<Date>`clock_timestamp()`)
		.orderBy("position")
		.limit(50)
		.execute();
}

/** Ends a letter that was told of, or puts it off by so many seconds. */
export async function settleLetter(
	executor: Executor,
	webhookId: string,
	position: number,
	again: { seconds: number; attempts: number } | null,
): Promise<void> {
	if (again === null) {
		await executor
			.deleteFrom("webhook_letters")
			.where("webhook_id", "=", webhookId)
			.where("position", "=", position)
			.execute();
		return;
	}
	await executor
		.updateTable("webhook_letters")
		.set({
			attempts: again.attempts,
			due_at: sql<Date>`clock_timestamp() + make_interval(secs => ${again.seconds})`,
		})
		.where("webhook_id", "=", webhookId)
		.where("position", "=", position)
		.execute();
}
