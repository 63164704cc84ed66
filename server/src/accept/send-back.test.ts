import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "./testing/start-test-api.ts";

let api: TestApi;
let storyId: string;
let contributor: Record<string, string>;
beforeAll(async () => {
	api = await startTestApi();
	contributor = { authorization: `Bearer ${await api.token("contribute")}` };
	storyId = (await api.send("POST", "/api/v1/stories", { kind: "live", headline: "Bridge" })).body.story.id;
});
afterAll(() => api.close());

const text = (value: string) => ({ body: { format: "text", value } });
const posts = () => `/api/v1/stories/${storyId}/posts`;
const detail = async (id: string) => (await api.send("GET", `/api/v1/submissions/${id}`)).body;

test("a contribution that is sent back is a draft again, says why, and can be filed again", async () => {
	const filed = await api.send("POST", posts(), text("The pumps were late."), contributor);
	const { id } = filed.body.submission;
	const note = "Who says so? One name, please.";
	const back = `/api/v1/submissions/${id}/send-back`;
	expect(await api.send("POST", back, { note, version: "another" })).toMatchObject({ status: 412 });
	expect(await api.send("POST", back, { note }, contributor)).toMatchObject({ status: 403 });
	const { version, change } = await detail(id);
	expect(await api.send("POST", back, { note, version })).toMatchObject({
		status: 200,
		body: { submission: { state: "refused", refusal: { code: "sent_back", message: note } } },
	});
	expect(await api.send("POST", back, { note })).toMatchObject({ status: 409 });
	const mine = await api.send("GET", `/api/v1/submissions/${id}`, undefined, contributor);
	expect(mine.body.refusal.message).toBe(note);
	const draft = `${posts()}/${change.postId}`;
	expect((await api.send("PATCH", draft, text("Blik says that the pumps were late."), contributor)).status).toBe(200);
	const again = await api.send("POST", `${draft}/publish`, {}, contributor);
	expect(again.body.submission.state).toBe("waiting");
});

test("an editor changes the words of a contribution to something published, upon the version that was read", async () => {
	const made = await api.send("POST", posts(), text("Two walkers were found."));
	const address = `${posts()}/${made.body.post.id}`;
	const filed = await api.send("PATCH", address, { headline: "Two walkers saved" }, contributor);
	const { id } = filed.body.submission;
	const before = await detail(id);
	const edit = `/api/v1/submissions/${id}/edit`;
	const changed = await api.send("POST", edit, {
		version: before.version,
		patch: { headline: "Two walkers found", key: true },
	});
	expect(changed).toMatchObject({
		status: 200,
		body: { change: { patch: { headline: "Two walkers found", key: true } } },
	});
	expect(changed.body.version).not.toBe(before.version);
	const late = await api.send("POST", edit, { version: before.version, patch: { headline: "Late" } });
	expect(late.status).toBe(412);
	expect((await api.send("POST", edit, { patch: { standfirst: "no such part" } })).status).toBe(422);
	expect((await api.send("POST", edit, { patch: { headline: "x" } }, contributor)).status).toBe(403);
	const approved = await api.send("POST", `/api/v1/submissions/${id}/approve`, { version: changed.body.version });
	expect(approved.status).toBe(200);
	expect((await api.send("GET", address)).body.content.headline).toBe("Two walkers found");
});
