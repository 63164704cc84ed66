import { openTestDatabase } from "@dateline/shared/database/testing";
import { sql } from "kysely";
import { pino } from "pino";
import { expect, it } from "vitest";
import { describeError } from "./describe-error.ts";

it("tells what a statement failed with and none of its values, by itself and among others", async () => {
	const database = await openTestDatabase();
	const failed: unknown = await sql`select ${"a secret draft"}::jsonb`.execute(database.kysely).catch((error) => error);
	await database.close();
	expect(failed).toHaveProperty("params");
	const lines: string[] = [];
	const log = pino({ serializers: { err: describeError } }, { write: (line: string) => void lines.push(line) });
	log.error({ err: failed }, "alone");
	log.error({ err: new AggregateError([failed], "several") }, "among others");
	log.error({ err: "no error" }, "a word");
	expect(lines).toHaveLength(3);
	expect(lines.join()).not.toContain("secret draft");
	expect(JSON.parse(lines[0] ?? "").err).toMatchObject({
		message: "invalid input syntax for type json",
		code: "22P02",
	});
	expect(JSON.parse(lines[1] ?? "").err.aggregateErrors).toMatchObject([{ code: "22P02" }]);
	expect(JSON.parse(lines[2] ?? "").err).toBe("no error");
});
