import type { Context } from "../context.ts";
import { formatDay } from "../format-time.ts";

/** A day of a digest, which is a day in the zone already, as text. */
export function dayOf(context: Context, date: string): string {
	return formatDay({ ...context.time, timeZone: "UTC" }, `${date}T12:00:00.000Z`, context.asOf);
}
