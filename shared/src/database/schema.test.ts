import { expect, test } from "vitest";
import { describeSchema } from "./describe-schema.ts";
import { openTestDatabase, testKinds } from "./testing.ts";

// After a new migration: `npx vitest run shared/src/database/schema.test.ts -u`, and look at the difference.
test.each(testKinds)("the committed schema is what the migrations make on %s", async (kind) => {
	const record = await openTestDatabase(kind);
	await expect(await describeSchema(record.kysely)).toMatchFileSnapshot("./schema.sql");
	await record.close();
});
