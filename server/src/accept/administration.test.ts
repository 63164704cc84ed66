import { isMediaPublic, readSite, readSitePage } from "@dateline/shared/database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "./testing/start-test-api.ts";

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api.close());

const patchSite = (body: object) => api.send("PATCH", "/api/v1/site", body);
const text = (value: string) => ({ format: "markdown", value });

test("pages come in any form of a body, are sanitised, and go one by one", async () => {
	const first = await patchSite({
		pages: { imprint: text("**Courier** <script>alert(1)</script>"), terms: text("Be kind.") },
	});
	expect(first.status).toBe(200);
	const html = await readSitePage(api.database.kysely, "imprint");
	expect(html).toContain("<strong>Courier</strong>");
	expect(html).not.toContain("<script");
	expect((await readSite(api.database.kysely)).pages).toEqual(["imprint", "terms"]);
	await patchSite({ pages: { terms: null, imprint: text("   ") } });
	expect((await readSite(api.database.kysely)).pages).toEqual([]);
});

test.each(["+05:30", "Mars/Olympus", "'; drop table site; --"])("the time zone %s is refused", async (timeZone) => {
	const answer = await patchSite({ timeZone });
	expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, "/timeZone"]);
});

test("a logo and pages name pictures that there are", async () => {
	const answer = await patchSite({ logo: { light: "bbbbbbbbbbbbbb", dark: null } });
	expect([answer.status, answer.body.code]).toEqual([422, "unknown_reference"]);
});

test("a picture of the site's own counts as one that readers see", async () => {
	const form = new FormData();
	const pixel = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
	form.append("file", new Blob([Buffer.from(pixel, "base64")]), "pixel.gif");
	const { id } = (await api.send("POST", "/api/v1/media", form)).body.media;
	expect(await isMediaPublic(api.database.kysely, id)).toBe(false);
	expect((await patchSite({ logo: { light: id, dark: null } })).status).toBe(200);
	expect(await isMediaPublic(api.database.kysely, id)).toBe(true);
	expect((await readSite(api.database.kysely)).logo?.light?.id).toBe(id);
});

test("a retired section leaves the navigation and comes back to its place; its address and stories stay", async () => {
	const ids: string[] = [];
	for (const name of ["World", "Coast"]) {
		ids.push((await api.send("POST", "/api/v1/sections", { name })).body.section.id);
	}
	await patchSite({ navigation: ids });
	await api.send("POST", "/api/v1/stories", { kind: "article", headline: "Tide", section: "coast" });
	const names = async () => (await readSite(api.database.kysely)).sections.map(({ name }) => name);
	const retired = await api.send("PATCH", "/api/v1/sections/world", { retired: true });
	expect(retired.body.section).toMatchObject({ retired: true, slug: "world" });
	expect(await names()).toEqual(["Coast"]);
	await api.send("PATCH", "/api/v1/sections/world", { retired: false });
	expect(await names()).toEqual(["World", "Coast"]);
	const { items } = (await api.send("GET", "/api/v1/sections")).body;
	expect(items.map((one: { slug: string; stories: number }) => [one.slug, one.stories])).toEqual([
		["coast", 1],
		["world", 0],
	]);
});

test("a token that has ended is refused, and one can't be made that ended already", async () => {
	const past = await api.send("POST", "/api/v1/tokens", {
		name: "late",
		scopes: ["read"],
		expiresAt: "2001-01-01T00:00:00Z",
	});
	expect(past.status).toBe(422);
	const soon = new Date(Date.now() + 60_000).toISOString();
	const made = (await api.send("POST", "/api/v1/tokens", { name: "soon", scopes: ["read"], expiresAt: soon })).body;
	expect(made).toMatchObject({ expiresAt: soon, createdBy: "test", lastUsedAt: null });
	const use = () => api.send("GET", "/api/v1/me", undefined, { authorization: `Bearer ${made.token}` });
	expect((await use()).status).toBe(200);
	await api.database.kysely
		.updateTable("tokens")
		.set({ expires_at: new Date(Date.now() - 1_000) })
		.where("id", "=", made.id)
		.execute();
	expect((await use()).status).toBe(401);
});
