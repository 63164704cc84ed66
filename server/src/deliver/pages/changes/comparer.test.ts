import { newId } from "@dateline/shared/model";
import { makeStory, makeText, openTestNewsroom, type TestNewsroom } from "@dateline/workers/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createComparer } from "./comparer.ts";

let newsroom: TestNewsroom;
let id: string;
let reads = 0;

beforeAll(async () => {
	newsroom = await openTestNewsroom();
	id = newId();
	const versions = Array.from({ length: 70 }, (_one, index) => ({
		number: index + 1,
		content: makeStory({ headline: "The dam", standfirst: "", body: makeText(`It has ${index + 6} gates.`) }),
	}));
	await sql`insert into revisions (subject_kind, subject_id, number, change, significant, content, at, position)
		select 'story', ${id}, number, 'story.update', true, content, now(), 1
		from jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) as version (number int, content jsonb)`.execute(
		newsroom.database.kysely,
	);
});
afterAll(() => newsroom.close());

/** A comparer whose reads of the record are counted. */
function open() {
	const { kysely } = newsroom.database;
	reads = 0;
	const counting = new Proxy(kysely, {
		get(target, name) {
			if (name === "selectFrom") reads += 1;
			const value = Reflect.get(target, name, target) as unknown;
			return typeof value === "function" ? value.bind(target) : value;
		},
	});
	return createComparer({ kysely: counting });
}

const changed = (comparison: Awaited<ReturnType<ReturnType<typeof open>["compare"]>>[number] | undefined) =>
	comparison?.blocks.map(({ runs }) => runs.filter(({ kind }) => kind !== "same").map(({ text }) => text));

test("two versions are compared once, and what was erased meanwhile is known no more", async () => {
	const comparer = open();
	const subject = { kind: "story" as const, id };
	const pairs = [
		{ from: 1, to: 2 },
		{ from: 2, to: 3 },
	];
	expect((await comparer.compare(subject, pairs, "list")).map(changed)).toEqual([[["6", "7"]], [["7", "8"]]]);
	const first = reads;
	expect(first).toBeGreaterThan(0);
	await comparer.compare(subject, pairs, "list");
	expect(reads).toBe(first);
	await sql`update revisions set content = 'null' where subject_id = ${id} and number = 1`.execute(
		newsroom.database.kysely,
	);
	comparer.forget(subject, [1]);
	expect((await comparer.compare(subject, pairs, "list")).map(changed)).toEqual([undefined, [["7", "8"]]]);
	expect(await comparer.measure(subject, 1)).toBeNull();
	expect(await comparer.measure(subject, 2)).toEqual({ words: 6, pictures: 0 });
});

test("who asks for any two versions is slowed down, and the lists of others are not", async () => {
	const comparer = open();
	const subject = { kind: "story" as const, id };
	const asked = await Promise.allSettled(
		Array.from({ length: 60 }, (_one, index) => comparer.compare(subject, [{ from: 2, to: index + 4 }], "alone")),
	);
	const refused = asked.filter((one) => one.status === "rejected").map(({ reason }) => reason);
	expect(refused.length).toBeGreaterThan(0);
	for (const error of refused) expect(error).toMatchObject({ code: "busy", extra: { retryAfter: expect.any(Number) } });
	expect((await comparer.compare(subject, [{ from: 4, to: 5 }], "list")).map(changed)).toEqual([[["9", "10"]]]);
	// What was compared stays there for everybody.
	expect(changed((await comparer.compare(subject, [{ from: 2, to: 4 }], "alone"))[0])).toEqual([["7", "9"]]);
	expect(await comparer.compare({ ...subject, id: newId() }, [{ from: 1, to: 2 }], "list")).toEqual([null]);
});
