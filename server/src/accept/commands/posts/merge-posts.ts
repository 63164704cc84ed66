import { lock } from "@dateline/shared/database";
import { type Block, type Document, documentText } from "@dateline/shared/model";
import { type EditorPost, type MergePostsInput, type PostContent, ProblemError } from "@dateline/shared/protocol";
import type { Actor } from "../../actor.ts";
import { readPostPatch } from "../../content/post-content.ts";
import type { IfMatch } from "../../routing/if-match.ts";
import { checkRevision } from "../check-revision.ts";
import type { Outcome, Writing } from "../hand-in.ts";
import { findPost } from "./find-post.ts";

interface Asked {
	storyId: string;
	actor: Actor;
	ifMatch: IfMatch | null;
}

/** Hands in that one post takes over what others say. `If-Match` is the revision of the one that stays. */
export async function mergePosts(
	transaction: Writing,
	{ into, postIds, headline, body, significant }: MergePostsInput,
	{ storyId, actor, ifMatch }: Asked,
): Promise<Outcome> {
	await lock(transaction, "story", storyId);
	const kept = await findPost(transaction, { storyId, postId: into, actor });
	await checkRevision(transaction, ifMatch, { kind: "post", id: into }, kept);
	const others: EditorPost[] = [];
	for (const postId of new Set(postIds)) {
		if (postId === into) throw new ProblemError("invalid", "A post cannot be merged into itself.");
		others.push(await findPost(transaction, { storyId, postId, actor }));
	}
	const written = await readPostPatch(transaction, { headline, body });
	const patch = { ...written, body: written.body ?? textOfAll(kept, others) };
	const change = {
		...{ type: "posts.merge" as const, postId: into, significant },
		postIds: others.map((post) => post.id),
		patch,
	};
	return { submission: { storyId, change, ifMatch: ifMatch?.revision ?? null } };
}

/** The texts one after the other, oldest first behind the one that stays, each under its headline. */
function textOfAll(kept: EditorPost, others: readonly EditorPost[]): Document {
	const oldestFirst = [...others].sort((a, b) => ((a.publishedAt ?? "") < (b.publishedAt ?? "") ? -1 : 1));
	const content = [
		...publicContent(kept).body.content,
		...oldestFirst.flatMap((post) => {
			const { headline, body } = publicContent(post);
			const heading: Block[] = headline
				? [{ type: "heading", attrs: { level: 3 }, content: [{ type: "text", text: headline }] }]
				: [];
			return documentText(body) === "" && body.content.length === 0 ? heading : [...heading, ...body.content];
		}),
	];
	if (content.length > 5_000) throw new ProblemError("invalid", "Together the texts are too long for one post.");
	return { type: "doc", content };
}

function publicContent({ content, status }: EditorPost): PostContent {
	if (status === "draft" || !content) throw new ProblemError("not_published", "Only published posts can be merged.");
	return content;
}
