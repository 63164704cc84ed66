import { type RawBuilder, sql } from "kysely";
import type { AuditFilter, AuditFilters, AuditLine, AuditQuery } from "../protocol/index.ts";
import { indexedWords } from "./indexed-words.ts";
import { instant } from "./instants.ts";
import type { Executor } from "./open.ts";
import { type Page, pageOf } from "./page.ts";
import { wordQuery } from "./word-query.ts";

interface Row {
	sequence: number;
	at: Date;
	actor: string;
	actor_name: string;
	action: string;
	outcome: "done" | "refused";
	subject: string | null;
	story_id: string | null;
	headline: string | null;
	detail: Record<string, unknown>;
	address: string | null;
}

/** Lines of the audit log that fit, newest first. */
export async function listAudit(executor: Executor, { limit, after, ...filter }: AuditQuery): Promise<Page<AuditLine>> {
	const rows = await readRows(executor, filter, after === undefined ? null : Number(after), limit + 1);
	return pageOf(rows, limit, present, (row) => String(row.sequence));
}

/** Rows that one query of an export reads. */
const exportedAtOnce = 1_000;

/** All lines that fit, newest first, read piece by piece however many they are. */
export async function* readAudit(executor: Executor, filter: AuditFilter): AsyncGenerator<AuditLine> {
	let before: number | null = null;
	for (;;) {
		const rows: Row[] = await readRows(executor, filter, before, exportedAtOnce);
		for (const row of rows) yield present(row);
		if (rows.length < exportedAtOnce) return;
		before = (rows.at(-1) as Row).sequence;
	}
}

/** Who has a line in the log, and which actions there are. */
export async function readAuditFilters(executor: Executor): Promise<AuditFilters> {
	const { rows: actors } = await sql<{ actor: string; name: string }>`
		select distinct on (actor) actor, actor_name as name from audit_log order by actor, sequence desc`.execute(
		executor,
	);
	const { rows: actions } = await sql<{ action: string }>`
		select distinct action from audit_log order by action`.execute(executor);
	return {
		actors: actors.sort((one, other) => one.name.localeCompare(other.name)),
		actions: actions.map((row) => row.action),
	};
}

async function readRows(executor: Executor, filter: AuditFilter, before: number | null, limit: number): Promise<Row[]> {
	const { actor, action, story, outcome, from, to, q } = filter;
	const words = q === undefined || q === "" ? null : wordQuery(q);
	if (q && words === null) return [];
	const all: RawBuilder<unknown>[] = [];
	if (before !== null) all.push(sql`sequence < ${before}`);
	if (actor) all.push(sql`actor = ${actor}`);
	if (action) all.push(sql`(action = ${action} or action like ${`${action.replaceAll("_", "\\_")}.%`})`);
	if (story) all.push(sql`story_id = ${story}`);
	if (outcome) all.push(sql`outcome = ${outcome}`);
	if (from) all.push(sql`at >= ${from}::date::timestamp at time zone ${zone}`);
	if (to) all.push(sql`at < (${to}::date + 1)::timestamp at time zone ${zone}`);
	if (words) {
		all.push(
			sql`(${indexedWords.audit} @@ to_tsquery('simple', ${words}) or story_id in (
				select id from stories where ${indexedWords.stories} @@ to_tsquery('simple', ${words}) limit 1000))`,
		);
	}
	const where = all.length === 0 ? sql`` : sql`where ${sql.join(all, sql` and `)}`;
	const { rows } = await sql<Row>`
		select line.*, coalesce(stories.content, stories.draft) ->> 'headline' as headline
		from (select * from audit_log ${where} order by sequence desc limit ${limit}) line
		left join stories on stories.id = line.story_id
		order by line.sequence desc`.execute(executor);
	return rows.map((row) => ({ ...row, sequence: Number(row.sequence) }));
}

const zone = sql`(select content ->> 'timeZone' from site)`;
const present = (row: Row): AuditLine => ({
	sequence: row.sequence,
	at: instant(row.at),
	actor: row.actor,
	actorName: row.actor_name,
	action: row.action,
	outcome: row.outcome,
	subject: row.subject,
	storyId: row.story_id,
	storyHeadline: row.headline || null,
	detail: row.detail,
	address: row.address,
});
