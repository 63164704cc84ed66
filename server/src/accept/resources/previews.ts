import { listPreviews, revokePreview } from "@dateline/shared/database";
import { listOf, newPreviewSchema, ProblemError, previewInputSchema, previewSchema } from "@dateline/shared/protocol";
import { createPreview } from "../commands/previews.ts";
import { findStory } from "../commands/stories/find-story.ts";
import { defineRoute } from "../routing/define-route.ts";
import { found } from "./answers.ts";

const tag = "Previews";

export const previewRoutes = [
	defineRoute({
		method: "get",
		path: "/stories/:storyId/previews",
		summary: "List a story's preview links, revoked ones too; their secrets are kept nowhere",
		tag,
		ability: "preview.manage",
		answers: found("The newest 100.", listOf(previewSchema)),
		handle: async ({ database }, { params, actor }) => {
			const { id } = await findStory(database.kysely, params.storyId, actor);
			return { status: 200, body: { items: await listPreviews(database.kysely, id), next: null } };
		},
	}),
	defineRoute({
		method: "post",
		keyless: true,
		path: "/stories/:storyId/previews",
		summary: "Make a link by which somebody without an account sees the story as readers would",
		description:
			"A draft with the drafts of its posts, or what readers see of a published story; nothing of what is under embargo. Idempotency-Key is not looked at: the record would have to keep the secret.",
		tag,
		ability: "preview.manage",
		body: previewInputSchema,
		example: { note: "The lawyer" },
		answers: { 201: { description: "The link; `url` is shown here only.", schema: newPreviewSchema } },
		problems: ["withdrawn"],
		handle: async (parts, { params, body, actor }) => {
			const { storyId } = params;
			const preview = await createPreview(parts, { ...body, expiresAt: body.expiresAt, storyId, actor });
			return { status: 201, body: preview, location: `/api/v1/stories/${storyId}/previews/${preview.id}` };
		},
	}),
	defineRoute({
		method: "delete",
		keyless: true,
		path: "/stories/:storyId/previews/:previewId",
		summary: "Revoke a preview link; it opens nothing from then on",
		tag,
		ability: "preview.manage",
		answers: found("The revoked link.", previewSchema),
		handle: async ({ database }, { params, actor }) => {
			const { id } = await findStory(database.kysely, params.storyId, actor);
			const preview = await revokePreview(database.kysely, id, params.previewId);
			if (!preview) throw new ProblemError("not_found", `There is no preview ${params.previewId} of this story.`);
			return { status: 200, body: preview };
		},
	}),
];
