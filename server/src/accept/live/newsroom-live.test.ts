import { readReceipts } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import { io } from "socket.io-client";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startTestNewsroom, type TestDesk, type TestNewsroom } from "./testing.ts";

let newsroom: TestNewsroom;
let ruth: string;
let ines: string;
let storyId: string;
let postId: string;

const until = (look: () => unknown) => vi.waitFor(look, { timeout: 15_000, interval: 20 });

async function publishStory(headline: string): Promise<string> {
	const { body } = await newsroom.send("POST", "/stories", { kind: "live", headline, status: "published" });
	return (body as { story: { id: string } }).story.id;
}
async function addPost(text: string, more: object = {}): Promise<string> {
	const body = { body: { format: "text", value: text }, ...more };
	const answer = await newsroom.send("POST", `/stories/${storyId}/posts`, body);
	return (answer.body as { post: { id: string } }).post.id;
}
async function openIn(cookie: string, tab?: string): Promise<TestDesk> {
	const desk = newsroom.open(cookie, tab === undefined ? {} : { tab });
	await until(() => expect(desk.socket.connected).toBe(true));
	expect(await desk.here(storyId)).toMatchObject({ ok: true });
	return desk;
}

beforeAll(async () => {
	newsroom = await startTestNewsroom();
	[ruth, ines] = [await newsroom.signIn("Ruth Adeyemi"), await newsroom.signIn("Ines Carvalho")];
	storyId = await publishStory("Storm Ragna");
	postId = await addPost("The barrier holds.");
});
afterAll(() => newsroom.stop());

it("lets in who is signed in, from our own pages, and nobody else", async () => {
	const refusal = async (cookie: string, options: { origin?: string; tab?: string } = {}) => {
		const desk = newsroom.open(cookie, options);
		return new Promise<string>((resolve) => desk.socket.on("connect_error", ({ message }) => resolve(message)));
	};
	expect(await refusal("")).toBe("unauthenticated");
	expect(await refusal("dateline.session_token=made.up")).toBe("unauthenticated");
	expect(await refusal(ruth, { origin: "http://elsewhere.example" })).toBe("forbidden");
	expect(await refusal(ruth, { tab: "not an id" })).toBe("bad_request");
});

it("tells who is in the story and what they do, and that they have left", async () => {
	const [one, two] = [await openIn(ruth), await openIn(ines)];
	await until(() => expect(one.told.presence?.people).toHaveLength(2));
	await two.here(storyId, { kind: "editing", subject: `post:${postId}`, typing: true });
	await until(() =>
		expect(one.told.presence?.people.find(({ name }) => name === "Ines Carvalho")?.doing).toMatchObject({
			kind: "editing",
			typing: true,
		}),
	);
	await two.here(null);
	await until(() => expect(one.told.presence?.people.map(({ name }) => name)).toEqual(["Ruth Adeyemi"]));
	one.socket.disconnect();
	two.socket.disconnect();
});

it("gives one the lease, tells the other, hands on what is asked, and lets it be taken over, which is noted", async () => {
	const subject = `post:${postId}`;
	const [one, two] = [await openIn(ruth), await openIn(ines)];
	expect(await one.lease("take", storyId, subject)).toMatchObject({ ok: true, lease: { tab: one.tab } });
	await until(() => expect(two.told.leases?.leases).toMatchObject([{ subject, holder: { name: "Ruth Adeyemi" } }]));
	expect(await two.lease("take", storyId, subject)).toMatchObject({ ok: false, error: { code: "held" } });
	await two.lease("askFor", storyId, subject);
	await until(() => expect(one.told.asked).toMatchObject({ subject, by: "Ines Carvalho" }));
	expect(await two.lease("takeOver", storyId, subject)).toMatchObject({ ok: true, lease: { tab: two.tab } });
	await until(() => expect(one.told.leases?.taken).toMatchObject([{ subject, by: "Ines Carvalho" }]));
	const noted = await newsroom.database.kysely
		.selectFrom("audit_log")
		.selectAll()
		.where("action", "=", "lease.take_over")
		.execute();
	expect(noted).toMatchObject([{ actor_name: "Ines Carvalho", subject, story_id: storyId }]);
	await one.lease("noted", storyId, subject);
	await until(() => expect(one.told.leases?.taken).toEqual([]));
	// A tab that is closed holds nothing.
	two.socket.disconnect();
	await until(() => expect(one.told.leases?.leases).toEqual([]));
	one.socket.disconnect();
});

it("refuses leases on what is not in the story, and messages that make no sense", async () => {
	const desk = await openIn(ruth);
	const other = await publishStory("Another one");
	expect(await desk.lease("take", other, `post:${postId}`)).toMatchObject({ error: { code: "not_found" } });
	expect(await desk.lease("take", newId(), `post:${postId}`)).toMatchObject({ error: { code: "forbidden" } });
	expect(await desk.here(newId())).toMatchObject({ error: { code: "forbidden" } });
	for (const message of [null, "", [], { v: 2 }, { v: 1, storyId: {} }, { v: 1, action: "take", subject: "x" }]) {
		expect(await desk.socket.timeout(5_000).emitWithAck("lease", message)).toMatchObject({
			error: { code: "bad_request" },
		});
	}
	for (let index = 0; index < 200; index += 1) desk.socket.emit("here", {});
	await until(() => expect(desk.socket.connected).toBe(false));
});

it("counts what readers don't see, and says what became of a submission, the moment it changes", async () => {
	const desk = await openIn(ruth);
	await until(() => expect(desk.counts.get(storyId)).toBeDefined());
	const before = desk.counts.get(storyId) as NonNullable<ReturnType<typeof desk.counts.get>>;
	await addPost("Not yet.", { status: "draft" });
	await until(() => expect(desk.counts.get(storyId)?.drafts).toBe(before.drafts + 1));
	const tomorrow = { publishAt: new Date(Date.now() + 86_400_000).toISOString() };
	const body = { body: { format: "text", value: "Tomorrow." }, ...tomorrow };
	await newsroom.send("POST", `/stories/${storyId}/posts`, body);
	await until(() => expect(desk.counts.get(storyId)?.scheduled).toBe(before.scheduled + 1));
	const gone = await addPost("To be withdrawn.");
	await until(() => expect(desk.counts.get(storyId)?.published).toBe(before.published + 1));
	await newsroom.send("DELETE", `/stories/${storyId}/posts/${gone}`);
	await until(() => expect(desk.counts.get(storyId)?.withdrawn).toBe(before.withdrawn + 1));
	expect(desk.counts.get(null)?.scheduled).toBeGreaterThan(0);
	const answer = await fetch(`${newsroom.url}/api/v1/stories/${storyId}/posts`, {
		method: "POST",
		headers: { cookie: ruth, origin: "http://newsroom.example", "content-type": "application/json" },
		body: JSON.stringify({ body: { format: "text", value: "By Ruth." } }),
	});
	const { submission } = (await answer.json()) as { submission: { id: string } };
	await until(() =>
		expect(desk.submissions.map(({ id, state }) => `${id} ${state}`)).toContain(`${submission.id} done`),
	);
	desk.socket.disconnect();
});

it("adds up on how many screens a post is, and how long they took; a console is no screen", async () => {
	const desk = await openIn(ruth);
	const readers = await Promise.all([0, 1, 2].map(() => openReader({})));
	const console = await openReader({ desk: true });
	const live = await addPost("Seen by three.");
	await until(() => {
		for (const { events } of readers) expect(events.some((event) => event.post?.id === live)).toBe(true);
	});
	for (const [index, { socket, events }] of readers.entries()) {
		const position = events.find((event) => event.post?.id === live)?.position;
		socket.emit("seen", { position, ms: 40 + 20 * index });
		socket.emit("seen", { position, ms: 9_000 });
	}
	console.socket.emit("seen", { position: 1, ms: 5 });
	await until(() => {
		const receipt = desk.told.receipts?.receipts.find((one) => one.postId === live);
		expect(receipt).toMatchObject({ screens: 3, seen: 3, half: 60, most: 80, slowest: 80, skipped: 0 });
		expect(receipt?.curve.at(-1)).toBe(1);
	});
	await until(() => expect(desk.told.readers).toMatchObject({ whole: 3, stories: { [storyId]: 3 } }));
	// And it is written down.
	await until(async () => {
		const [kept] = await readReceipts(newsroom.database.kysely, storyId, 1);
		expect(kept).toMatchObject({ postId: live, screens: 3, seen: 3, half: 60, slowest: 80 });
		expect(kept?.curve).toHaveLength(24);
	});
	for (const { socket } of [...readers, console]) socket.disconnect();
	desk.socket.disconnect();
});

it("cuts who signs out", async () => {
	const cookie = await newsroom.signIn("Daniel Osei");
	const desk = await openIn(cookie);
	await fetch(`${newsroom.url}/api/auth/sign-out`, {
		method: "POST",
		headers: { cookie, origin: "http://newsroom.example", "content-type": "application/json" },
		body: "{}",
	});
	await until(() => expect(desk.cut).toEqual(["signed_out"]));
	expect(desk.socket.connected).toBe(false);
});

it("asks the story's own policy again and again: who may no longer see it is out, with the leases", async () => {
	const [ruths, theirs] = [await openIn(ruth), await openIn(ines)];
	const subject = `story:${storyId}`;
	expect(await theirs.lease("take", storyId, subject)).toMatchObject({ ok: true });
	const story = newsroom.database.kysely.updateTable("stories").where("id", "=", storyId);
	const member = { story_id: storyId, user_id: await accountOf("Ruth Adeyemi"), role: "editor" as const };
	await newsroom.database.kysely.insertInto("story_members").values(member).execute();
	await story.set({ members_only: true }).execute();
	// As often as a console says that it is there; more often it would be cut off as a flood.
	const isOut = async () => expect(await theirs.here(storyId)).toMatchObject({ error: { code: "forbidden" } });
	await vi.waitFor(isOut, { timeout: 30_000, interval: 700 });
	expect(await theirs.lease("take", storyId, subject)).toMatchObject({ error: { code: "forbidden" } });
	await until(() => {
		// Tabs that tests before this one lost without a word are told of still.
		const people = ruths.told.presence?.people ?? [];
		expect(people.map(({ tab }) => tab)).toContain(ruths.tab);
		expect(people.map(({ tab }) => tab)).not.toContain(theirs.tab);
		expect(people.map(({ name }) => name)).not.toContain("Daniel Osei");
		expect(ruths.told.leases?.leases).toEqual([]);
	});
	await story.set({ members_only: false }).execute();
	for (const { socket } of [ruths, theirs]) socket.disconnect();
});

it("reports the way of an update to who has the state screen open", async () => {
	const desk = await openIn(ruth);
	await desk.here(storyId, {}, true);
	await until(() => expect(desk.told.state?.machines).toHaveLength(1));
	expect(desk.told.state).toMatchObject({ redis: "none", workers: 1, waiting: 0 });
	expect(desk.told.state?.accepted).toBeGreaterThan(0);
	expect(desk.told.state?.applied).toBeGreaterThanOrEqual(desk.told.state?.accepted ?? 0);
	const contributor = await openIn(await newsroom.signIn("Piet Lammers", "contributor")).catch(() => null);
	if (contributor) {
		await contributor.here(storyId, {}, true);
		expect(contributor.told.state).toBeUndefined();
	}
	desk.socket.disconnect();
});

async function accountOf(name: string): Promise<string> {
	const row = await newsroom.database.kysely
		.selectFrom("user")
		.select("id")
		.where("name", "=", name)
		.executeTakeFirstOrThrow();
	return row.id;
}

/** A reader of the story, as a page has it. */
async function openReader(auth: object) {
	const events: { position: number; post?: { id: string } }[] = [];
	const socket = io(newsroom.url, { forceNew: true, transports: ["websocket"], auth });
	socket.on("update", (some: typeof events) => events.push(...some));
	await new Promise<void>((resolve) => socket.once("connect", resolve));
	const message = { v: 1, channels: [`story:${storyId}`], after: null };
	expect(await socket.emitWithAck("subscribe", message)).toMatchObject({ ok: true, sample: 1 });
	return { socket, events };
}

it("counts what readers' pages say in sums, without those who ask not to be tracked, and refuses what makes no sense", async () => {
	const count = (body: unknown, headers: Record<string, string> = {}) =>
		fetch(`${newsroom.url}/api/v1/counts`, {
			method: "POST",
			headers: { origin: "http://newsroom.example", "content-type": "application/json", ...headers },
			body: JSON.stringify(body),
		}).then(({ status }) => status);
	const opened = { v: 1, kind: "opened", storyId, bucket: "feed" };
	expect(await count(opened)).toBe(204);
	expect(await count(opened)).toBe(204);
	expect(await count(opened, { "sec-gpc": "1" })).toBe(204);
	expect(await count(opened, { dnt: "1" })).toBe(204);
	expect(await count({ ...opened, kind: "left", bucket: "posts-5" })).toBe(204);
	expect(await count({ ...opened, storyId: newId() })).toBe(204);
	expect(await count({ ...opened, bucket: "somewhere" })).toBe(422);
	expect(await count({ ...opened, who: "me" })).toBe(422);
	expect(await count(opened, { origin: "http://elsewhere.example" })).toBe(403);
	await until(async () => {
		const { body } = await newsroom.send("GET", `/stories/${storyId}/audience`);
		expect(body).toMatchObject({ opened: { feed: 2 }, left: { "posts-5": 1 } });
	});
	const stored = await newsroom.database.kysely.selectFrom("audience_minutes").select("story_id").execute();
	expect(new Set(stored.map(({ story_id }) => story_id))).toEqual(new Set([storyId]));
});
