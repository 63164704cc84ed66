import { migrate, openDatabase } from "@dateline/shared/database";
import { expect, it } from "vitest";
import { tidyRecord } from "./tidy-record.ts";

it("tidies a table that has changed much, once", async () => {
	const record = await openDatabase({ folder: null });
	await migrate(record);
	const { pglite } = record;
	if (pglite === null) throw new Error("not embedded");
	expect(await tidyRecord(pglite)).toEqual([]);
	await pglite.query(
		`insert into events (position, type, channels, body, at)
		 select one, 'story.updated', '{feed}', 'x', now() from generate_series(1, 5000) one`,
	);
	await pglite.query("update events set body = 'y'");
	await pglite.query("select pg_stat_force_next_flush()");
	expect(await tidyRecord(pglite)).toEqual(["public.events"]);
	await pglite.query("select pg_stat_force_next_flush()");
	expect(await tidyRecord(pglite)).toEqual([]);
	await record.close();
}, 120_000);
