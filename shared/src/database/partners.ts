import { type Selectable, sql } from "kysely";
import type { PartnerInput, PartnerPatch, PartnerTheme } from "../protocol/index.ts";
import { instant, instantOrNull } from "./instants.ts";
import { type Executor, json } from "./open.ts";
import { appendControl } from "./people-controls.ts";
import type { Database } from "./schema.ts";

/** A partner as the record has it, without what it used. */
export interface StoredPartner {
	id: string;
	revision: number;
	name: string;
	key: string;
	previousKey: string | null;
	previousUntil: string | null;
	origins: string[];
	channels: string[];
	theme: PartnerTheme;
	rate: number;
	createdAt: string;
	createdBy: string;
	revokedAt: string | null;
}

/** Partners that there may be: every server holds them all. */
export const mostPartners = 2_000;

/** All partners, revoked ones too, by name. */
export async function readPartners(executor: Executor): Promise<StoredPartner[]> {
	const rows = await executor.selectFrom("partners").selectAll().orderBy("name").orderBy("id").execute();
	return rows.map(present);
}

/** One of them, or null. */
export async function readPartner(executor: Executor, id: string): Promise<StoredPartner | null> {
	const row = await executor.selectFrom("partners").selectAll().where("id", "=", id).executeTakeFirst();
	return row ? present(row) : null;
}

/** Makes a partner and tells every server, in a transaction; null when there are too many. */
export async function insertPartner(
	transaction: Executor,
	{
		id,
		key,
		createdBy,
		origins,
		channels,
		theme,
		...rest
	}: PartnerInput & { id: string; key: string; createdBy: string },
): Promise<StoredPartner | null> {
	const { count } = await transaction
		.selectFrom("partners")
		.select(({ fn }) => fn.countAll<number>().as("count"))
		.executeTakeFirstOrThrow();
	if (Number(count) >= mostPartners) return null;
	const row = await transaction
		.insertInto("partners")
		.values({
			...{ id, key, created_by: createdBy, ...rest },
			...{ origins: json(origins), channels: json(channels), theme: json(theme) },
		})
		.returningAll()
		.executeTakeFirstOrThrow();
	return tell(transaction, row);
}

/** Changes what is given; null when there is no such partner. */
export async function updatePartner(
	transaction: Executor,
	id: string,
	{ name, origins, channels, theme, rate }: PartnerPatch,
): Promise<StoredPartner | null> {
	return change(transaction, id, {
		...(name !== undefined && { name }),
		...(rate !== undefined && { rate }),
		...(origins && { origins: json(origins) }),
		...(channels && { channels: json(channels) }),
		...(theme && { theme: json(theme) }),
	});
}

/** Gives a new key; the one of before opens for `graceHours` more, and with 0 not at all. */
export async function rotatePartnerKey(
	transaction: Executor,
	id: string,
	key: string,
	graceHours: number,
): Promise<StoredPartner | null> {
	return change(transaction, id, {
		key,
		previous_key: graceHours > 0 ? sql<string>`key` : null,
		previous_until: graceHours > 0 ? sql<Date>`clock_timestamp() + make_interval(hours => ${graceHours}::int)` : null,
	});
}

/** Revokes a partner, or gives it back what it had; harmlessly when it is so already. */
export async function setPartnerRevoked(
	transaction: Executor,
	id: string,
	revoked: boolean,
): Promise<StoredPartner | null> {
	return change(transaction, id, {
		revoked_at: revoked ? sql<Date>`coalesce(revoked_at, clock_timestamp())` : null,
	});
}

type Changes = Parameters<ReturnType<Executor["updateTable"]>["set"]>[0] | object;

async function change(transaction: Executor, id: string, values: Changes): Promise<StoredPartner | null> {
	const row = await transaction
		.updateTable("partners")
		.set({ ...(values as object), revision: sql<number>`revision + 1` })
		.where("id", "=", id)
		.returningAll()
		.executeTakeFirst();
	return row ? tell(transaction, row) : null;
}

/** Every server obeys within a second. */
async function tell(transaction: Executor, row: Selectable<Database["partners"]>): Promise<StoredPartner> {
	await appendControl(transaction, { type: "partner.changed", partnerId: row.id });
	return present(row);
}

const present = (row: Selectable<Database["partners"]>): StoredPartner => ({
	id: row.id,
	revision: row.revision,
	name: row.name,
	key: row.key,
	previousKey: row.previous_key,
	previousUntil: instantOrNull(row.previous_until),
	origins: row.origins,
	channels: row.channels,
	theme: row.theme,
	rate: row.rate,
	createdAt: instant(row.created_at),
	createdBy: row.created_by,
	revokedAt: instantOrNull(row.revoked_at),
});
