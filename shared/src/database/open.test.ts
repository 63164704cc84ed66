import { sql } from "kysely";
import { expect, test } from "vitest";
import { migrate } from "./index.ts";
import { openTestDatabase, testPostgresUrl } from "./testing.ts";

test("a record that is migrated already is left as it is, with its one epoch", async () => {
	const record = await openTestDatabase();
	const first = await record.kysely.selectFrom("log").selectAll().execute();
	await migrate(record);
	expect(await record.kysely.selectFrom("log").selectAll().execute()).toEqual(first);
	expect(first).toHaveLength(1);
	await record.close();
});

test.skipIf(!testPostgresUrl)(
	"a connection that breaks while it is used fails its query, not the process",
	async () => {
		const record = await openTestDatabase("postgres");
		const broken = record.kysely.transaction().execute(async (transaction) => {
			const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction);
			await sql`select pg_terminate_backend(${rows[0]?.pid}::int)`.execute(record.kysely);
			await sql`select 1`.execute(transaction);
		});
		await expect(broken).rejects.toThrow();
		expect((await sql<{ one: number }>`select 1 as one`.execute(record.kysely)).rows).toEqual([{ one: 1 }]);
		await record.close();
	},
);
