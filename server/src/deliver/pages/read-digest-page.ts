import { readDigest } from "@dateline/shared/database";
import type { Route } from "./find-route.ts";
import { type PageSource, type ReadPage, readRecord, readStates } from "./page-source.ts";

/** A day's digest and the days beside it; null when that day has none. */
export async function readDigestPage(
	source: PageSource,
	route: Extract<Route, { kind: "digest" }>,
): Promise<ReadPage | null> {
	const read = await readRecord(source, async (executor) => ({
		digest: await readDigest(executor, route.date),
		days: await executor.selectFrom("digests").select("date").orderBy("date").execute(),
	}));
	if (!read.digest) return null;
	const dates = read.days.map((row) => row.date);
	return {
		status: 200,
		page: {
			kind: "digest",
			digest: read.digest,
			earlier: dates.filter((date) => date < route.date).at(-1) ?? null,
			later: dates.find((date) => date > route.date) ?? null,
		},
		states: await readStates(source, ["site"]),
	};
}
