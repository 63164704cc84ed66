import { newId } from "@dateline/shared/model";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "./testing/start-test-api.ts";

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
	const body = { format: "markdown", value: "The gauge at **Tanner** Bridge read 3.38 metres." };
	const story = await make("/stories", { kind: "live", headline: "Storm Ragna" });
	await make(`/stories/${story.story.id}/posts`, { headline: "River falls", body });
	await make("/stories", { kind: "article", headline: "Tanner Row, unwritten", status: "draft" });
	await make("/authors", { name: "Tamsin Beck", role: "Coast" });
});
afterAll(() => api.close());

async function make(path: string, body: object) {
	const answer = await api.send("POST", `/api/v1${path}`, body);
	expect(answer.status, JSON.stringify(answer.body)).toBe(201);
	return answer.body;
}

const find = async (q: string, headers = {}) =>
	(await api.send("GET", `/api/v1/search?q=${encodeURIComponent(q)}`, undefined, headers)).body.items;

test("words are found by their beginnings, in headlines and texts, with the words around", async () => {
	const items = await find("tan bri");
	expect(items).toMatchObject([
		{ kind: "post", title: "River falls", text: "The gauge at Tanner Bridge read 3.38 metres." },
	]);
	expect((await find("tan")).map((one: { kind: string }) => one.kind)).toEqual(["post", "story"]);
	expect(await find("tam")).toMatchObject([{ kind: "person", title: "Tamsin Beck" }]);
	expect(await find("strong")).toEqual([]);
});

test("a restricted story is found by its members alone", async () => {
	const { story } = await make("/stories", { kind: "article", headline: "Quietly prepared" });
	await sql`update stories set members_only = true where id = ${story.id}`.execute(api.database.kysely);
	expect(await find("quietly")).toHaveLength(1);
	const authorization = `Bearer ${await api.token("contribute")}`;
	expect(await find("quietly", { authorization })).toEqual([]);
});

test("drafts of others are not found by who may not see them", async () => {
	const authorization = `Bearer ${await api.token("contribute")}`;
	const items = await find("tanner", { authorization });
	expect(items.map((one: { title: string }) => one.title)).toEqual(["River falls"]);
});

test.each(["'", "a'b\\", "& | !", "':*", "\\", "(", "%", "  x  ", "é😀"])("%s is only words", async (q) => {
	const answer = await api.send("GET", `/api/v1/search?q=${encodeURIComponent(q)}`);
	expect(answer.status).toBe(200);
});

test("the index answers, however many stories there are", async () => {
	await sql`insert into stories (id, kind, status, draft)
		select ${newId().slice(0, 8)} || lpad(number::text, 6, '0'), 'article', 'draft',
			jsonb_build_object('headline', 'Harbour number ' || number, 'standfirst', 'Word' || number)
		from generate_series(1, 300) number`.execute(api.database.kysely);
	const { rows } = await sql<{ "QUERY PLAN": string }>`explain (costs off)
		select id from stories where to_tsvector('simple', coalesce(content ->> 'headline', '') || ' ' || coalesce(draft ->> 'headline', '') || ' ' || coalesce(content ->> 'standfirst', draft ->> 'standfirst', '') || ' ' || left(html, 100000))
		@@ to_tsquery('simple', 'word12')`.execute(api.database.kysely);
	expect(rows.map((row) => row["QUERY PLAN"]).join()).toContain("stories_words");
	expect(await find("word12")).toHaveLength(8);
});
