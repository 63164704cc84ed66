import { isDeepStrictEqual } from "node:util";
import type { Executor } from "@dateline/shared/database";
import { ProblemError, type SiteChange } from "@dateline/shared/protocol";
import { sql } from "kysely";
import { checkRevision } from "../checks.ts";
import { digestEvent } from "../tell-shown.ts";
import type { SiteContext, SiteDecision } from "./apply-site-change.ts";

/** `digest.put`: a day's key developments, picked and ordered; published the first time, updated from then on. */
export async function putDigest(
	transaction: Executor,
	{ date, lines }: Extract<SiteChange, { type: "digest.put" }>,
	{ now, ifMatch }: SiteContext,
): Promise<SiteDecision> {
	const row = await transaction.selectFrom("digests").selectAll().where("date", "=", date).executeTakeFirst();
	checkRevision(ifMatch, row?.revision ?? 0);
	if (row && isDeepStrictEqual(row.lines, lines)) return { events: [], revision: row.revision };
	await checkLines(transaction, lines, row?.lines ?? []);
	const revision = (row?.revision ?? 0) + 1;
	await transaction
		.insertInto("digests")
		.values({ date, revision, lines, published_at: now })
		.onConflict((conflict) => conflict.column("date").doUpdateSet({ revision, lines, updated_at: now }))
		.execute();
	return { events: [await digestEvent(transaction, date)], revision };
}

/** A line is new only when readers see it; one that stands there already may be withdrawn just now. */
async function checkLines(transaction: Executor, lines: readonly string[], present: readonly string[]): Promise<void> {
	const { rows } = await sql<{ id: string }>`
		select id from key_developments
		where id = any(${lines}::text[]) and status = 'published'`.execute(transaction);
	const known = new Set([...rows.map((row) => row.id), ...present]);
	const missing = lines.find((id) => !known.has(id));
	if (missing !== undefined) {
		throw new ProblemError("unknown_reference", `There is no published key development ${missing}.`);
	}
	if (new Set(lines).size < lines.length) throw new ProblemError("invalid", "A line stands in the digest twice.");
}
