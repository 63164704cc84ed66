import { listRevisions, type RevisionSubject, readRevision } from "@dateline/shared/database";
import {
	editorPostSchema,
	editorStorySchema,
	listOf,
	ProblemError,
	revisionListQuerySchema,
	revisionRestoreInputSchema,
	revisionSchema,
	storyRevisionListQuerySchema,
	storyRevisionQuerySchema,
	submissionSchema,
} from "@dateline/shared/protocol";
import { z } from "zod";
import type { Actor } from "../actor.ts";
import { handIn } from "../commands/hand-in.ts";
import { findPost } from "../commands/posts/find-post.ts";
import { restoreRevision } from "../commands/restore-revision.ts";
import { findStory } from "../commands/stories/find-story.ts";
import type { AcceptParts } from "../parts.ts";
import { defineRoute } from "../routing/define-route.ts";
import { changeAnswers, found, writeProblems } from "./answers.ts";

const tag = "Revisions";

export const revisionRoutes = [
	defineRoute({
		method: "get",
		path: "/stories/:storyId/revisions",
		summary: "List what readers have seen of a story, or of one of its posts, newest first",
		tag,
		ability: "story.read",
		query: storyRevisionListQuerySchema,
		answers: found("A page of revisions.", listOf(revisionSchema)),
		handle: async (parts, { params, query: { postId, ...query }, actor }) => {
			const subject = await subjectOf(parts, params.storyId, postId, actor);
			return { status: 200, body: await listRevisions(parts.database.kysely, subject, query) };
		},
	}),
	defineRoute({
		method: "get",
		path: "/stories/:storyId/posts/:postId/revisions",
		summary: "List what readers have seen of a post, newest first",
		tag,
		ability: "post.read",
		query: revisionListQuerySchema,
		answers: found("A page of revisions.", listOf(revisionSchema)),
		handle: async (parts, { params, query, actor }) => {
			const subject = await subjectOf(parts, params.storyId, params.postId, actor);
			return { status: 200, body: await listRevisions(parts.database.kysely, subject, query) };
		},
	}),
	defineRoute({
		method: "get",
		path: "/stories/:storyId/revisions/:number",
		summary: "Get one revision, as the editor's document and as plain text",
		tag,
		ability: "story.read",
		query: storyRevisionQuerySchema,
		answers: found("The revision.", revisionSchema),
		handle: async (parts, { params, query, actor }) => {
			const subject = await subjectOf(parts, params.storyId, query.postId, actor);
			const revision = await readRevision(parts.database.kysely, subject, Number(params.number));
			if (!revision) throw new ProblemError("not_found", `There is no revision ${params.number}.`);
			return { status: 200, body: revision };
		},
	}),
	defineRoute({
		method: "post",
		path: "/stories/:storyId/revisions/:number/restore",
		summary: "Give a text back as it was at a revision, as a new revision",
		description:
			"With postId it is that post's; If-Match is then the post's revision. The address, the place on top and the time stay as they are.",
		tag,
		ability: "story.write",
		action: "revision.restore",
		body: revisionRestoreInputSchema,
		ifMatch: true,
		example: { significant: false },
		answers: {
			...changeAnswers("story", editorStorySchema, 200),
			200: {
				description: "Readers see it: the story, or the post when that was asked for.",
				schema: z.object({
					story: editorStorySchema.optional(),
					post: editorPostSchema.optional(),
					submission: submissionSchema,
					position: z.int().min(0),
				}),
			},
		},
		problems: ["not_published", "erased", ...writeProblems],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				restoreRevision(transaction, {
					...input,
					storyId: input.params.storyId,
					number: Number(input.params.number),
					postId: input.body.postId ?? null,
					significant: input.body.significant,
				}),
			),
	}),
];

/** The story itself, or a post of it that is there for this actor. */
async function subjectOf(
	{ database }: AcceptParts,
	storyId: string,
	postId: string | undefined,
	actor: Actor,
): Promise<RevisionSubject> {
	if (postId !== undefined) {
		const { id } = await findPost(database.kysely, { storyId, postId, actor });
		return { kind: "post", id };
	}
	const { id } = await findStory(database.kysely, storyId, actor);
	return { kind: "story", id };
}
