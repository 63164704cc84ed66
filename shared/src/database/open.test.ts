import { expect, test } from "vitest";
import { migrate, openDatabase } from "./index.ts";

test("a new record migrates, twice harmlessly, and has one epoch", async () => {
	const record = await openDatabase({ folder: null });
	await migrate(record);
	const first = await record.kysely.selectFrom("log").selectAll().execute();
	await migrate(record);
	expect(await record.kysely.selectFrom("log").selectAll().execute()).toEqual(first);
	expect(first).toHaveLength(1);
	await record.close();
});
