import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";
import { FeedError } from "./feed-item.ts";
import { parseWire } from "./parse-feed.ts";

let api: TestApi;
let page: { type: string; body: string; status?: number; etag?: string };
const asked: IncomingHttpHeaders[] = [];
const source = createServer((request, response) => {
	asked.push(request.headers);
	if (page.etag !== undefined && request.headers["if-none-match"] === page.etag) response.writeHead(304).end();
	else {
		const etag = page.etag === undefined ? {} : { etag: page.etag };
		response.writeHead(page.status ?? 200, { "content-type": page.type, ...etag }).end(page.body);
	}
});
let address: string;
beforeAll(async () => {
	await new Promise<void>((resolve) => source.listen(0, "127.0.0.1", resolve));
	address = `http://127.0.0.1:${(source.address() as AddressInfo).port}/feed`;
	api = await startTestApi({ limits: { writes: { rate: 1_000, burst: 1_000 } } });
});
afterAll(async () => {
	source.closeAllConnections();
	source.close();
	await api.close();
});
beforeEach(() => {
	asked.length = 0;
	page = rss([]);
});

interface Entry {
	id: string;
	title: string;
	html?: string;
	link?: string;
}
function rssItem({ id, title, html = "<p>Text.</p>", link }: Entry): string {
	const address = link ?? `https://wire.example/${id}`;
	return `<item><guid isPermaLink="false">${id}</guid><title>${title}</title><link>${address}</link><description><![CDATA[${html}]]></description></item>`;
}
const rss = (items: Entry[]) => ({
	type: "application/rss+xml",
	body: `<?xml version="1.0"?><rss version="2.0"><channel><title>Northern wire</title><link>https://wire.example</link><description>x</description>${items.map(rssItem).join("")}</channel></rss>`,
});

async function add(given: object = {}) {
	const wire = { kind: "feed", name: "Northern wire", address, older: true, ...given };
	const { status, body } = await api.send("POST", "/api/v1/wires", wire);
	expect(body).toMatchObject({ id: expect.any(String) });
	expect(status).toBe(201);
	return body as { id: string; secret: string | null };
}
const fetchNow = async (id: string) => (await api.send("POST", `/api/v1/wires/${id}/fetch`, {})).body;
const itemsOf = async (id: string) => (await api.send("GET", `/api/v1/wires/${id}/items`)).body.items;
const waiting = async () => (await api.send("GET", "/api/v1/submissions?state=waiting")).body.items;
async function liveStory() {
	const story = { kind: "live", headline: "Storm", status: "published" };
	return (await api.send("POST", "/api/v1/stories", story)).body.story.id as string;
}
const postsOf = async (id: string) =>
	(await api.send("GET", `/api/v1/stories/${id}/posts?status=published`)).body.items as {
		id: string;
		content: { headline: string };
	}[];

test("what a feed brings waits for an editor, once, with its changes and without what was taken back", async () => {
	const { id } = await add();
	const before = (await waiting()).length;
	page = rss([
		{ id: "a", title: "First" },
		{ id: "b", title: "Second", html: '<p onclick="x()">Safe</p><script>alert(1)</script>' },
	]);
	expect(await fetchNow(id)).toMatchObject({ problem: null, format: "RSS", items: 2 });
	await fetchNow(id);
	expect((await waiting()).length).toBe(before + 2);
	const [, second] = [...(await itemsOf(id))].sort((a: Entry, b: Entry) => (a.title < b.title ? -1 : 1));
	const { draft, status } = (await api.send("GET", `/api/v1/stories/${second.storyId}`)).body;
	expect(status).toBe("draft");
	expect(JSON.stringify(draft)).not.toMatch(/script|onclick|alert/);
	expect(JSON.stringify(draft)).toContain("https://wire.example/b");
	page = rss([
		{ id: "a", title: "First" },
		{ id: "b", title: "Second, changed" },
	]);
	await fetchNow(id);
	expect((await waiting()).length).toBe(before + 2);
	expect((await api.send("GET", `/api/v1/stories/${second.storyId}`)).body.draft.headline).toBe("Second, changed");
	// The same address under another id is the same item.
	page = rss([
		{ id: "a", title: "First" },
		{ id: "b-again", title: "Second, changed", link: "https://wire.example/b" },
	]);
	expect(await fetchNow(id)).toMatchObject({ items: 2, doubles: 1 });
	page = {
		type: "application/json",
		body: JSON.stringify({ items: [{ uri: "b-again", pubstatus: "canceled", ednote: "Wrong day." }] }),
	};
	expect(await fetchNow(id)).toMatchObject({ killed: 1, format: "ninjs" });
	expect((await waiting()).length).toBe(before + 1);
	expect((await api.send("GET", `/api/v1/stories/${second.storyId}`)).body.status).toBe("withdrawn");
});

test("a direct wire of a live story publishes posts, changes and withdraws them", async () => {
	const storyId = await liveStory();
	const { id } = await add({ target: `story:${storyId}`, direct: true, credit: false });
	const atom = (entries: string) => ({
		type: "application/atom+xml",
		body: `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><title>A</title><id>urn:f</id><updated>2026-11-24T10:00:00Z</updated>${entries}</feed>`,
	});
	const entry = (n: number, title: string, at = "2026-11-24T10:00:00Z") =>
		`<entry><id>urn:${n}</id><title>${title}</title><updated>${at}</updated><content type="html">&lt;p&gt;Text ${n} of this.&lt;/p&gt;</content></entry>`;
	page = atom(entry(1, "One") + entry(2, "Two", "2199-01-01T00:00:00Z"));
	await fetchNow(id);
	expect((await postsOf(storyId)).map(({ content }) => content.headline).sort()).toEqual(["One", "Two"]);
	page = atom(`${entry(1, "One, changed")}<at:deleted-entry ref="urn:2" when="2026-11-24T11:00:00Z"/>`);
	expect(await fetchNow(id)).toMatchObject({ killed: 1, problem: null });
	expect((await postsOf(storyId)).map(({ content }) => content.headline)).toEqual(["One, changed"]);
});

test("only what is new comes in, unless older things are wanted, and what has not changed is not sent", async () => {
	const { id } = await add({ older: false, authorization: "Bearer of the wire" });
	const before = (await waiting()).length;
	page = { ...rss([{ id: "old", title: "Old" }]), etag: '"1"' };
	await fetchNow(id);
	expect(asked[0]).toMatchObject({ authorization: "Bearer of the wire" });
	await fetchNow(id);
	expect(asked[1]).toMatchObject({ "if-none-match": '"1"' });
	page = {
		...rss([
			{ id: "old", title: "Old" },
			{ id: "new", title: "New" },
		]),
		etag: '"2"',
	};
	const view = await fetchNow(id);
	expect((await waiting()).length).toBe(before + 1);
	expect(view).toMatchObject({ asked: 3, unchanged: 2, hasAuthorization: true });
	expect(JSON.stringify(view)).not.toContain("Bearer");
});

test("what an address answers is shown before it is added, and a hostile one is refused in words", async () => {
	page = rss([{ id: "a", title: "First &amp; last" }]);
	const { body } = await api.send("POST", "/api/v1/wires/preview", { address });
	expect(body).toMatchObject({ format: "RSS", title: "Northern wire", count: 1, items: [{ title: "First & last" }] });
	const refused = async (given: string) =>
		(await api.send("POST", "/api/v1/wires/preview", { address: given })).body.detail;
	expect(await refused("http://169.254.169.254/latest")).toMatch(/no public network/);
	expect(await refused("file:///etc/passwd")).toMatch(/must begin/);
	page = {
		type: "text/xml",
		body: '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><rss><channel>&c;</channel></rss>',
	};
	expect(await refused(address)).toMatch(/entities/);
	page = { type: "text/html", body: "<html><body>No feed</body></html>" };
	expect(await refused(address)).toMatch(/no RSS/);
	page = { type: "text/xml", body: `<rss>${"x".repeat(3 * 1024 * 1024)}` };
	expect(await refused(address)).toMatch(/more than/);
	page = { ...page, body: "", status: 503 };
	expect(await refused(address)).toBe("Its answer was 503.");
	expect((await api.send("POST", "/api/v1/wires", { kind: "feed", name: "x", address, direct: true })).status).toBe(
		422,
	);
});

test("an inbound wire takes JSON, a form or plain text, and its id makes a change of it", async () => {
	const storyId = await liveStory();
	const { id, secret } = await add({ kind: "inbound", address: null, target: `story:${storyId}`, direct: true });
	const send = async (body: string, type?: string, key = secret) =>
		api.send("POST", `/in/${key}`, body, { authorization: "", ...(type && { "content-type": type }) });
	expect((await send("Half time, Ansel 1, Mole 0", "text/plain")).status).toBe(201);
	expect((await send("Half time, Ansel 1, Mole 0", "application/x-www-form-urlencoded")).body.outcome).toBe("same");
	expect((await send("headline=Goal&text=Two+nil", "application/x-www-form-urlencoded")).status).toBe(201);
	const json = (body: object) => send(JSON.stringify(body), "application/json");
	expect((await json({ id: 7, headline: "Corner", html: "<p>By <script>x</script>Berg</p>" })).status).toBe(201);
	expect((await json({ id: 7, headline: "Corner for Ansel", text: "By Berg" })).body.outcome).toBe("changed");
	const headlines = async () => (await postsOf(storyId)).map(({ content }) => content.headline).sort();
	expect(await headlines()).toEqual(["", "Corner for Ansel", "Goal"]);
	expect((await json({ id: 7, withdrawn: true })).body.outcome).toBe("killed");
	expect(await headlines()).toEqual(["", "Goal"]);
	expect((await json({})).status).toBe(422);
	expect((await send("{", "application/json")).status).toBe(400);
	expect((await send("x", "image/png")).status).toBe(415);
	expect((await send("x", "text/plain", "a-secret-of-nobody-at-all")).status).toBe(404);
	const renewed = (await api.send("POST", `/api/v1/wires/${id}/rotate`, {})).body.secret as string;
	expect((await send("x", "text/plain")).status).toBe(404);
	expect((await send("Full time", "text/plain", renewed)).status).toBe(201);
	await api.send("PATCH", `/api/v1/wires/${id}`, { state: "paused" });
	expect((await send("Late", "text/plain", renewed)).status).toBe(409);
});

test("ninjs of each version, JSON Feed and nonsense are told apart", () => {
	const three = { uri: "n3", headlines: [{ value: "H" }], bodies: [{ contenttype: "text/html", value: "<p>B</p>" }] };
	expect(parseWire(JSON.stringify(three), address).items[0]).toMatchObject({
		guid: "n3",
		title: "H",
		html: "<p>B</p>",
	});
	const two = [{ uri: "n2", headline: "H", body_text: "a\n\nb <i>" }];
	expect(parseWire(JSON.stringify(two), address).items[0]?.html).toBe("<p>a</p><p>b &lt;i&gt;</p>");
	const feed = { version: "https://jsonfeed.org/version/1.1", title: "J", items: [{ id: "1", content_text: "x" }] };
	expect(parseWire(JSON.stringify(feed), address)).toMatchObject({ format: "JSON Feed", items: [{ guid: "1" }] });
	for (const bad of ["", "{", "[1]", '{"a":1', "<rss><channel>".repeat(50_000)])
		expect(() => parseWire(bad, address), bad.slice(0, 20)).toThrow(FeedError);
});
