import { afterAll, beforeAll, expect, it } from "vitest";
import { joinVersions, type Version } from "../client/src/newsroom/desk/join-versions.ts";
import { publicUrl, startTestNewsroom, type TestNewsroom } from "../server/src/accept/live/testing.ts";

interface Post {
	id: string;
	revision: number;
	content: Version;
}

let newsroom: TestNewsroom;
let cookies: string[];
let storyId: string;

beforeAll(async () => {
	newsroom = await startTestNewsroom();
	cookies = [await newsroom.signIn("Ruth Adeyemi"), await newsroom.signIn("Ines Carvalho")];
	const story = { kind: "live", headline: "Storm Ragna", status: "published" };
	const { body } = await newsroom.send("POST", "/stories", story);
	storyId = (body as { story: { id: string } }).story.id;
});
afterAll(() => newsroom.stop());

/** As the console asks, with the cookie of one of the two. */
async function ask<Body>(editor: number, method: string, path: string, body?: unknown, ifMatch?: string) {
	const answer = await fetch(`${newsroom.url}/api/v1/stories/${storyId}${path}`, {
		method,
		headers: {
			...{ origin: publicUrl, cookie: cookies[editor] ?? "", "content-type": "application/json" },
			...(ifMatch !== undefined && { "if-match": ifMatch }),
		},
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
	return { status: answer.status, body: (await answer.json()) as Body };
}

it("loses none of 200 interleaved edits: what does not overlap is joined, what does is kept beside the other", async () => {
	const posts: Post[] = [];
	for (let lorry = 1; lorry <= 4; lorry += 1) {
		const text = `Ruth has lorry ${lorry} here.\n\nInes has the rest of it.`;
		const made = await ask<{ post: Post }>(0, "POST", "/posts", { body: { format: "text", value: text } });
		posts.push(made.body.post);
	}
	const saved = new Map<string, string>();
	const beside = new Map<string, Version>();
	let joined = 0;

	/** One edit as the console makes it: from what was read, with If-Match; refused, it is joined and handed in again. */
	async function change(editor: number, id: string, number: number): Promise<void> {
		const mark = `${editor === 0 ? "ruth" : "ines"}${number}`;
		const read = (await ask<Post>(editor, "GET", `/posts/${id}`)).body;
		let [basis, revision] = [read.content, read.revision];
		let mine: Version = structuredClone(basis);
		// Mostly one's own paragraph; now and then both change the same words.
		const isShared = number % 8 === 0;
		const block = mine.body.content[isShared ? 0 : editor] as { content: { text: string; type: "text" }[] };
		const text = block.content.map((run) => run.text).join("");
		block.content = [{ type: "text", text: isShared ? `${mark} ${text}` : `${text} ${mark}` }];
		for (;;) {
			const patch = { body: mine.body, significant: false };
			const answer = await ask(editor, "PATCH", `/posts/${id}`, patch, `"${revision}"`);
			if (answer.status < 300) break;
			expect(answer.status).toBe(412);
			const theirs = (await ask<Post>(editor, "GET", `/posts/${id}`)).body;
			const both = joinVersions(basis, mine, theirs.content);
			if (both.overlap) {
				// The console shows the two beside each other until somebody has chosen: nothing is thrown away.
				beside.set(mark, mine);
				break;
			}
			joined += 1;
			[basis, revision, mine] = [theirs.content, theirs.revision, both.joined];
		}
		saved.set(mark, id);
	}
	/** Both at once, post after post, so that each edit of the one meets one of the other. */
	const work = async (editor: number) => {
		for (let number = 1; number <= 100; number += 1) {
			await change(editor, (posts[number % posts.length] as Post).id, number);
		}
	};
	await Promise.all([work(0), work(1)]);

	expect(saved.size).toBe(200);
	// They did meet: else this would prove nothing.
	expect(joined + beside.size).toBeGreaterThan(0);
	const has = (text: string, mark: string) => new RegExp(`\\b${mark}\\b`).test(text);
	for (const { id } of posts) {
		const end = JSON.stringify((await ask<Post>(0, "GET", `/posts/${id}`)).body.content);
		const marks = [...saved].filter(([, of]) => of === id).map(([mark]) => mark);
		const lost = marks.filter((mark) => !has(end, mark) && !has(JSON.stringify(beside.get(mark) ?? ""), mark));
		expect(lost).toEqual([]);
	}
}, 120_000);
