import { insertSubmission, lock, readSubmission } from "@dateline/shared/database";
import { testPostgresUrl } from "@dateline/shared/database/testing";
import { newId } from "@dateline/shared/model";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { makePost, makeStory } from "../testing/make-content.ts";
import { openTestNewsroom } from "../testing/test-newsroom.ts";
import { until } from "../testing/until.ts";

/** PGlite has one connection, so nobody waits for anybody there. */
test.skipIf(!testPostgresUrl)("who has the site alone may cancel what another story waits to apply", async () => {
	const newsroom = await openTestNewsroom("postgres");
	try {
		const { kysely } = newsroom.database;
		const storyId = await newsroom.draft("live");
		const published = await newsroom.submit(storyId, {
			type: "story.publish",
			content: makeStory(),
			keyDevelopments: [],
			state: "live",
			publishedAt: null,
			updatedAt: null,
		});
		expect(published.state).toBe("done");
		const change = { type: "post.add", postId: newId(), content: makePost(), significant: true } as const;
		const handedIn = { storyId, change, state: "queued", dueAt: null, ifMatch: null, actor: "test" } as const;
		const { id } = await insertSubmission(kysely, handedIn);
		let applying: Promise<number> | undefined;
		await kysely.transaction().execute(async (transaction) => {
			await lock(transaction, "site");
			applying = newsroom.apply(storyId);
			await until(async () => {
				const { rows } = await sql`select 1 from pg_locks where locktype = 'advisory' and not granted
					and database = (select oid from pg_database where datname = current_database())`.execute(kysely);
				return rows.length > 0;
			});
			// As an erasure does. Were the row held by who waits, PostgreSQL would end one of both, after a second.
			await sql`set local lock_timeout = '300ms'`.execute(transaction);
			await sql`update submissions set state = 'cancelled', done_at = clock_timestamp() where id = ${id}`.execute(
				transaction,
			);
		});
		expect(await applying).toBe(0);
		expect(await readSubmission(kysely, id)).toMatchObject({ state: "cancelled", result: null });
	} finally {
		await newsroom.close();
	}
});
