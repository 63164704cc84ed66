import { openPreview, revokeResets } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAccountLink, hashLink, makeLink } from "./accounts/one-time-links.ts";
import type { Person } from "./accounts/sessions.ts";
import { hashPreview } from "./commands/previews.ts";
import { readCredits } from "./media/read-credits.ts";
import { startTestApi, type TestApi } from "./testing/start-test-api.ts";

/** A contributor who is a member of whatever story a test makes them one of. */
const ines: Person = { kind: "user", id: newId(), name: "Ines", role: "contributor" };
const asInes = { cookie: "session=yes", origin: "http://newsroom.example" };
const later = new Date(Date.now() + 3_600_000).toISOString();
const body = { format: "text", value: "Words." };

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi({ person: ines });
	const row = { id: ines.id, name: ines.name, email: "ines@courier.example", role: ines.role };
	await api.database.kysely.insertInto("user").values(row).execute();
});
afterAll(() => api.close());

const post = async (path: string, body: object, headers = {}) => api.send("POST", `/api/v1${path}`, body, headers);

async function upload(): Promise<{ id: string; url: string }> {
	const bytes = await sharp({ create: { width: 200, height: 200, channels: 3, background: "#345" } })
		.png()
		.toBuffer();
	const form = new FormData();
	form.append("file", new Blob([Uint8Array.from(bytes)]), "a.png");
	return (await api.send("POST", "/api/v1/media", form)).body.media;
}

test("where a picture stands is told no further than the stories are open", async () => {
	const media = await upload();
	const make = async (headline: string, more: object) =>
		(await post("/stories", { kind: "article", headline, lead: media.id, ...more })).body.story;
	const secret = await make("Restricted", {});
	await api.send("PUT", `/api/v1/stories/${secret.id}/access`, { membersOnly: true });
	await make("A draft of others", { status: "draft" });
	await make("Open", {});
	const uses = async (headers = {}) =>
		(await api.send("GET", `/api/v1/media/${media.id}/uses`, undefined, headers)).body.items
			.map((one: { headline: string }) => one.headline)
			.sort();
	expect(await uses()).toEqual(["A draft of others", "Open", "Restricted"]);
	expect(await uses(asInes)).toEqual(["Open"]);
	expect(await uses({ authorization: `Bearer ${await api.token("media")}` })).toEqual(["Open"]);
	await api.send("PUT", `/api/v1/stories/${secret.id}/members/${ines.id}`, { role: "contributor" });
	expect(await uses(asInes)).toEqual(["Open", "Restricted"]);
});

test("lines that were taken back are told no further than their story is open", async () => {
	const { story } = (await post("/stories", { kind: "live", headline: "Restricted" })).body;
	const line = await post(`/stories/${story.id}/key-developments`, { text: "A name that was taken back" });
	await api.send("DELETE", `/api/v1/stories/${story.id}/key-developments/${line.body.keyDevelopment.id}`);
	await api.send("PUT", `/api/v1/stories/${story.id}/access`, { membersOnly: true });
	const lines = async (headers = {}) =>
		(await api.send("GET", "/api/v1/key-developments", undefined, headers)).body.items.length;
	expect(await lines()).toBe(1);
	expect(await lines(asInes)).toBe(0);
});

test("a preview link opens no longer than its maker could open the story", async () => {
	const { story } = (await post("/stories", { kind: "article", headline: "Quiet", body })).body;
	const made = await post(`/stories/${story.id}/previews`, {}, asInes);
	const hash = hashPreview(made.body.url.split("/").at(-1));
	expect(await openPreview(api.database.kysely, hash)).toBe(story.id);
	await api.send("PUT", `/api/v1/stories/${story.id}/access`, { membersOnly: true });
	expect(await openPreview(api.database.kysely, hash)).toBe(null);
	await api.send("PUT", `/api/v1/stories/${story.id}/members/${ines.id}`, { role: "contributor" });
	expect(await openPreview(api.database.kysely, hash)).toBe(story.id);
});

test("an editor of one story publishes no other one by breaking it out", async () => {
	const { story } = (await post("/stories", { kind: "live", headline: "Storm" })).body;
	await api.send("PUT", `/api/v1/stories/${story.id}/members/${ines.id}`, { role: "editor" });
	const entry = await post(`/stories/${story.id}/posts`, { headline: "One", body }, asInes);
	expect(entry.status).toBe(201);
	const path = `/stories/${story.id}/posts/${entry.body.post.id}/break-out`;
	const out = await post(path, { headline: "On the front page", status: "published" }, asInes);
	expect(out).toMatchObject({ status: 202, body: { submission: { state: "waiting" } } });
});

test("an embargo stays on a part of the picture and on the story that is made of the post", async () => {
	const media = await upload();
	await api.send("PUT", `/api/v1/media/${media.id}/embargo`, { until: later });
	const cut = await post(`/media/${media.id}/cuts`, { x: 0, y: 0, width: 1, height: 1 });
	expect(cut.status).toBe(201);
	const shown = await post("/stories", { kind: "article", headline: "Early", lead: cut.body.media.id });
	expect([shown.status, shown.body.submission?.refusal?.code ?? shown.body.code]).toContain("embargoed");
	const { story } = (await post("/stories", { kind: "live", headline: "Budget" })).body;
	const draft = await post(`/stories/${story.id}/posts`, {
		headline: "Numbers",
		body,
		status: "draft",
		embargo: later,
	});
	const out = await post(`/stories/${story.id}/posts/${draft.body.post.id}/break-out`, {});
	expect(out).toMatchObject({ status: 201, body: { story: { status: "draft", embargo: later } } });
});

test("what was sent and never made media of counts as room of its sender, and a refused file does not", async () => {
	const mine = { authorization: `Bearer ${await api.token("contribute")}`, "tus-resumable": "1.0.0" };
	const begin = (id: string, length: number) =>
		api.send("POST", "/api/v1/uploads", undefined, {
			...mine,
			"upload-length": String(length),
			"upload-metadata": `id ${Buffer.from(id).toString("base64")}`,
		});
	const id = newId();
	const bytes = Buffer.from("neither a picture nor a sound".repeat(1_000));
	await begin(id, bytes.length);
	const head = { "upload-offset": "0", "content-type": "application/offset+octet-stream" };
	expect((await api.send("PATCH", `/api/v1/uploads/${id}`, bytes, { ...mine, ...head })).status).toBe(204);
	const half = 512 * 1024 * 1024;
	for (let count = 0; count < 7; count++) expect((await begin(newId(), half)).status).toBe(201);
	expect((await begin(newId(), half)).status).toBe(429);
	expect((await post("/media/uploaded", { upload: id }, mine)).status).toBe(415);
	expect((await begin(newId(), half)).status).toBe(201);
});

test("rehearsals, which hold the locks of publishing, are limited though they only read", async () => {
	const reader = { authorization: `Bearer ${await api.token("contribute")}` };
	const ask = async () => (await api.send("GET", "/api/v1/forecasts", undefined, reader)).status;
	const statuses = new Set<number>();
	while (!statuses.has(429) && statuses.size < 2) statuses.add(await ask());
	expect([...statuses]).toEqual([200, 429]);
	expect((await api.send("GET", "/api/v1/forecasts")).status).toBe(200);
});

test("one reset takes all other links back that would set a password of the account", async () => {
	const { kysely } = api.database;
	const parts = { database: api.database, publicUrl: "http://newsroom.example" };
	const reset = { purpose: "reset" as const, userId: ines.id, role: ines.role };
	const { link } = await makeLink(parts, reset);
	const invitation = await createAccountLink(parts, "editor");
	await kysely.transaction().execute((transaction) => revokeResets(transaction, ines.id));
	const open = await kysely.selectFrom("one_time_links").select("hash").where("revoked_at", "is", null).execute();
	const hashes = open.map(({ hash }) => hash);
	expect(hashes).not.toContain(hashLink(link.split("#")[1] ?? ""));
	expect(hashes).toContain(hashLink(invitation.split("#")[1] ?? ""));
});

test("a hostile description of a picture is read by places", () => {
	const xmp = Buffer.from(`<dc:description>${" ".repeat(200)}`.repeat(2_400));
	expect(readCredits({ xmp } as never)).toEqual({ located: false });
});
