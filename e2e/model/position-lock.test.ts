import { type OpenRecord, readEvents } from "@dateline/shared/database";
import { openTestDatabase, testPostgresUrl } from "@dateline/shared/database/testing";
import { sql } from "kysely";
import { pino } from "pino";
import { expect, it } from "vitest";
import { openNewsdesk } from "./newsdesk.ts";

const log = pino({ level: "silent" });
const desks = 6;
const changes = 25;

/**
 * Many transactions at once, which only PostgreSQL has. The lock of positions is what lets each commit in its turn:
 * without it they get the same position and fail, or a later one is seen before an earlier one.
 */
it.skipIf(testPostgresUrl === null)(
	"positions come one after the other, without a gap at any moment and without anybody trying twice",
	{ timeout: 60_000 },
	async () => {
		const record = await openTestDatabase("postgres");
		try {
			let over = false;
			const holes: string[] = [];
			const watching = (async () => {
				while (!over) holes.push(...(await findHoles(record)));
			})();
			await Promise.all(Array.from({ length: desks }, () => edit(record)));
			over = true;
			await watching;
			expect(holes).toEqual([]);
			const { rows } = await sql<{ state: string; attempts: number; count: number }>`
				select state, attempts, count(*)::int from submissions group by state, attempts`.execute(record.kysely);
			expect(rows).toEqual([{ state: "done", attempts: 0, count: desks * (changes + 1) }]);
			const events = await readEvents(record.kysely, { after: 0, limit: 10_000 });
			expect(events.map(({ position }) => position)).toEqual(events.map((_event, index) => index + 1));
		} finally {
			await record.close();
		}
	},
);

/** One editor with a story of their own: publishes it, then posts without a pause. */
async function edit(record: OpenRecord): Promise<void> {
	const desk = await openNewsdesk(record, log, 1);
	await desk.make("publish", 0);
	for (let made = 1; made <= changes; made += 1) await desk.make("post", made * 2 + 1);
}

async function findHoles({ kysely }: OpenRecord): Promise<string[]> {
	const { rows } = await sql<{ last: number; count: number }>`
		select coalesce(max(position), 0)::int as last, count(*)::int as count from events`.execute(kysely);
	return rows.filter(({ last, count }) => last !== count).map(({ last, count }) => `${count} events up to ${last}`);
}
