import { type Selectable, sql } from "kysely";
import type { Invitation } from "../protocol/index.ts";
import { instant, instantOrNull } from "./instants.ts";
import { type Executor, json } from "./open.ts";
import type { Database } from "./schema.ts";

/** A one-time link that is good: what it stands for. */
export interface OpenLink {
	id: string;
	purpose: "invitation" | "reset";
	role: Invitation["role"];
	name: string;
	/** The address of the account that it makes, when that was said. */
	email: string | null;
	/** Of a reset: whose password. */
	userId: string | null;
	stories: { storyId: string; role: "editor" | "contributor" }[];
	mailed: boolean;
	until: Date;
}

/** What a new link is made of. */
export interface NewLinkRow
	extends Pick<OpenLink, "id" | "purpose" | "role" | "name" | "email" | "userId" | "stories"> {
	/** SHA-256 of its secret, in hex; the secret itself is kept nowhere. */
	hash: string;
	hours: number;
	createdBy: string | null;
	createdByName: string;
}

/** Keeps a link. Of resets for one account, only the newest is good. */
export async function insertLink(executor: Executor, link: NewLinkRow): Promise<void> {
	if (link.userId !== null) {
		await openOnly(executor.updateTable("one_time_links").set({ revoked_at: sql<Date>`now()` }))
			.where("user_id", "=", link.userId)
			.execute();
	}
	const { id, hash, purpose, role, name, email, userId, stories, hours, createdBy, createdByName } = link;
	await executor
		.insertInto("one_time_links")
		.values({
			...{ id, hash, purpose, role, name, email, user_id: userId, stories: json(stories) },
			created_by: createdBy,
			created_by_name: createdByName,
			expires_at: sql<Date>`now() + make_interval(hours => ${hours})`,
		})
		.execute();
}

/** The link with this hash, unless it was used, taken back or is too old. */
export async function readOpenLink(executor: Executor, hash: string): Promise<OpenLink | null> {
	const row = await openOnly(executor.selectFrom("one_time_links").selectAll())
		.where("hash", "=", hash)
		.executeTakeFirst();
	return row ? presentOpen(row) : null;
}

/** An open invitation to this address, the newest. */
export async function readInvitationOf(
	executor: Executor,
	email: string,
): Promise<(OpenLink & { hash: string }) | null> {
	const row = await openOnly(executor.selectFrom("one_time_links").selectAll())
		.where("purpose", "=", "invitation")
		.where(sql<boolean>`lower(email) = ${email.toLowerCase()}`)
		.orderBy("created_at", "desc")
		.executeTakeFirst();
	return row ? { ...presentOpen(row), hash: row.hash } : null;
}

/** Uses a link up; of two who come at once, one gets what it stands for and the other null. */
export async function useLink(transaction: Executor, hash: string): Promise<OpenLink | null> {
	const row = await openOnly(transaction.updateTable("one_time_links").set({ used_at: sql<Date>`now()` }))
		.where("hash", "=", hash)
		.returningAll()
		.executeTakeFirst();
	return row ? presentOpen(row) : null;
}

/** Notes that a link was opened for the first time, or that it went by mail. */
export async function noteLink(executor: Executor, id: string, what: "opened_at" | "mailed_at"): Promise<void> {
	await executor
		.updateTable("one_time_links")
		.set({ [what]: sql<Date>`now()` })
		.where("id", "=", id)
		.where(what, "is", null)
		.execute();
}

/** Takes a link back; null when there is none that is open. */
export async function revokeLink(transaction: Executor, id: string): Promise<OpenLink | null> {
	const row = await transaction
		.updateTable("one_time_links")
		.set({ revoked_at: sql<Date>`coalesce(revoked_at, now())` })
		.where("id", "=", id)
		.where("used_at", "is", null)
		.returningAll()
		.executeTakeFirst();
	return row ? presentOpen(row) : null;
}

/** Takes back every link that would still set a password of this account. */
export async function revokeResets(transaction: Executor, userId: string): Promise<void> {
	await openOnly(transaction.updateTable("one_time_links").set({ revoked_at: sql<Date>`now()` }))
		.where("purpose", "=", "reset")
		.where("user_id", "=", userId)
		.execute();
}

/** Links of the last 30 days, newest first, whatever became of them. */
export async function readInvitations(executor: Executor, id?: string): Promise<Invitation[]> {
	let query = executor
		.selectFrom("one_time_links")
		.selectAll()
		.select(
			sql<Invitation["stories"]>`coalesce((select jsonb_agg(one.value || jsonb_build_object('headline',
				coalesce(stories.content ->> 'headline', stories.draft ->> 'headline', '')))
				from jsonb_array_elements(one_time_links.stories) as one(value)
				join stories on stories.id = one.value ->> 'storyId'), '[]')`.as("named"),
		)
		.select(sql<boolean>`expires_at <= now()`.as("expired"))
		.where("created_at", ">", sql<Date>`now() - interval '30 days'`);
	if (id !== undefined) query = query.where("id", "=", id);
	const rows = await query.orderBy("created_at", "desc").limit(200).execute();
	return rows.map((row) => ({
		id: row.id,
		purpose: row.purpose,
		name: row.name,
		email: row.email,
		role: row.role as Invitation["role"],
		stories: row.named,
		createdByName: row.created_by_name,
		createdAt: instant(row.created_at),
		expiresAt: instant(row.expires_at),
		mailedAt: instantOrNull(row.mailed_at),
		openedAt: instantOrNull(row.opened_at),
		state: row.used_at ? "used" : row.revoked_at ? "revoked" : row.expired ? "expired" : "open",
	}));
}

// biome-ignore lint/suspicious/noExplicitAny: a select and an update alike, each of its own long type
function openOnly<Query extends { where: any }>(query: Query): Query {
	return query.where("used_at", "is", null).where("revoked_at", "is", null).where("expires_at", ">", sql<Date>`now()`);
}

function presentOpen(row: Selectable<Database["one_time_links"]>): OpenLink {
	return {
		id: row.id,
		purpose: row.purpose,
		role: row.role as Invitation["role"],
		name: row.name,
		email: row.email,
		userId: row.user_id,
		stories: row.stories,
		mailed: row.mailed_at !== null,
		until: row.expires_at,
	};
}
