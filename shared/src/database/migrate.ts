import { sql } from "kysely";
import { newId } from "../model/index.ts";
import type { SiteContent } from "../protocol/index.ts";
import { lock } from "./locks.ts";
import * as record from "./migrations/0001-record.ts";
import * as people from "./migrations/0002-people.ts";
import * as together from "./migrations/0003-together.ts";
import * as media from "./migrations/0004-media.ts";
import * as life from "./migrations/0005-life.ts";
import * as administration from "./migrations/0006-administration.ts";
import * as search from "./migrations/0007-search.ts";
import * as follow from "./migrations/0008-follow.ts";
import * as changes from "./migrations/0009-changes.ts";
import * as tones from "./migrations/0012-tones.ts";
import * as stations from "./migrations/0014-stations.ts";
import * as followLimits from "./migrations/0015-follow-limits.ts";
import * as hub from "./migrations/0017-hub.ts";
import * as partners from "./migrations/0018-partners.ts";
import * as ways from "./migrations/0019-ways.ts";
import { json, type OpenRecord } from "./open.ts";
import { bringLikeness } from "./search-likeness.ts";

/** The site of a new record, until an administrator says otherwise. */
const newSite: SiteContent = {
	name: "Dateline",
	description: "",
	language: "en",
	timeZone: "UTC",
	contact: "",
	about: "",
	navigation: [],
};

/** All migrations, in order, forward only. A migration that was released is never edited. */
export const migrations = {
	"0001-record": record,
	"0002-people": people,
	"0003-together": together,
	"0004-media": media,
	"0005-life": life,
	"0006-administration": administration,
	"0007-search": search,
	"0008-follow": follow,
	"0009-changes": changes,
	"0012-tones": tones,
	"0014-stations": stations,
	"0015-follow-limits": followLimits,
	"0017-hub": hub,
	"0018-partners": partners,
	"0019-ways": ways,
} as const;

/**
 * Brings the record up to this version, under a lock, all or nothing, and gives a new one its epoch and a site. Safe to run from
 * every process at each start. A record that a later version migrated is left alone: migrations expand first.
 */
export async function migrate({ kysely }: OpenRecord): Promise<void> {
	await kysely.transaction().execute(async (transaction) => {
		await lock(transaction, "migration");
		await sql`create table if not exists migrations (
			name text primary key, at timestamptz(3) not null default clock_timestamp()
		)`.execute(transaction);
		const done = await sql<{ name: string }>`select name from migrations`.execute(transaction);
		const names = new Set(done.rows.map((row) => row.name));
		for (const [name, migration] of Object.entries(migrations)) {
			if (names.has(name)) continue;
			await migration.up(transaction);
			await sql`insert into migrations (name) values (${name})`.execute(transaction);
		}
		await bringLikeness(transaction);
		await transaction
			.insertInto("site")
			.values({ revision: 1, content: json(newSite) })
			.onConflict((conflict) => conflict.doNothing())
			.execute();
		const identity = await readIdentity(transaction);
		await transaction
			.insertInto("log")
			.values({ epoch: newId(), system_identifier: identity.systemIdentifier, timeline: identity.timeline })
			.onConflict((conflict) => conflict.doNothing())
			.execute();
	});
}

/** The identity of the database cluster that answers: another one means a copied or failed-over record. */
export async function readIdentity(
	executor: OpenRecord["kysely"],
): Promise<{ systemIdentifier: string; timeline: number }> {
	const { rows } = await sql<{ system_identifier: string; timeline_id: number }>`
		select s.system_identifier::text as system_identifier, c.timeline_id
		from pg_control_system() s, pg_control_checkpoint() c`.execute(executor);
	const row = rows[0];
	if (!row) throw new Error("the database does not tell its system identifier");
	return { systemIdentifier: row.system_identifier, timeline: row.timeline_id };
}
