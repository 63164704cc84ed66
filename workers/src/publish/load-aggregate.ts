import { type Executor, imagesOf, readMedia, readMediaEmbargoes, readSlugOwners } from "@dateline/shared/database";
import { sql } from "kysely";
import { type Naming, patched, storiesIn } from "./checks.ts";
import type {
	DecidedChange,
	KeyDevelopmentRow,
	KnownReferences,
	PostRow,
	StoryAggregate,
	StoryRow,
} from "./decision.ts";
import { slugCandidates } from "./slug.ts";

/** Reads what the decision on a change needs to know. The caller holds the story's lock. */
export async function loadAggregate(
	transaction: Executor,
	storyId: string,
	change: DecidedChange,
): Promise<StoryAggregate> {
	const story = await transaction.selectFrom("stories").selectAll().where("id", "=", storyId).executeTakeFirst();
	const postId = "postId" in change ? change.postId : null;
	const post =
		postId === null
			? undefined
			: await transaction.selectFrom("posts").selectAll().where("id", "=", postId).executeTakeFirst();
	const keyDevelopments = withLines.has(change.type)
		? await transaction.selectFrom("key_developments").selectAll().where("story_id", "=", storyId).execute()
		: [];
	const content = contentAfter(change, story ?? null, post ?? null);
	return {
		story: story ?? null,
		post: post ?? null,
		keyDevelopments,
		references: {
			...(content ? await loadReferences(transaction, content) : noReferences),
			posts: await loadPostTimes(transaction, storyId, [...postsSummedUp(change), ...postsOf(keyDevelopments)]),
		},
		slugOwners: await readSlugOwners(transaction, slugsFor(change, storyId)),
	};
}

/** The changes that touch key developments. */
const withLines: ReadonlySet<DecidedChange["type"]> = new Set([
	"story.publish",
	"story.withdraw",
	"story.restore",
	"post.withdraw",
	"post.restore",
	"key_development.add",
	"key_development.update",
	"key_development.withdraw",
	"key_development.restore",
	"key_development.order",
]);

/** The text that a change leaves, when it brings one. */
function contentAfter(change: DecidedChange, story: StoryRow | null, post: PostRow | null): Naming | null {
	switch (change.type) {
		case "story.publish":
		case "post.add":
			return change.content;
		case "story.update":
			return story?.content ? patched<Naming>(story.content, change.patch) : null;
		case "post.update":
			return post?.content ? patched<Naming>(post.content, change.patch) : null;
		default:
			return null;
	}
}

function slugsFor(change: DecidedChange, storyId: string): string[] {
	if (change.type === "story.update") return change.patch.slug ? [change.patch.slug] : [];
	if (change.type !== "story.publish") return [];
	const { slug, headline, language } = change.content;
	return slug ? [slug] : slugCandidates(headline, storyId, language);
}

/** The posts that the key developments of a change sum up. */
function postsSummedUp(change: DecidedChange): string[] {
	if (change.type === "story.publish") return change.keyDevelopments.flatMap((line) => line.postId ?? []);
	if (change.type === "key_development.add") return change.content.postId ? [change.content.postId] : [];
	if (change.type === "key_development.update") return change.patch.postId ? [change.patch.postId] : [];
	return [];
}

const postsOf = (lines: readonly KeyDevelopmentRow[]): string[] => lines.flatMap((line) => line.post_id ?? []);

async function loadPostTimes(
	transaction: Executor,
	storyId: string,
	ids: readonly string[],
): Promise<Map<string, Date>> {
	if (ids.length === 0) return new Map();
	const { rows } = await sql<{ id: string; published_at: Date }>`
		select id, published_at from posts
		where id = any(${ids}::text[]) and story_id = ${storyId} and status = 'published'`.execute(transaction);
	return new Map(rows.map((row) => [row.id, row.published_at]));
}

const noReferences: Omit<KnownReferences, "posts"> = {
	sections: new Set(),
	topics: new Set(),
	authors: new Set(),
	media: new Map(),
	embargoes: new Map(),
	stories: new Set(),
};

async function loadReferences(transaction: Executor, content: Naming): Promise<Omit<KnownReferences, "posts">> {
	const { section, topics = [], authors = [], lead, related = [], body } = content;
	const stories = [...related, ...(body ? storiesIn(body) : [])];
	const { rows } = await sql<{ kind: "sections" | "topics" | "authors" | "stories"; id: string }>`
		select 'sections' as kind, id from sections where id = ${section ?? null}::text
		union all select 'topics', id from topics where id = any(${topics}::text[])
		union all select 'authors', id from authors where id = any(${authors}::text[])
		union all select 'stories', id from stories
			where id = any(${stories}::text[]) and status <> 'draft'`.execute(transaction);
	const known = { sections: new Set(""), topics: new Set(""), authors: new Set(""), stories: new Set("") };
	for (const { kind, id } of rows) known[kind].add(id);
	const shown = [...(body ? imagesOf(body) : []), ...(lead ? [lead] : [])];
	const media = await readMedia(transaction, shown);
	return { ...known, media, embargoes: await readMediaEmbargoes(transaction, shown) };
}
