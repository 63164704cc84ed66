import { testKinds } from "@dateline/shared/database/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApi, type TestApi } from "./testing/start-test-api.ts";

describe.each(testKinds)("on %s", (kind) => {
	let api: TestApi;
	beforeAll(async () => {
		api = await startTestApi({ kind });
		await api.send("POST", "/api/v1/sections", { name: "World" });
		await api.send("POST", "/api/v1/topics", { name: "Bridges" });
		await api.send("POST", "/api/v1/authors", { name: "Ana Lima" });
	});
	afterAll(() => api.close());

	const text = (value: string) => ({ format: "text", value });
	const makeStory = async (more: object = {}) => {
		const answer = await api.send("POST", "/api/v1/stories", { kind: "live", headline: "Bridge reopens", ...more });
		expect(answer.body).toMatchObject({ story: { kind: "live" } });
		return answer.body.story;
	};

	describe("a story", () => {
		test("is published with names for ids, and can be read as its editors see it", async () => {
			const made = await api.send("POST", "/api/v1/stories", {
				kind: "article",
				headline: " Bridge reopens after storm ",
				standfirst: "Traffic moves.",
				body: { format: "markdown", value: "One **bold** word.\n\n- a\n- b" },
				section: "world",
				topics: ["bridges"],
				authors: ["ana-lima"],
				keyDevelopments: ["The bridge reopened", { text: "The storm passed", at: "2026-05-01T10:00:00+02:00" }],
			});
			expect(made.status).toBe(201);
			expect(made.headers.get("etag")).toBe('"1"');
			expect(made.body).toMatchObject({
				story: {
					status: "published",
					revision: 1,
					slug: "bridge-reopens-after-storm",
					url: "/story/bridge-reopens-after-storm",
					draft: null,
					content: { headline: "Bridge reopens after storm", language: "en" },
				},
				submission: { state: "done", type: "story.publish" },
			});
			expect(made.body.position).toBeGreaterThan(0);
			const read = await api.send("GET", `/api/v1/stories/${made.body.story.id}`);
			expect(read.body).toEqual({ ...made.body.story, mayPublish: true });
			expect(read.body.keyDevelopments.map((line: { at: string }) => line.at)).toContain("2026-05-01T08:00:00.000Z");
		});

		test("names that stand for nothing are all told", async () => {
			const answer = await api.send("POST", "/api/v1/stories", {
				kind: "article",
				headline: "X",
				section: "nowhere",
				topics: ["bridges", "nothing"],
				lead: "3kq8w0z2m4hd7c",
			});
			expect(answer).toMatchObject({ status: 422, body: { code: "unknown_reference" } });
			expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([
				"/section",
				"/topics/1",
				"/lead",
			]);
		});

		test("as a draft is changed at once, is not public, and is published later", async () => {
			const made = await api.send("POST", "/api/v1/stories", { kind: "article", headline: "A", status: "draft" });
			expect(made).toMatchObject({ status: 201, body: { story: { status: "draft", revision: 0, url: null } } });
			expect(made.headers.get("etag")).toBe('"d1"');
			expect(made.headers.get("location")).toBe(`/api/v1/stories/${made.body.story.id}`);
			const path = `/api/v1/stories/${made.body.story.id}`;
			const changed = await api.send("PATCH", path, { headline: "B", keyDevelopments: ["C"] }, { "if-match": '"d1"' });
			expect(changed).toMatchObject({ status: 200, body: { story: { draft: { headline: "B" }, draftRevision: 2 } } });
			const late = await api.send("PATCH", path, { headline: "D" }, { "if-match": '"d1"' });
			expect(late).toMatchObject({ status: 412, body: { code: "revision_mismatch", current: { draftRevision: 2 } } });
			const published = await api.send("POST", `${path}/publish`);
			expect(published).toMatchObject({
				status: 200,
				body: { story: { status: "published", content: { headline: "B" } } },
			});
			expect(published.body.story.keyDevelopments).toMatchObject([{ text: "C" }]);
			expect(await api.send("POST", `${path}/publish`)).toMatchObject({
				status: 409,
				body: { code: "already_published" },
			});
			const stale = await api.send("PATCH", path, { headline: "E" }, { "if-match": '"d2"' });
			expect(stale).toMatchObject({ status: 412, body: { yours: { draft: true }, current: { revision: 1 } } });
		});

		test("is edited with If-Match: who comes late gets both versions", async () => {
			const { id } = await makeStory({ headline: "First words" });
			const path = `/api/v1/stories/${id}`;
			const minor = await api.send("PATCH", path, { headline: "Second words" }, { "if-match": '"1"' });
			expect(minor).toMatchObject({ status: 200, body: { story: { revision: 2, updatedAt: null } } });
			expect(minor.headers.get("etag")).toBe('"2"');
			const late = await api.send("PATCH", path, { headline: "Third words" }, { "if-match": '"1"' });
			expect(late.status).toBe(412);
			expect(late.body).toMatchObject({
				yours: { revision: 1, content: { headline: "First words" } },
				current: { revision: 2, content: { headline: "Second words" } },
			});
			const significant = await api.send("PATCH", path, { standfirst: "New", significant: true });
			expect(significant.body.story.updatedAt).not.toBeNull();
			const revisions = await api.send("GET", `${path}/revisions?limit=2`);
			expect(revisions.body.items.map((one: { number: number }) => one.number)).toEqual([3, 2]);
			const older = await api.send("GET", `${path}/revisions?limit=2&after=${revisions.body.next}`);
			expect(older.body).toMatchObject({ items: [{ number: 1 }], next: null });
		});

		test("starts, ends, is corrected, withdrawn and restored", async () => {
			const { id } = await makeStory({ startsAt: "2190-01-01T00:00:00Z" });
			const path = `/api/v1/stories/${id}`;
			expect((await api.send("GET", path)).body.state).toBe("upcoming");
			expect((await api.send("POST", `${path}/start`, {})).body.story.state).toBe("live");
			expect((await api.send("POST", `${path}/end`)).body.story.state).toBe("ended");
			const corrected = await api.send("POST", `${path}/corrections`, { text: "It was Tuesday." });
			expect(corrected).toMatchObject({ status: 201, body: { story: { corrections: [{ text: "It was Tuesday." }] } } });
			expect((await api.send("POST", `${path}/withdraw`)).body.story).toMatchObject({ status: "withdrawn", url: null });
			expect(await api.send("POST", `${path}/withdraw`)).toMatchObject({
				status: 409,
				body: { code: "already_withdrawn" },
			});
			expect((await api.send("POST", `${path}/restore`)).body.story.status).toBe("published");
			expect(await api.send("POST", `${path}/restore`)).toMatchObject({ status: 409, body: { code: "not_withdrawn" } });
		});

		test("as a draft leaves the lists and comes back, without readers", async () => {
			const { id } = await makeStory({ status: "draft", headline: "Put away" });
			const listed = async (status: string) =>
				(await api.send("GET", `/api/v1/stories?status=${status}&q=put%20AWAY`)).body.items.length;
			expect(await listed("draft")).toBe(1);
			expect((await api.send("POST", `/api/v1/stories/${id}/withdraw`)).status).toBe(200);
			expect([await listed("draft"), await listed("withdrawn")]).toEqual([0, 1]);
			expect(await api.send("POST", `/api/v1/stories/${id}/publish`)).toMatchObject({ status: 410 });
			expect((await api.send("POST", `/api/v1/stories/${id}/restore`)).body.story.status).toBe("draft");
		});

		test("lists page through everything once", async () => {
			const all = (await api.send("GET", "/api/v1/stories?limit=100")).body.items.map((one: { id: string }) => one.id);
			const paged: string[] = [];
			for (let after = ""; ; ) {
				const page = (await api.send("GET", `/api/v1/stories?limit=2${after}`)).body;
				paged.push(...page.items.map((one: { id: string }) => one.id));
				if (page.next === null) break;
				after = `&after=${page.next}`;
			}
			expect(paged).toEqual(all);
		});
	});

	describe("a scheduled story", () => {
		test("waits, takes later words of its draft along, and can be cancelled", async () => {
			const at = new Date(Date.now() + 3_600_000).toISOString();
			const made = await api.send("POST", "/api/v1/stories", { kind: "article", headline: "Later", publishAt: at });
			expect(made).toMatchObject({ status: 202, body: { submission: { state: "scheduled", dueAt: at } } });
			const { id: submissionId, storyId } = made.body.submission;
			expect(made.headers.get("location")).toBe(`/api/v1/submissions/${submissionId}`);
			await api.send("PATCH", `/api/v1/stories/${storyId}`, { headline: "Later still" });
			const read = await api.send("GET", `/api/v1/submissions/${submissionId}`);
			expect(read.body.change.content.headline).toBe("Later still");
			expect(await api.send("POST", `/api/v1/stories/${storyId}/publish`)).toMatchObject({
				status: 409,
				body: { code: "conflict", submissionId },
			});
			const cancelled = await api.send("POST", `/api/v1/submissions/${submissionId}/cancel`);
			expect(cancelled.body.submission.state).toBe("cancelled");
			expect(await api.send("POST", `/api/v1/submissions/${submissionId}/cancel`)).toMatchObject({ status: 409 });
			expect((await api.send("POST", `/api/v1/stories/${storyId}/publish`)).status).toBe(200);
		});

		test("is due at once when its time is past", async () => {
			const made = await api.send("POST", "/api/v1/stories", {
				kind: "article",
				headline: "Now",
				publishAt: "2020-01-01T00:00:00Z",
			});
			expect(made.status).toBe(201);
		});
	});

	describe("a post", () => {
		test("is added, edited, pinned, withdrawn and restored", async () => {
			const { id } = await makeStory();
			const path = `/api/v1/stories/${id}/posts`;
			const made = await api.send("POST", path, { headline: "One", body: text("First"), key: true, pinned: true });
			expect(made).toMatchObject({ status: 201, body: { post: { revision: 1, content: { pinned: 0, key: true } } } });
			const post = `${path}/${made.body.post.id}`;
			const edited = await api.send("PATCH", post, { body: text("Second"), pinned: false }, { "if-match": '"1"' });
			expect(edited).toMatchObject({
				status: 200,
				body: { post: { revision: 2, content: { pinned: null, headline: "One" } } },
			});
			expect((await api.send("DELETE", post)).body.post).toMatchObject({ status: "withdrawn", url: null });
			expect((await api.send("POST", `${post}/restore`)).body.post.status).toBe("published");
			expect((await api.send("GET", `${post}/revisions`)).body.items.length).toBeGreaterThan(1);
			const corrected = await api.send("POST", `/api/v1/stories/${id}/corrections`, {
				text: "Wrong",
				postId: made.body.post.id,
			});
			expect(corrected.body.story.corrections).toMatchObject([{ postId: made.body.post.id }]);
		});

		test("as a draft is changed at once and published later", async () => {
			const { id } = await makeStory();
			const path = `/api/v1/stories/${id}/posts`;
			const made = await api.send("POST", path, { body: text("x"), status: "draft" });
			expect(made.headers.get("etag")).toBe('"d1"');
			const post = `${path}/${made.body.post.id}`;
			expect((await api.send("PATCH", post, { headline: "H" })).body.post.draft.headline).toBe("H");
			expect((await api.send("GET", `${path}?status=draft`)).body.items).toHaveLength(1);
			expect((await api.send("POST", `${post}/publish`)).body.post).toMatchObject({ status: "published", revision: 1 });
		});

		test.each([
			["in an article", { kind: "article" }, "not_live"],
			["in a draft", { status: "draft" }, "not_published"],
		])("is refused %s", async (_name, more, code) => {
			const { id } = (await api.send("POST", "/api/v1/stories", { kind: "live", headline: "X", ...more })).body.story;
			const answer = await api.send("POST", `/api/v1/stories/${id}/posts`, { body: text("x") });
			expect(answer).toMatchObject({ status: 409, body: { code } });
		});

		test("is not found in another story", async () => {
			const [one, other] = [await makeStory(), await makeStory()];
			const { post } = (await api.send("POST", `/api/v1/stories/${one.id}/posts`, { body: text("x") })).body;
			for (const [method, more] of [
				["GET", ""],
				["PATCH", ""],
				["DELETE", ""],
				["POST", "/restore"],
				["POST", "/publish"],
				["GET", "/revisions"],
			] as const) {
				const path = `/api/v1/stories/${other.id}/posts/${post.id}${more}`;
				const answer = await api.send(method, path, method === "PATCH" ? { headline: "y" } : undefined);
				expect([method, answer.status]).toEqual([method, 404]);
			}
		});
	});

	test("a key development is added, edited, withdrawn and restored; a digest is made of it", async () => {
		const { id } = await makeStory();
		const path = `/api/v1/stories/${id}/key-developments`;
		const made = await api.send("POST", path, { text: "It happened", at: "2026-05-02T23:30:00Z" });
		expect(made).toMatchObject({ status: 201, body: { keyDevelopment: { text: "It happened", status: "published" } } });
		const line = made.body.keyDevelopment;
		const edited = await api.send("PATCH", `${path}/${line.id}`, { text: "It did happen" }, { "if-match": '"1"' });
		expect(edited.body.keyDevelopment).toMatchObject({ text: "It did happen", revision: 2 });
		expect((await api.send("DELETE", `${path}/${line.id}`)).body.keyDevelopment.status).toBe("withdrawn");
		expect((await api.send("POST", `${path}/${line.id}/restore`)).body.keyDevelopment.status).toBe("published");
		await api.send("PATCH", "/api/v1/site", { timeZone: "Europe/Kyiv" });
		const ofDay = async (date: string) => (await api.send("GET", `/api/v1/key-developments?date=${date}`)).body.items;
		expect([(await ofDay("2026-05-02")).length, (await ofDay("2026-05-03")).length]).toEqual([0, 1]);
		const digest = await api.send("PUT", "/api/v1/digests/2026-05-03", { lines: [line.id] });
		expect(digest).toMatchObject({
			status: 200,
			body: { digest: { lines: [{ id: line.id, text: "It did happen" }] } },
		});
		expect((await api.send("GET", "/api/v1/digests")).body.items).toMatchObject([{ date: "2026-05-03" }]);
		expect(await api.send("GET", "/api/v1/digests/2026-05-04")).toMatchObject({ status: 404 });
	});

	test("sections, topics, authors and the site are made and changed", async () => {
		const made = await api.send("POST", "/api/v1/authors", { name: "Олена Коваль", role: "Reporter" });
		expect(made).toMatchObject({ status: 201, body: { author: { slug: "olena-koval", revision: 1 } } });
		const path = `/api/v1/authors/${encodeURIComponent("olena-koval")}`;
		expect((await api.send("PATCH", path, { role: "Editor" })).body.author).toMatchObject({
			role: "Editor",
			name: "Олена Коваль",
		});
		expect(await api.send("POST", "/api/v1/topics", { name: "Bridges" })).toMatchObject({
			status: 409,
			body: { code: "slug_taken" },
		});
		const site = await api.send("PATCH", "/api/v1/site", { name: "The Courier", navigation: ["world"] });
		expect(site.body.site).toMatchObject({ name: "The Courier", navigation: [expect.stringMatching(/^\w{14}$/)] });
		expect((await api.send("GET", "/api/v1/sections?q=wor")).body.items).toMatchObject([{ slug: "world" }]);
	});
});
