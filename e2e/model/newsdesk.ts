import { insertStoryDraft, insertSubmission, type OpenRecord, type StoredEvent } from "@dateline/shared/database";
import { type Document, emptyDocument, newId } from "@dateline/shared/model";
import type { PostContent, StoryChange, StoryContent } from "@dateline/shared/protocol";
import type { Logger } from "pino";
import { applyDue } from "../../workers/src/publish/apply-due.ts";

/** The kinds of change that a step of the model can make. */
export const changeKinds = [
	"publish",
	"update",
	"post",
	"edit post",
	"withdraw post",
	"restore post",
	"pin",
	"key development",
	"withdraw story",
	"restore story",
	"correct",
	"end",
	"move posts",
	"merge posts",
	"order lines",
	"erase",
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** The editors and the worker of the model: real submissions, really applied, but nothing relayed. */
export interface Newsdesk {
	/** Hands in a change and applies it; gives the events that were committed. `pick` chooses what it is about. */
	make(kind: ChangeKind, pick: number): Promise<StoredEvent[]>;
	/** Ids of the stories there are, published or not. */
	readonly stories: readonly string[];
}

const text = (words: string): Document => ({
	type: "doc",
	content: [{ type: "paragraph", content: [{ type: "text", text: words }] }],
});

/** Makes the drafts of a few stories in the record. */
export async function openNewsdesk(database: OpenRecord, log: Logger, count: number): Promise<Newsdesk> {
	const stories = Array.from({ length: count }, (): Known => ({ id: newId(), posts: [], lines: [] }));
	for (const { id } of stories) {
		const draft = { ...contentOf(`Story ${id}`), keyDevelopments: [] };
		await insertStoryDraft(database.kysely, { id, kind: "live", draft, createdBy: "test" });
	}
	let made = 0;
	return {
		stories: stories.map(({ id }) => id),
		async make(kind, pick) {
			made += 1;
			const story = stories[pick % stories.length];
			if (!story) return [];
			const other = stories.find((candidate) => candidate !== story);
			const change = changeOf(kind, story, other, pick, made);
			if (!change) return [];
			if (change.type === "post.add") story.posts.push(change.postId);
			if (change.type === "key_development.add") story.lines.push(change.keyDevelopmentId);
			const committed: StoredEvent[] = [];
			await insertSubmission(database.kysely, {
				storyId: story.id,
				change,
				state: "queued",
				dueAt: null,
				ifMatch: null,
				actor: "test",
			});
			await applyDue({ database, log, onCommitted: (events) => committed.push(...events) }, story.id);
			if (change.type === "posts.move" && committed.length > 0) follow(change.postIds, story, other);
			return committed;
		},
	};
}

/** What the model has made so far of a story. */
interface Known {
	id: string;
	posts: string[];
	lines: string[];
}

/** Posts that were moved are in the other story from now on. */
function follow(postIds: readonly string[], from: Known, to: Known | undefined): void {
	from.posts = from.posts.filter((id) => !postIds.includes(id));
	to?.posts.push(...postIds);
}

function changeOf(
	kind: ChangeKind,
	{ posts, lines }: Known,
	other: Known | undefined,
	pick: number,
	made: number,
): StoryChange | null {
	const postId = posts[pick % Math.max(1, posts.length)];
	switch (kind) {
		case "publish":
			return {
				type: "story.publish",
				content: contentOf(`Story ${made}`),
				keyDevelopments: pick % 3 === 0 ? [{ id: newId(), text: `Line ${made}`, postId: null, at: null }] : [],
				state: "live",
				publishedAt: null,
				updatedAt: null,
			};
		case "update":
			return { type: "story.update", patch: { headline: `Headline ${made}` }, significant: pick % 2 === 0 };
		case "post":
			return { type: "post.add", postId: newId(), content: postOf(made, pick), significant: pick % 3 !== 0 };
		case "edit post":
			return postId
				? { type: "post.update", postId, patch: { body: text(`Edited ${made}`) }, significant: pick % 2 === 0 }
				: null;
		case "withdraw post":
			return postId ? { type: "post.withdraw", postId } : null;
		case "restore post":
			return postId ? { type: "post.restore", postId } : null;
		case "pin":
			return postId
				? { type: "post.update", postId, patch: { pinned: pick % 2 === 0 ? pick % 5 : null }, significant: false }
				: null;
		case "key development":
			return {
				type: "key_development.add",
				keyDevelopmentId: newId(),
				content: { text: `Line ${made}`, postId: pick % 2 === 0 ? (postId ?? null) : null, at: null },
			};
		case "withdraw story":
			return { type: "story.withdraw" };
		case "restore story":
			return { type: "story.restore" };
		case "correct":
			return { type: "story.correct", correctionId: newId(), postId: null, text: `Correction ${made}` };
		case "move posts": {
			const postIds = posts.filter((id, index) => id === postId || (index + pick) % 5 === 0);
			const move = { type: "posts.move" as const, postIds, significant: pick % 2 === 0 };
			return other && postIds.length > 0 ? { ...move, toStoryId: other.id } : null;
		}
		case "merge posts": {
			const [next] = posts.filter((id) => id !== postId);
			const patch = { body: text(`Merged ${made}`) };
			return postId && next
				? { type: "posts.merge", postId, postIds: [next], patch, significant: pick % 2 === 0 }
				: null;
		}
		case "order lines":
			return lines.length > 0 ? { type: "key_development.order", ids: [...lines].reverse().slice(0, 5) } : null;
		case "erase": {
			const whole = pick % 3 === 0 ? ({ kind: "post", id: postId ?? "" } as const) : null;
			const subject = whole ?? ({ kind: "revision", postId: postId ?? "", number: 1 } as const);
			const change = { type: "story.erase" as const, erasureId: newId(), subject };
			return postId ? { ...change, reason: "a test", media: false } : null;
		}
		case "end":
			return { type: pick % 2 === 0 ? "story.end" : "story.start" };
	}
}

function contentOf(headline: string): StoryContent {
	return {
		headline,
		standfirst: "",
		body: text(headline),
		slug: null,
		language: "en",
		section: null,
		topics: [],
		authors: [],
		lead: null,
		related: [],
		startsAt: null,
	};
}

function postOf(made: number, pick: number): PostContent {
	return {
		headline: pick % 4 === 0 ? "" : `Post ${made}`,
		body: pick % 7 === 0 ? emptyDocument : text(`Post ${made}`),
		key: pick % 3 === 0,
		pinned: pick % 11 === 0 ? 1 : null,
		breaking: false,
		authors: [],
		publishedAt: null,
	};
}
