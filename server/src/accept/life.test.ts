import { testKinds } from "@dateline/shared/database/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApi, type TestApi } from "./testing/start-test-api.ts";

const hour = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * hour).toISOString();
const text = (value: string) => ({ format: "text", value });

describe.each(testKinds)("the life of a story on %s", (kind) => {
	let api: TestApi;
	beforeAll(async () => {
		api = await startTestApi({ kind });
	});
	afterAll(() => api.close());

	const get = async (path: string) => (await api.send("GET", `/api/v1${path}`)).body;
	const make = async (more: object = {}) =>
		(await api.send("POST", "/api/v1/stories", { kind: "live", headline: "Storm", ...more })).body.story;
	const post = async (storyId: string, headline: string, more: object = {}) =>
		(await api.send("POST", `/api/v1/stories/${storyId}/posts`, { headline, body: text(`${headline}.`), ...more })).body
			.post;

	test("an earlier text is found with who wrote it, compared by its lines and given back as a new revision", async () => {
		const story = await make({ standfirst: "Ferries stay in port." });
		const path = `/stories/${story.id}`;
		await api.send("PATCH", `/api/v1${path}`, { headline: "Storm passes", body: text("It is over.") });
		const { items } = await get(`${path}/revisions`);
		expect(items).toMatchObject([
			{ number: 2, change: "story.update", text: "Storm passes\nFerries stay in port.\nIt is over." },
			{ number: 1, change: "story.publish", text: "Storm\nFerries stay in port.", actor: { name: "test" } },
		]);
		const late = await api.send("POST", `/api/v1${path}/revisions/1/restore`, {}, { "If-Match": '"1"' });
		expect(late).toMatchObject({ status: 412 });
		const back = await api.send("POST", `/api/v1${path}/revisions/1/restore`, {}, { "If-Match": '"2"' });
		expect(back).toMatchObject({ status: 200, body: { story: { revision: 3, content: { headline: "Storm" } } } });
		expect(await get(`${path}/revisions/3`)).toMatchObject({ restoredFrom: 1, text: items[1].text });
		const entry = await post(story.id, "One");
		await api.send("PATCH", `/api/v1${path}/posts/${entry.id}`, { headline: "Two", pinned: true });
		const restored = await api.send("POST", `/api/v1${path}/revisions/1/restore`, { postId: entry.id });
		expect(restored.body.post).toMatchObject({ revision: 3, content: { headline: "One", pinned: 0 } });
		expect(await get(`${path}/revisions?postId=${entry.id}`)).toMatchObject({ items: [{ number: 3 }, {}, {}] });
	});

	test("an embargo holds whatever is asked, moves what waits, and ends by itself", async () => {
		const embargo = inHours(3);
		const made = await api.send("POST", "/api/v1/stories", { kind: "article", headline: "Budget", embargo });
		expect(made).toMatchObject({ status: 202, body: { submission: { state: "scheduled", dueAt: embargo } } });
		const { id, storyId } = made.body.submission;
		expect((await api.send("PATCH", `/api/v1/submissions/${id}`, { dueAt: inHours(1) })).body.code).toBe("embargoed");
		const later = inHours(5);
		await api.send("PATCH", `/api/v1/stories/${storyId}`, { embargo: later });
		expect(await get(`/submissions/${id}`)).toMatchObject({ state: "scheduled", dueAt: later, actorName: "test" });
		await api.send("PATCH", `/api/v1/stories/${storyId}`, { embargo: null });
		const now = await api.send("PATCH", `/api/v1/submissions/${id}`, { dueAt: null });
		expect(now).toMatchObject({ status: 200, body: { story: { status: "published", embargo: null } } });
		expect((await api.send("PATCH", `/api/v1/stories/${storyId}`, { embargo })).body.code).toBe("conflict");
		const story = await make();
		const draft = await api.send("POST", `/api/v1/stories/${story.id}/posts`, {
			...{ body: text("Later."), status: "draft", embargo },
		});
		const published = await api.send("POST", `/api/v1/stories/${story.id}/posts/${draft.body.post.id}/publish`, {});
		expect(published).toMatchObject({ status: 202, body: { submission: { dueAt: embargo } } });
	});

	test("a change of what is published goes out at its time, which can be moved, and what will be refused is known before", async () => {
		const story = await make();
		const path = `/api/v1/stories/${story.id}`;
		const at = inHours(2);
		const planned = await api.send("PATCH", path, {
			headline: "Storm is over",
			at,
			publishedAt: "2026-05-01T08:00:00Z",
		});
		expect(planned).toMatchObject({ status: 202, body: { submission: { state: "scheduled", dueAt: at } } });
		const { id } = planned.body.submission;
		expect(await get(`/submissions/${id}/forecast`)).toMatchObject({ outcome: "applies", refusal: null, dueAt: at });
		const line = await api.send("POST", `${path}/key-developments`, { text: "The storm is over" });
		expect(line.status).toBe(201);
		const taken = (await make({ headline: "Taken slug" })).slug;
		const doomed = await api.send("PATCH", path, { slug: taken, at: inHours(1) });
		const forecasts = await get(`/forecasts?storyId=${story.id}`);
		expect(forecasts.items).toMatchObject([
			{ submissionId: doomed.body.submission.id, outcome: "refused", refusal: { code: "slug_taken" } },
			{ submissionId: id, outcome: "applies" },
		]);
		expect(await get(`/stories/${story.id}`)).toMatchObject({ revision: 1, content: { headline: "Storm" } });
		const gone = await api.send("PATCH", `/api/v1/submissions/${id}`, { dueAt: null });
		expect(gone.body.story).toMatchObject({
			...{ revision: 2, publishedAt: "2026-05-01T08:00:00.000Z" },
			content: { headline: "Storm is over" },
		});
		expect((await api.send("PATCH", `/api/v1/submissions/${id}`, { dueAt: null })).body.code).toBe("conflict");
		const draft = await make({ status: "draft" });
		expect((await api.send("PATCH", `/api/v1/stories/${draft.id}`, { headline: "X", at })).body).toMatchObject({
			...{ code: "invalid", errors: [{ pointer: "/at" }] },
		});
	});

	test("a correction and a withdrawal keep their reason in the newsroom", async () => {
		const story = await make();
		const path = `/api/v1/stories/${story.id}`;
		const reason = "Misread the agency.";
		const corrected = await api.send("POST", `${path}/corrections`, { text: "The date was wrong.", reason });
		expect(corrected.body.story.corrections).toMatchObject([{ text: "The date was wrong.", reason }]);
		const entry = await post(story.id, "One");
		await api.send("POST", `${path}/posts/${entry.id}/withdraw`, { reason: "Not confirmed." });
		const back = await api.send("POST", `${path}/posts/${entry.id}/restore`, {});
		expect(back.body.post).toMatchObject({ status: "published", revision: 3 });
		await api.send("POST", `${path}/withdraw`, { reason: "A source asked for time." });
		expect(await get(`/stories/${story.id}`)).toMatchObject({ status: "withdrawn" });
		const { rows } = await import("kysely").then(({ sql }) =>
			sql<{ reason: string | null }>`select detail ->> 'reason' as reason from audit_log
				where story_id = ${story.id} and detail ? 'reason' order by sequence`.execute(api.database.kysely),
		);
		expect(rows.map((row) => row.reason)).toEqual([reason, "Not confirmed.", "A source asked for time."]);
		const events = await api.database.kysely.selectFrom("events").select("body").execute();
		expect(events.filter(({ body }) => body.includes(reason))).toEqual([]);
	});

	test("a post is broken out into a story of its own, linked both ways when it goes out", async () => {
		const story = await make();
		const entry = await post(story.id, "The bridge", { body: text("It was saved by three people.") });
		const path = `/api/v1/stories/${story.id}/posts/${entry.id}`;
		const made = await api.send("POST", `${path}/break-out`, { standfirst: "A long night." });
		expect(made).toMatchObject({
			status: 201,
			body: { story: { kind: "article", status: "draft", draft: { headline: "The bridge", related: [story.id] } } },
		});
		const { id } = made.body.story;
		expect((await get(`/stories/${story.id}`)).content.related).toEqual([]);
		await api.send("PATCH", `/api/v1/stories/${id}`, { headline: "How the bridge was saved" });
		const published = await api.send("POST", `/api/v1/stories/${id}/publish`, {});
		expect(published.body.story).toMatchObject({ content: { related: [story.id] } });
		expect((await get(`/stories/${story.id}`)).content.related).toEqual([id]);
		const { content } = await get(`/stories/${story.id}/posts/${entry.id}`);
		expect(content.body.content.at(-1)).toEqual({ type: "relatedStory", attrs: { storyId: id } });
		expect(content.body.content).toHaveLength(2);
	});

	test("posts move to another story with their key developments, and merged ones are withdrawn into one", async () => {
		const [from, to] = [await make(), await make({ headline: "Flood" })];
		const [one, two, three] = [await post(from.id, "One"), await post(from.id, "Two"), await post(from.id, "Three")];
		const line = await api.send("POST", `/api/v1/stories/${from.id}/key-developments`, { postId: one.id });
		expect(line.body.keyDevelopment).toMatchObject({ text: "One", postId: one.id });
		const moved = await api.send("POST", `/api/v1/stories/${from.id}/posts/move`, {
			...{ postIds: [one.id], toStoryId: to.id },
		});
		expect(moved).toMatchObject({ status: 200, body: { story: { id: from.id, postCount: 2, keyDevelopments: [] } } });
		expect(await get(`/stories/${to.id}`)).toMatchObject({
			...{ postCount: 1, keyDevelopments: [{ id: line.body.keyDevelopment.id, storyId: to.id }] },
		});
		expect(await get(`/stories/${to.id}/posts/${one.id}`)).toMatchObject({
			...{ storyId: to.id, revision: 2, url: `/live/${to.slug}/post/${one.id}` },
		});
		const merged = await api.send("POST", `/api/v1/stories/${from.id}/posts/merge`, {
			...{ into: two.id, postIds: [three.id] },
		});
		expect(merged.body.post).toMatchObject({ id: two.id, revision: 2 });
		expect(merged.body.post.content.body.content.map((block: { type: string }) => block.type)).toEqual([
			...["paragraph", "heading", "paragraph"],
		]);
		expect(await get(`/stories/${from.id}/posts/${three.id}`)).toMatchObject({
			...{ status: "withdrawn", mergedInto: two.id },
		});
		const undone = await api.send("POST", `/api/v1/stories/${from.id}/posts/${three.id}/restore`, {});
		expect(undone.body.post).toMatchObject({ status: "published", mergedInto: null });
		const draft = await post(from.id, "Four", { status: "draft" });
		await api.send("POST", `/api/v1/stories/${from.id}/posts/move`, { postIds: [draft.id], toStoryId: to.id });
		expect(await get(`/stories/${to.id}/posts/${draft.id}`)).toMatchObject({ status: "draft", storyId: to.id });
	});

	test("key developments stand in the editor's order, and a new one comes on top", async () => {
		const story = await make();
		const path = `/api/v1/stories/${story.id}/key-developments`;
		const at = (minute: number) => `2026-05-01T10:0${minute}:00.000Z`;
		const ids: string[] = [];
		for (const minute of [1, 2, 3]) {
			const made = await api.send("POST", path, { text: `Line ${minute}`, at: at(minute) });
			ids.push(made.body.keyDevelopment.id);
		}
		const [first = "", second = "", third = ""] = ids;
		const ordered = await api.send("PUT", `${path}/order`, { ids: [first, third] });
		const shown = (body: { keyDevelopments: { id: string; at: string }[] }) => body.keyDevelopments.map(({ id }) => id);
		expect(shown(ordered.body.story)).toEqual([first, third, second]);
		expect(ordered.body.story.keyDevelopments.map((line: { at: string }) => line.at)).toEqual([at(1), at(3), at(2)]);
		const fresh = await api.send("POST", path, { text: "Fresh" });
		expect(shown(await get(`/stories/${story.id}`))).toEqual([fresh.body.keyDevelopment.id, first, third, second]);
		expect((await api.send("PUT", `${path}/order`, { ids: ["3kq8w0z2m4hd7c"] })).body.code).toBe("unknown_reference");
	});

	test("a template makes a story with the drafts of its first posts, and a story makes a template", async () => {
		const { items } = await get("/templates?language=uk");
		expect(items.map((template: { id: string }) => template.id)).toEqual([
			"match-uk",
			"election-night-uk",
			"briefing-uk",
		]);
		const made = await api.send("POST", "/api/v1/stories", {
			...{
				template: "election-night-en",
				status: "draft",
				standfirst: "Polls close at eight.",
				timeZone: "Europe/Kyiv",
			},
		});
		expect(made.body.story).toMatchObject({
			kind: "live",
			draft: {
				...{ headline: "[Election]: results and reaction, live", standfirst: "Polls close at eight." },
				...{ timeZone: "Europe/Kyiv", keyDevelopments: [{ text: "Polls close at [time]" }] },
			},
		});
		const posts = await get(`/stories/${made.body.story.id}/posts?status=draft`);
		expect(posts.items).toHaveLength(7);
		const own = await api.send("POST", "/api/v1/templates", { name: "Our count", storyId: made.body.story.id });
		expect(own.body.template).toMatchObject({ builtIn: false, content: { kind: "live", timeZone: "Europe/Kyiv" } });
		expect(own.body.template.content.posts).toHaveLength(7);
		const path = `/api/v1/templates/${own.body.template.id}`;
		expect((await api.send("PATCH", path, { name: "Count" }, { "If-Match": '"1"' })).body.template.name).toBe("Count");
		expect((await api.send("PATCH", path, { name: "Late" }, { "If-Match": '"1"' })).status).toBe(412);
		expect((await api.send("DELETE", path)).status).toBe(204);
		expect((await api.send("DELETE", "/api/v1/templates/match-en")).body.code).toBe("conflict");
		const nothing = await api.send("POST", "/api/v1/stories", { kind: "live" });
		expect(nothing.body).toMatchObject({ code: "invalid", errors: [{ pointer: "/headline" }] });
	});

	test("a day's digest makes itself, keeps what an editor chose, and says which line is behind", async () => {
		const story = await make();
		const entry = await post(story.id, "First cars cross");
		const at = "2026-03-03T10:00:00Z";
		const path = `/api/v1/stories/${story.id}/key-developments`;
		const a = (await api.send("POST", path, { postId: entry.id, at })).body.keyDevelopment;
		const b = (await api.send("POST", path, { text: "The mayor speaks", at: "2026-03-03T11:00:00Z" })).body
			.keyDevelopment;
		const { proposed, digest, missing } = await get("/digests/2026-03-03/proposal");
		expect({ proposed, digest, missing }).toEqual({ proposed: [b.id, a.id], digest: null, missing: 2 });
		await api.send("PUT", "/api/v1/digests/2026-03-03", { lines: [a.id] });
		await api.send("PATCH", `/api/v1/stories/${story.id}/posts/${entry.id}`, { headline: "First lorry crosses" });
		expect(await get("/digests/2026-03-03/proposal")).toMatchObject({
			proposed: [a.id, b.id],
			missing: 1,
			lines: [
				{ ...{ id: a.id, place: 0, behind: true, sourceWithdrawn: false }, storyHeadline: "Storm" },
				{ id: b.id, place: null, behind: false },
			],
		});
		await api.send("DELETE", `/api/v1/stories/${story.id}/posts/${entry.id}`);
		expect(await get("/digests/2026-03-03/proposal")).toMatchObject({
			...{ proposed: [b.id], lines: [{ id: a.id, status: "withdrawn", sourceWithdrawn: true }, {}] },
		});
	});

	test("a preview link is shown once, listed without its secret, and revoked", async () => {
		const story = await make({ status: "draft" });
		const path = `/api/v1/stories/${story.id}/previews`;
		const made = await api.send("POST", path, { note: "The lawyer" });
		expect(made.body.url).toMatch(/^http:\/\/newsroom\.example\/preview\/[\w-]{32}$/);
		const secret = made.body.url.split("/").at(-1);
		const listed = await get(`/stories/${story.id}/previews`);
		expect(listed.items).toMatchObject([{ id: made.body.id, note: "The lawyer", createdBy: { name: "test" } }]);
		expect(JSON.stringify(listed)).not.toContain(secret);
		expect((await api.send("DELETE", `${path}/${made.body.id}`)).body.revokedAt).not.toBeNull();
		expect((await api.send("POST", path, { expiresAt: inHours(24 * 200) })).body.code).toBe("invalid");
	});
});
