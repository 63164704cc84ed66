import { type Document, newId } from "@dateline/shared/model";
import type { Change, Erasable, StoryContent } from "@dateline/shared/protocol";
import type { Choose } from "./chooser.ts";
import { makeLine, makePost, makeStory, makeText } from "./make-content.ts";
import type { TestNewsroom } from "./test-newsroom.ts";

/** What a random change chooses from: some of it exists, some is withdrawn, some never came to be. */
export interface Pool {
	stories: string[];
	posts: { id: string; storyId: string }[];
	lines: { id: string; storyId: string }[];
	sections: string[];
	topics: string[];
	authors: string[];
	pictures: string[];
}

/** What a test's newsroom has at first for random changes to choose from. */
export async function openPool(newsroom: TestNewsroom): Promise<Pool> {
	const ids = (count: number) => Array.from({ length: count }, newId);
	const stories: string[] = [];
	for (let count = 0; count < 5; count++) stories.push(await newsroom.draft(count < 2 ? "article" : "live"));
	const pictures = [await newsroom.picture(), await newsroom.picture()];
	const pool: Pool = { stories, posts: [], lines: [], sections: ids(2), topics: ids(2), authors: ids(3), pictures };
	for (const storyId of stories.slice(1, 4)) await publishOne(newsroom, pool, storyId);
	return pool;
}

/** A story that readers see from the start, with posts and lines, so that most changes find something to change. */
async function publishOne(newsroom: TestNewsroom, pool: Pool, storyId: string): Promise<void> {
	const choices = { keyDevelopments: [], state: "live" as const, publishedAt: null, updatedAt: null };
	await newsroom.submit(storyId, { type: "story.publish", content: makeStory(), ...choices });
	for (let count = 0; count < 3; count++) {
		const [postId, keyDevelopmentId] = [newId(), newId()];
		const content = makePost({ headline: `post ${count}`, key: count === 0 });
		const added = await newsroom.submit(storyId, { type: "post.add", postId, content, significant: true });
		if (added.state !== "done") return;
		await newsroom.submit(storyId, {
			...{ type: "key_development.add", keyDevelopmentId },
			content: makeLine({ text: `line ${count}`, postId }),
		});
		pool.posts.push({ id: postId, storyId });
		pool.lines.push({ id: keyDevelopmentId, storyId });
	}
}

export interface RandomChange {
	storyId: string | null;
	change: Change;
}

const kinds = [
	"story.publish",
	"story.publish",
	"story.update",
	"story.update",
	"story.correct",
	"story.start",
	"story.end",
	"story.withdraw",
	"story.restore",
	"story.restore",
	"post.add",
	"post.add",
	"post.add",
	"post.add",
	"post.add",
	"post.update",
	"post.update",
	"post.withdraw",
	"post.restore",
	"key_development.add",
	"key_development.add",
	"key_development.update",
	"key_development.withdraw",
	"key_development.restore",
	"key_development.order",
	"posts.move",
	"posts.move",
	"posts.merge",
	"break out",
	"story.erase",
	"site.update",
	"section.put",
	"topic.put",
	"author.put",
	"media.update",
	"digest.put",
] as const;

const hour = 3_600_000;
const noon = Date.UTC(2026, 4, 2, 12);
const instantOf = (choose: Choose) => new Date(noon + (choose(400) - 200) * hour).toISOString();

/** A change of any kind, most of which the record will take, some of which it will refuse. */
export function randomChange(choose: Choose, pool: Pool): RandomChange {
	const pick = <Item>(items: readonly Item[]): Item | undefined => items[choose(items.length || 1)];
	const some = <Item>(items: readonly Item[]): Item[] => items.filter(() => choose(3) === 0);
	const maybe = <Item>(items: readonly Item[]): Item | null => (choose(2) === 0 ? null : (pick(items) ?? null));
	const words = () => `words ${choose(1_000)}`;
	const significant = choose(2) === 0;
	const storyId = pick(pool.stories) as string;
	const kind = pick(kinds) as (typeof kinds)[number];
	const text = (): Document => {
		const { content } = makeText(words(), words());
		const mediaId = choose(3) === 0 ? pick(pool.pictures) : undefined;
		return { type: "doc", content: mediaId ? [...content, { type: "image", attrs: { mediaId } }] : content };
	};
	const content = (): StoryContent =>
		makeStory({
			headline: words(),
			body: text(),
			section: maybe(pool.sections),
			topics: some(pool.topics),
			authors: some(pool.authors),
			lead: maybe(pool.pictures),
			slug: choose(4) === 0 ? `slug-${choose(12)}` : null,
			startsAt: choose(3) === 0 ? instantOf(choose) : null,
		});
	const postContent = () =>
		makePost({
			headline: choose(2) === 0 ? "" : words(),
			body: text(),
			key: choose(3) === 0,
			pinned: choose(4) === 0 ? choose(3) : null,
			breaking: choose(5) === 0,
			authors: some(pool.authors),
			publishedAt: choose(3) === 0 ? instantOf(choose) : null,
		});
	const others = (storyId: string, not: string) =>
		pool.posts.filter((candidate) => candidate.storyId === storyId && candidate.id !== not);
	const post = pick(pool.posts) ?? { id: newId(), storyId };
	const line = pick(pool.lines) ?? { id: newId(), storyId };
	const postOfStory = (id: string) => maybe(pool.posts.filter((candidate) => candidate.storyId === id))?.id ?? null;
	switch (kind) {
		case "story.publish": {
			const line = { id: newId(), storyId };
			const keyDevelopments = choose(2) === 0 ? [{ ...makeLine({ text: words() }), id: line.id }] : [];
			if (keyDevelopments.length > 0) pool.lines.push(line);
			const state = choose(3) === 0 ? "upcoming" : "live";
			const publishedAt = choose(3) === 0 ? instantOf(choose) : null;
			return {
				storyId,
				change: { type: kind, content: content(), keyDevelopments, state, publishedAt, updatedAt: null },
			};
		}
		case "story.update": {
			const { headline, ...rest } = content();
			const patch = choose(2) === 0 ? { headline } : choose(4) === 0 ? {} : rest;
			return { storyId, change: { type: kind, patch, significant } };
		}
		case "story.correct": {
			const postId = choose(2) === 0 ? null : post.id;
			const text = words();
			return {
				storyId: postId ? post.storyId : storyId,
				change: { type: kind, correctionId: newId(), postId, text },
			};
		}
		case "story.start":
		case "story.end":
		case "story.withdraw":
		case "story.restore":
			return { storyId, change: { type: kind } };
		case "post.add": {
			const postId = newId();
			pool.posts.push({ id: postId, storyId });
			return { storyId, change: { type: kind, postId, content: postContent(), significant } };
		}
		case "post.update": {
			const { headline, ...rest } = postContent();
			const patch = choose(2) === 0 ? { headline } : rest;
			return { storyId: post.storyId, change: { type: kind, postId: post.id, patch, significant } };
		}
		case "post.withdraw":
		case "post.restore":
			return { storyId: post.storyId, change: { type: kind, postId: post.id } };
		case "key_development.add": {
			const id = newId();
			pool.lines.push({ id, storyId });
			const at = choose(2) === 0 ? instantOf(choose) : null;
			const content = makeLine({ text: words(), postId: postOfStory(storyId), at });
			return { storyId, change: { type: kind, keyDevelopmentId: id, content } };
		}
		case "key_development.update": {
			const patch = choose(2) === 0 ? { text: words() } : { postId: postOfStory(line.storyId), at: instantOf(choose) };
			return { storyId: line.storyId, change: { type: kind, keyDevelopmentId: line.id, patch } };
		}
		case "key_development.withdraw":
		case "key_development.restore":
			return { storyId: line.storyId, change: { type: kind, keyDevelopmentId: line.id } };
		case "key_development.order": {
			const ids = some(pool.lines.filter((candidate) => candidate.storyId === line.storyId)).map(({ id }) => id);
			return { storyId: line.storyId, change: { type: kind, ids: ids.length > 0 ? ids.reverse() : [line.id] } };
		}
		case "posts.move": {
			const toStoryId = pick(pool.stories.slice(2, 4)) as string;
			const moved = [post, ...others(post.storyId, post.id).filter(() => choose(12) === 0)];
			const change = { type: kind, postIds: moved.map(({ id }) => id), toStoryId, significant };
			return { storyId: post.storyId, change };
		}
		case "posts.merge": {
			const [first = { id: newId() }, ...more] = others(post.storyId, post.id);
			const postIds = [first, ...more.filter(() => choose(9) === 0)].map(({ id }) => id);
			const patch = { body: text() };
			return { storyId: post.storyId, change: { type: kind, postId: post.id, postIds, patch, significant } };
		}
		case "break out": {
			const state = choose(3) === 0 ? "upcoming" : "live";
			const brokenOutOf = { storyId: post.storyId, postId: post.id };
			const change = {
				type: "story.publish" as const,
				content: content(),
				keyDevelopments: [],
				state,
				publishedAt: null,
			};
			return { storyId, change: { ...change, state, updatedAt: null, brokenOutOf } };
		}
		case "story.erase": {
			const subjects: Erasable[] = [
				{ kind: "post", id: post.id },
				{ kind: "key_development", id: line.id },
				{ kind: "revision", postId: post.id, number: choose(3) + 1 },
				{ kind: "revision", postId: null, number: choose(3) + 1 },
			];
			// A whole story seldom: little would be left to talk about.
			const subject = choose(40) === 0 ? ({ kind: "story" } as const) : (pick(subjects) as Erasable);
			const ofPost = subject.kind === "post" || (subject.kind === "revision" && subject.postId !== null);
			const of = ofPost ? post.storyId : subject.kind === "key_development" ? line.storyId : storyId;
			return { storyId: of, change: { type: kind, erasureId: newId(), subject, reason: "a test", media: false } };
		}
		case "site.update":
			return { storyId: null, change: { type: kind, patch: { name: words(), navigation: some(pool.sections) } } };
		case "section.put":
		case "topic.put": {
			const id = pick(kind === "section.put" ? pool.sections : pool.topics) as string;
			const content = { slug: `name-${choose(30)}`, name: words(), description: words() };
			return { storyId: null, change: { type: kind, id, content } };
		}
		case "author.put": {
			const portrait = maybe(pool.pictures);
			const content = {
				slug: `name-${choose(30)}`,
				name: words(),
				desk: false,
				role: "",
				bio: "",
				contact: "",
				portrait,
			};
			return { storyId: null, change: { type: kind, id: pick(pool.authors) as string, content } };
		}
		case "media.update":
			return {
				storyId: null,
				change: { type: kind, id: pick(pool.pictures) as string, content: { caption: words() } },
			};
		case "digest.put": {
			const lines = some(pool.lines).map((candidate) => candidate.id);
			const date = `2026-05-0${choose(3) + 1}`;
			return { storyId: null, change: { type: kind, date, lines: lines.length > 0 ? lines : [line.id] } };
		}
	}
}
