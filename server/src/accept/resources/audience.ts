import { readAudience } from "@dateline/shared/database";
import { audienceQuerySchema, audienceSchema } from "@dateline/shared/protocol";
import { findStory } from "../commands/stories/find-story.ts";
import { defineRoute } from "../routing/define-route.ts";
import { found } from "./answers.ts";

export const audienceRoutes = [
	defineRoute({
		method: "get",
		path: "/stories/:storyId/audience",
		summary: "How a story is read: where readers come from, where they leave, and screens by the minute; sums only",
		tag: "Stories",
		ability: "story.read",
		query: audienceQuerySchema,
		problems: ["not_found"],
		answers: found("The sums of the last hours.", audienceSchema),
		handle: async ({ database }, { params, query, actor }) => {
			const { id } = await findStory(database.kysely, params.storyId, actor);
			const audience = await readAudience(database.kysely, id, query.hours);
			return { status: 200, body: { hours: query.hours, ...audience } };
		},
	}),
];
