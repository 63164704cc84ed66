import { sql } from "kysely";
import type { Executor } from "./open.ts";

/** A time of the record as it goes out. */
export const instant = (time: Date): string => time.toISOString();
export const instantOrNull = (time: Date | null): string | null => time?.toISOString() ?? null;

/** A column as milliseconds since 1970, which many rows carry cheaper than as a time; and such a time as it goes out. */
export const milliseconds = (column: string): string => `(extract(epoch from ${column}) * 1000)::bigint`;
export const instantOf = (time: number): string => new Date(time).toISOString();
export const instantOrNullOf = (time: number | null): string | null => (time === null ? null : instantOf(time));

/** The database's clock, to the millisecond: the only one that decides what is due and when something happened. */
export const clock = sql<Date>`date_trunc('milliseconds', clock_timestamp())`;

/** What that clock says now. */
export async function readClock(executor: Executor): Promise<Date> {
	const { rows } = await sql<{ now: Date }>`select ${clock} as now`.execute(executor);
	return (rows[0] as { now: Date }).now;
}
