import { forgetOldKeys } from "@dateline/shared/database";
import { testKinds } from "@dateline/shared/database/testing";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startTestApi, type TestApi } from "./testing/start-test-api.ts";

describe.each(testKinds)("on %s", (kind) => {
	let api: TestApi;
	let storyId: string;
	beforeAll(async () => {
		api = await startTestApi({ kind, person: { kind: "user", id: "ruth", name: "Ruth", role: "editor" } });
		const made = await api.send("POST", "/api/v1/stories", { kind: "live", headline: "Bridge" });
		storyId = made.body.story.id;
	});
	afterAll(() => api.close());
	afterEach(() => api.setWorker(false).then(() => api.setWorker(true)));

	const post = (words: string, more: object = {}) => ({ body: { format: "text", value: words }, ...more });
	const postsPath = () => `/api/v1/stories/${storyId}/posts`;
	const countSubmissions = async () =>
		Number(
			(
				await api.database.kysely
					.selectFrom("submissions")
					.select((expression) => expression.fn.countAll().as("count"))
					.executeTakeFirstOrThrow()
			).count,
		);

	describe("Idempotency-Key", () => {
		test("a repeat does nothing and gets the same answer", async () => {
			const headers = { "idempotency-key": "one" };
			const first = await api.send("POST", postsPath(), post("once"), headers);
			const before = await countSubmissions();
			const second = await api.send("POST", postsPath(), post("once"), headers);
			expect(first.status).toBe(201);
			expect(second.status).toBe(201);
			expect(second.body).toEqual(first.body);
			expect(second.headers.get("etag")).toBe(first.headers.get("etag"));
			expect(await countSubmissions()).toBe(before);
		});

		test("another body, and another address, are told apart", async () => {
			const headers = { "idempotency-key": "two" };
			await api.send("POST", postsPath(), post("a"), headers);
			const problem = { status: 422, body: { code: "idempotency_mismatch" } };
			expect(await api.send("POST", postsPath(), post("b"), headers)).toMatchObject(problem);
			expect(await api.send("POST", `/api/v1/stories/${storyId}/end`, {}, headers)).toMatchObject(problem);
		});

		test("many at once make one", async () => {
			const headers = { "idempotency-key": "three" };
			const before = await countSubmissions();
			const answers = await Promise.all(
				Array.from({ length: 8 }, () => api.send("POST", postsPath(), post("at once"), headers)),
			);
			expect(new Set(answers.map((answer) => answer.body.post.id)).size).toBe(1);
			expect(await countSubmissions()).toBe(before + 1);
		});

		test("what was refused at the door is free to be sent again; a draft's answer is kept", async () => {
			const headers = { "idempotency-key": "four" };
			const wrong = await api.send("POST", "/api/v1/stories", { kind: "article" }, headers);
			expect(wrong.status).toBe(422);
			const draft = { kind: "article", headline: "Draft", status: "draft" };
			const made = await api.send("POST", "/api/v1/stories", draft, headers);
			const again = await api.send("POST", "/api/v1/stories", draft, headers);
			expect(again.body).toEqual(made.body);
			expect(again.status).toBe(201);
		});

		test("belongs to its token alone, and is forgotten after seven days", async () => {
			const other = await api.token("write");
			const headers = { "idempotency-key": "five" };
			const mine = await api.send("POST", postsPath(), post("x"), headers);
			const theirs = await api.send("POST", postsPath(), post("x"), { ...headers, authorization: `Bearer ${other}` });
			expect(theirs.body.post.id).not.toBe(mine.body.post.id);
			await api.database.kysely
				.updateTable("idempotency_keys")
				.set({ created_at: new Date(Date.now() - 8 * 86_400_000) })
				.execute();
			const later = await api.send("POST", postsPath(), post("y"), headers);
			expect(later.status).toBe(201);
			await forgetOldKeys(api.database.kysely);
			const kept = await api.database.kysely.selectFrom("idempotency_keys").select("key").execute();
			expect(kept.map((row) => row.key)).toEqual(["five"]);
		});

		test("repeats of a refusal are refused the same way", async () => {
			const headers = { "idempotency-key": "six" };
			const path = `/api/v1/stories/${storyId}/restore`;
			const first = await api.send("POST", path, {}, headers);
			expect(first).toMatchObject({ status: 409, body: { code: "not_withdrawn" } });
			const before = await countSubmissions();
			expect(await api.send("POST", path, {}, headers)).toMatchObject({ status: 409, body: first.body });
			expect(await countSubmissions()).toBe(before);
		});
	});

	describe("without a worker", () => {
		test("a submission is durable: 202, then applied when one is there; a repeat then gets the result", async () => {
			await api.setWorker(false);
			const headers = { "idempotency-key": "later" };
			const answer = await api.send("POST", postsPath(), post("kept"), headers);
			expect(answer).toMatchObject({ status: 202, body: { submission: { state: "queued", type: "post.add" } } });
			const address = answer.headers.get("location") ?? "";
			await api.setWorker(true);
			await expect.poll(async () => (await api.send("GET", address)).body.state, { timeout: 10_000 }).toBe("done");
			const again = await api.send("POST", postsPath(), post("kept"), headers);
			expect(again).toMatchObject({ status: 201, body: { post: { content: { body: { type: "doc" } } } } });
		});

		test("what is on its way counts: a post may follow its story's publication, in order", async () => {
			await api.setWorker(false);
			const story = await api.send("POST", "/api/v1/stories", { kind: "live", headline: "Two at once" });
			const { storyId: id, id: first } = story.body.submission;
			const added = await api.send("POST", `/api/v1/stories/${id}/posts`, post("right behind"));
			expect([story.status, added.status]).toEqual([202, 202]);
			await api.setWorker(true);
			const state = async (submission: string) =>
				(await api.send("GET", `/api/v1/submissions/${submission}`)).body.state;
			await expect.poll(() => state(added.body.submission.id), { timeout: 10_000 }).toBe("done");
			expect(await state(first)).toBe("done");
		});

		test("two writers with one ETag: the worker refuses the second with both versions", async () => {
			const { post: made } = (await api.send("POST", postsPath(), post("original"))).body;
			await api.setWorker(false);
			const path = `${postsPath()}/${made.id}`;
			const sent = ["one", "two"].map((words) => api.send("PATCH", path, post(words), { "if-match": '"1"' }));
			await expect.poll(countOpen, { timeout: 10_000 }).toBe(2);
			await api.setWorker(true);
			const [one, two] = await Promise.all(sent);
			const answers = [one, two].sort((left, right) => (left?.status ?? 0) - (right?.status ?? 0));
			expect(answers[0]?.body).toMatchObject({ post: { revision: 2 } });
			expect(answers[1]).toMatchObject({
				status: 412,
				body: { code: "revision_mismatch", yours: { revision: 1 }, current: { revision: 2 } },
			});
		});
	});

	const countOpen = async () =>
		(await api.database.kysely.selectFrom("submissions").select("id").where("state", "=", "queued").execute()).length;

	describe("a contributor", () => {
		test("hands in what an editor approves, and sees its own only", async () => {
			const authorization = `Bearer ${await api.token("contribute")}`;
			const handed = await api.send("POST", postsPath(), post("from the street"), { authorization });
			expect(handed).toMatchObject({ status: 202, body: { submission: { state: "waiting" } } });
			const { id } = handed.body.submission;
			expect(await api.send("POST", `/api/v1/submissions/${id}/approve`, {}, { authorization })).toMatchObject({
				status: 403,
				body: { code: "forbidden" },
			});
			const own = await api.send("GET", "/api/v1/submissions", undefined, { authorization });
			expect(own.body.items).toMatchObject([{ id, about: "from the street" }]);
			const waiting = await api.send("GET", "/api/v1/submissions?state=waiting");
			expect(waiting.body.items).toMatchObject([{ id, storyHeadline: "Bridge" }]);
			const approved = await api.send("POST", `/api/v1/submissions/${id}/approve`);
			expect(approved).toMatchObject({ status: 200, body: { post: { status: "published" }, submission: { id } } });
			expect(await api.send("POST", `/api/v1/submissions/${id}/approve`)).toMatchObject({ status: 409 });
		});

		test("puts their own draft away and takes it up again, and takes nothing from readers", async () => {
			const authorization = `Bearer ${await api.token("contribute", "read")}`;
			const make = async (text: string, status: string, by: Record<string, string>) =>
				(await api.send("POST", postsPath(), post(text, { status }), by)).body.post.id as string;
			const own = await make("mine", "draft", { authorization });
			const foreign = await make("theirs", "draft", {});
			const out = await make("with readers", "published", {});
			const ask = (method: string, id: string, step = "") =>
				api.send(method, `${postsPath()}/${id}${step}`, undefined, { authorization });
			expect(await ask("DELETE", own)).toMatchObject({ status: 200, body: { post: { status: "withdrawn" } } });
			expect(await ask("POST", own, "/restore")).toMatchObject({ status: 200, body: { post: { status: "draft" } } });
			expect(await ask("DELETE", foreign)).toMatchObject({ status: 403 });
			expect(await ask("DELETE", out)).toMatchObject({ status: 403 });
			expect((await api.send("DELETE", `${postsPath()}/${out}`)).status).toBe(200);
			expect(await ask("POST", out, "/restore")).toMatchObject({ status: 403 });
		});

		test("who may read all and contribute changes nobody else's draft, and cancels nobody else's submission", async () => {
			const authorization = `Bearer ${await api.token("read", "contribute")}`;
			const draft = { kind: "live", headline: "Seen", status: "draft" };
			const { story } = (await api.send("POST", "/api/v1/stories", draft)).body;
			const inIt = (await api.send("POST", `/api/v1/stories/${story.id}/posts`, post("x", { status: "draft" }))).body
				.post;
			const publishAt = new Date(Date.now() + 3_600_000).toISOString();
			const later = (await api.send("POST", postsPath(), post("later", { publishAt }))).body.submission;
			for (const [method, path] of [
				["PATCH", `/stories/${story.id}`],
				["POST", `/stories/${story.id}/publish`],
				["PATCH", `/stories/${story.id}/posts/${inIt.id}`],
				["POST", `/stories/${story.id}/posts/${inIt.id}/publish`],
				["POST", `/submissions/${later.id}/cancel`],
			] as const) {
				const body = method === "PATCH" ? { headline: "x" } : {};
				const answer = await api.send(method, `/api/v1${path}`, body, { authorization });
				expect([path, answer.status]).toEqual([path, 403]);
			}
			const seen = await api.send("GET", `/api/v1/stories/${story.id}`, undefined, { authorization });
			expect(seen.status).toBe(200);
		});

		test("publishes no text by the right to pictures, which needs no approval of its own", async () => {
			const authorization = `Bearer ${await api.token("contribute", "media")}`;
			const waiting = { status: 202, body: { submission: { state: "waiting" } } };
			const story = { kind: "article", headline: "From the picture desk" };
			expect(await api.send("POST", "/api/v1/stories", story, { authorization })).toMatchObject(waiting);
			expect(await api.send("POST", postsPath(), post("a text"), { authorization })).toMatchObject(waiting);
		});

		test("can't slip other words in between an editor's reading and approval", async () => {
			const authorization = `Bearer ${await api.token("contribute")}`;
			const publishAt = new Date(Date.now() + 3_600_000).toISOString();
			const { id } = (await api.send("POST", postsPath(), post("read", { publishAt }), { authorization })).body
				.submission;
			const read = (await api.send("GET", `/api/v1/submissions/${id}`)).body;
			const path = `${postsPath()}/${read.change.postId}`;
			expect((await api.send("PATCH", path, post("unread"), { authorization })).status).toBe(200);
			const approve = `/api/v1/submissions/${id}/approve`;
			expect(await api.send("POST", approve, { version: read.version })).toMatchObject({
				status: 412,
				body: { code: "revision_mismatch" },
			});
			const [line] = (await api.send("GET", "/api/v1/submissions?state=waiting")).body.items;
			expect(line).toMatchObject({ id, about: "unread" });
			expect((await api.send("POST", approve, { version: line.version })).status).toBe(202);
		});

		test("can't change a text once it is approved, only cancel it", async () => {
			const authorization = `Bearer ${await api.token("contribute")}`;
			const publishAt = new Date(Date.now() + 3_600_000).toISOString();
			const handed = await api.send("POST", postsPath(), post("harmless", { publishAt }), { authorization });
			const { id } = handed.body.submission;
			const { change } = (await api.send("GET", `/api/v1/submissions/${id}`)).body;
			const path = `${postsPath()}/${change.postId}`;
			expect((await api.send("PATCH", path, post("still harmless"), { authorization })).status).toBe(200);
			const approved = await api.send("POST", `/api/v1/submissions/${id}/approve`);
			expect(approved).toMatchObject({ status: 202, body: { submission: { state: "scheduled" } } });
			expect(await api.send("PATCH", path, post("harmful"), { authorization })).toMatchObject({
				status: 409,
				body: { code: "conflict", submissionId: id },
			});
			expect((await api.send("PATCH", path, post("an editor's words"))).status).toBe(200);
			expect((await api.send("POST", `/api/v1/submissions/${id}/cancel`, {}, { authorization })).status).toBe(200);
		});

		test("does not see, change or publish the drafts of others", async () => {
			const authorization = `Bearer ${await api.token("contribute")}`;
			const draft = { kind: "live", headline: "Secret", status: "draft" };
			const theirs = (await api.send("POST", "/api/v1/stories", draft)).body.story;
			const mine = (await api.send("POST", "/api/v1/stories", draft, { authorization })).body.story;
			const listed = await api.send("GET", "/api/v1/stories?status=draft", undefined, { authorization });
			expect(listed.body.items.map((one: { id: string }) => one.id)).toEqual([mine.id]);
			for (const [method, path] of [
				["GET", `/stories/${theirs.id}`],
				["PATCH", `/stories/${theirs.id}`],
				["POST", `/stories/${theirs.id}/publish`],
				["GET", `/stories/${theirs.id}/posts`],
			] as const) {
				const body = method === "PATCH" ? { headline: "x" } : undefined;
				expect([path, (await api.send(method, `/api/v1${path}`, body, { authorization })).status]).toEqual([path, 404]);
			}
			expect(
				(await api.send("PATCH", `/api/v1/stories/${mine.id}`, { headline: "Mine" }, { authorization })).status,
			).toBe(200);
		});
	});

	describe("a session", () => {
		const cookie = "session=yes";
		const origin = "http://newsroom.example";

		test("reads, and writes from pages of ours", async () => {
			expect((await api.send("GET", "/api/v1/me", undefined, { cookie })).body).toMatchObject({
				role: "editor",
				name: "Ruth",
			});
			expect((await api.send("POST", postsPath(), post("by hand"), { cookie, origin })).status).toBe(201);
		});

		test.each([
			["no Origin", {}, 403, "forbidden"],
			["a foreign Origin", { origin: "https://evil.example" }, 403, "forbidden"],
			["a form", { origin, "content-type": "text/plain" }, 415, "unsupported_media_type"],
		])("is refused a write with %s", async (_name, headers, status, code) => {
			const body = JSON.stringify(post("forged"));
			const answer = await api.send("POST", postsPath(), body, {
				cookie,
				"content-type": "application/json",
				...headers,
			});
			expect(answer).toMatchObject({ status, body: { code } });
		});
	});

	test("autosaves are a person's own", async () => {
		const path = `/api/v1/autosaves/story:${storyId}`;
		await api.send("PUT", path, { content: { headline: "Half a wor" } });
		await api.send("PUT", path, { content: { headline: "Half a word" } });
		expect((await api.send("GET", path)).body).toMatchObject({ content: { headline: "Half a word" } });
		const authorization = `Bearer ${await api.token("write")}`;
		expect((await api.send("GET", path, undefined, { authorization })).status).toBe(404);
		expect((await api.send("DELETE", path)).status).toBe(204);
		expect((await api.send("GET", path)).status).toBe(404);
	});
});
