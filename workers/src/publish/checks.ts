import { imagesOf } from "@dateline/shared/database";
import type { Document } from "@dateline/shared/model";
import { ProblemError } from "@dateline/shared/protocol";
import type { KeyDevelopmentRow, KnownReferences, PostRow, StoryAggregate, StoryRow } from "./decision.ts";

type Published<Row> = Row & { content: NonNullable<unknown>; published_at: Date };
export type PublicStory = Published<StoryRow> & { content: NonNullable<StoryRow["content"]>; slug: string };
export type PublicPost = Published<PostRow> & { content: NonNullable<PostRow["content"]> };

/** The story, when readers see it. */
export function publicStory({ story }: StoryAggregate): PublicStory {
	if (!story) throw new ProblemError("not_found", "There is no such story.");
	if (story.status === "withdrawn") throw new ProblemError("withdrawn", "The story is withdrawn: restore it first.");
	if (story.status === "draft") throw new ProblemError("not_published", "The story is not published yet.");
	return story as PublicStory;
}

/** The post that a change names, when it is in the story and readers see it. */
export function publicPost(aggregate: StoryAggregate): PublicPost {
	const post = postOf(aggregate);
	if (post.status === "withdrawn") throw new ProblemError("withdrawn", "The post is withdrawn: restore it first.");
	if (post.status === "draft") throw new ProblemError("not_published", "The post is not published yet.");
	return post as PublicPost;
}

/** The post that a change names, when it is in the story. */
export function postOf({ story, post }: StoryAggregate): PostRow {
	if (!post || post.story_id !== story?.id) throw new ProblemError("not_found", "There is no such post in this story.");
	return post;
}

/** The key development that a change names. */
export function keyDevelopmentOf({ keyDevelopments }: StoryAggregate, id: string): KeyDevelopmentRow {
	const row = keyDevelopments.find((line) => line.id === id);
	if (!row) throw new ProblemError("not_found", "There is no such key development in this story.");
	return row;
}

/** Refuses a change that was made to another revision than the record has. */
export function checkRevision(ifMatch: number | null, revision: number): void {
	if (ifMatch === null || ifMatch === revision) return;
	throw new ProblemError("revision_mismatch", `It is at revision ${revision} by now, not at ${ifMatch}.`);
}

/** What a text names. */
export interface Naming {
	section?: string | null | undefined;
	topics?: readonly string[] | undefined;
	authors?: readonly string[] | undefined;
	lead?: string | null | undefined;
	related?: readonly string[] | undefined;
	body?: Document | undefined;
}

/** Refuses what refers to something that does not exist, or that is not to be shown yet. */
export function checkReferences(content: Naming, known: KnownReferences, now: Date): void {
	need("section", content.section ? [content.section] : [], known.sections);
	need("topic", content.topics ?? [], known.topics);
	need("author", content.authors ?? [], known.authors);
	need("picture", content.lead ? [content.lead] : [], known.media);
	need("picture", content.body ? imagesOf(content.body) : [], known.media);
	need("published story", content.related ?? [], known.stories);
	need("published story", content.body ? storiesIn(content.body) : [], known.stories);
	for (const [id, until] of known.embargoes) checkEmbargo(`The picture ${id}`, until, now);
}

/** Refuses what must not leave the newsroom yet. */
export function checkEmbargo(what: string, until: Date | null, now: Date): void {
	if (until === null || until <= now) return;
	throw new ProblemError("embargoed", `${what} is under embargo until ${until.toISOString()}.`);
}

/** Refuses to touch what was erased for good. */
export function checkNotErased({ erased_at }: { erased_at: Date | null }): void {
	if (erased_at !== null) throw new ProblemError("erased", "It was erased for good: there is nothing left of it.");
}

/** The ids of the stories whose cards stand in a text. */
export function storiesIn(body: Document): string[] {
	return body.content.flatMap((block) => (block.type === "relatedStory" ? [block.attrs.storyId] : []));
}

function need(what: string, ids: readonly string[], known: { has(id: string): boolean }): void {
	const missing = ids.find((id) => !known.has(id));
	if (missing !== undefined) throw new ProblemError("unknown_reference", `There is no ${what} ${missing}.`);
}

/** The content with what a patch brings; what the patch leaves out, or names as undefined, stays. */
export function patched<Content extends object>(
	content: Content,
	patch: { [Key in keyof Content]?: Content[Key] | undefined },
): Content {
	const given = Object.entries(patch).filter(([, value]) => value !== undefined);
	return { ...content, ...Object.fromEntries(given) };
}
