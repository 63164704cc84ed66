import { sql } from "kysely";
import type { PartnerDay } from "../protocol/index.ts";
import { type Executor, json } from "./open.ts";

/** What one server counted of a partner since it last said so, and how many connections it has now. */
export interface PartnerCount {
	partnerId: string;
	open: number;
	connections: number;
	deliveries: number;
	fragments: number;
	refused: number;
}

/** What a server says of its open connections stands for so long, seconds: it says so every five. */
const patience = 16;

/** Adds to the counts of today (a day of the site's time zone), and replaces what this server said of open connections. */
export async function addPartnerUsage(
	executor: Executor,
	server: string,
	counts: readonly PartnerCount[],
): Promise<void> {
	if (counts.length === 0) return;
	const given = json(counts);
	await sql`
		insert into partner_usage as usage (partner_id, day, connections, deliveries, fragments, refused)
		select "partnerId", (clock_timestamp() at time zone (select content ->> 'timeZone' from site))::date,
			connections, deliveries, fragments, refused
		from jsonb_to_recordset(${given}::jsonb) as given
			("partnerId" text, connections bigint, deliveries bigint, fragments bigint, refused bigint)
		where connections + deliveries + fragments + refused > 0 and "partnerId" in (select id from partners)
		on conflict (partner_id, day) do update set connections = usage.connections + excluded.connections,
			deliveries = usage.deliveries + excluded.deliveries, fragments = usage.fragments + excluded.fragments,
			refused = usage.refused + excluded.refused`.execute(executor);
	await sql`
		insert into partner_connections (partner_id, server, open)
		select "partnerId", ${server}, open from jsonb_to_recordset(${given}::jsonb) as given ("partnerId" text, open integer)
		where "partnerId" in (select id from partners)
		on conflict (partner_id, server) do update set open = excluded.open, at = clock_timestamp()`.execute(executor);
}

/** Forgets servers that have said nothing for long. */
export async function sweepPartnerConnections(executor: Executor): Promise<void> {
	await sql`delete from partner_connections where at < clock_timestamp() - interval '1 hour'`.execute(executor);
}

/** Connections that are open now, by partner, and the last 14 days of each, newest first. */
export async function readPartnerUsage(executor: Executor): Promise<Map<string, { open: number; days: PartnerDay[] }>> {
	const usage = new Map<string, { open: number; days: PartnerDay[] }>();
	const of = (id: string) => {
		const known = usage.get(id) ?? { open: 0, days: [] };
		usage.set(id, known);
		return known;
	};
	const open = await sql<{ partner_id: string; open: number }>`
		select partner_id, sum(open)::int as open from partner_connections
		where at > clock_timestamp() - make_interval(secs => ${patience}) group by partner_id`.execute(executor);
	for (const row of open.rows) of(row.partner_id).open = row.open;
	const days = await sql<{ partner_id: string } & PartnerDay>`
		select partner_id, to_char(day, 'YYYY-MM-DD') as day, connections::float8 as connections,
			deliveries::float8 as deliveries, fragments::float8 as fragments, refused::float8 as refused
		from (select *, row_number() over (partition by partner_id order by day desc) as place from partner_usage) as placed
		where place <= 14 order by day desc`.execute(executor);
	for (const { partner_id, ...day } of days.rows) of(partner_id).days.push(day);
	return usage;
}
