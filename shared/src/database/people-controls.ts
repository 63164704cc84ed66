import { sql } from "kysely";
import { lock } from "./locks.ts";
import { type Executor, json } from "./open.ts";

/** Something that every server obeys within a second or two: who may do what has changed. */
export interface Control {
	number: number;
	type: "account.changed" | "session.ended" | "story.members" | "token.revoked" | "partner.changed";
	userId?: string;
	storyId?: string;
	tokenId?: string;
	partnerId?: string;
}

/** Tells all servers, in the transaction of what has changed. Numbers have no gap, so a tail misses none. */
export async function appendControl(transaction: Executor, control: Omit<Control, "number">): Promise<void> {
	const { type, ...payload } = control;
	await lock(transaction, "control");
	await sql`insert into controls (number, type, payload)
		select coalesce(max(number), 0) + 1, ${type}, ${json(payload)} from controls`.execute(transaction);
}

/** What was told after this number, oldest first. */
export async function readControls(executor: Executor, after: number, limit = 500): Promise<Control[]> {
	const rows = await executor
		.selectFrom("controls")
		.select(["number", "type", "payload"])
		.where("number", ">", after)
		.orderBy("number")
		.limit(limit)
		.execute();
	return rows.map(({ number, type, payload }) => ({ ...payload, number, type: type as Control["type"] }));
}

/** The number that was given last; 0 when there is none. */
export async function readLastControl(executor: Executor): Promise<number> {
	const row = await executor
		.selectFrom("controls")
		.select(({ fn }) => fn.max("number").as("number"))
		.executeTakeFirst();
	return Number(row?.number ?? 0);
}
