import { sql } from "kysely";
import type { SearchQuery } from "../protocol/index.ts";
import { instantOrNull } from "./instants.ts";
import type { Executor } from "./open.ts";

/** The instants between which `when` lies, by the days of this time zone and the database's clock. */
export async function readSearchTimes(
	executor: Executor,
	{ when, from, to }: Pick<SearchQuery, "when" | "from" | "to">,
	timeZone: string,
): Promise<{ since: string | null; until: string | null }> {
	if (when === "") return { since: null, until: null };
	const { rows } = await sql<{ since: Date | null; until: Date | null }>`
		select
			(case ${when}::text
				when 'day' then date_trunc('day', today)
				when 'week' then date_trunc('day', today) - interval '6 days'
				when 'year' then date_trunc('year', today)
				else ${from || null}::date::timestamp
			end) at time zone ${timeZone}::text as since,
			(case when ${when}::text = 'between' then (${to || null}::date + 1)::timestamp end) at time zone ${timeZone}::text as until
		from (select clock_timestamp() at time zone ${timeZone}::text as today) clock`.execute(executor);
	return { since: instantOrNull(rows[0]?.since ?? null), until: instantOrNull(rows[0]?.until ?? null) };
}
