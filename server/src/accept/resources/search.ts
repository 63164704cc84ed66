import { searchNewsroom } from "@dateline/shared/database";
import { searchAnswerSchema, searchQuerySchema } from "@dateline/shared/protocol";
import { can } from "../policies/index.ts";
import { viewerOf } from "../policies/story-access.ts";
import { defineRoute } from "../routing/define-route.ts";
import { found } from "./answers.ts";

export const searchRoutes = [
	defineRoute({
		method: "get",
		path: "/search",
		summary: "Find stories, posts, pictures and people by the beginnings of words",
		description: "Newest first within each kind. Drafts of others are found by whoever may see them.",
		tag: "Search",
		ability: "search.read",
		query: searchQuerySchema,
		answers: found("What was found.", searchAnswerSchema),
		handle: async ({ database }, { query, actor }) => {
			const items = await searchNewsroom(database.kysely, query.q, {
				viewer: viewerOf(actor),
				accounts: can(actor, "audit.read"),
			});
			return { status: 200, body: { items } };
		},
	}),
];
