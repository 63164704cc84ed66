import { listAuthors, readEditorAuthor } from "@dateline/shared/database";
import {
	authorInputSchema,
	authorPatchSchema,
	editorAuthorSchema,
	listOf,
	namedListQuerySchema,
	ProblemError,
} from "@dateline/shared/protocol";
import { handIn } from "../commands/hand-in.ts";
import { createAuthor, patchAuthor } from "../commands/put-section.ts";
import { defineRoute } from "../routing/define-route.ts";
import { etagOf } from "../routing/if-match.ts";
import { changeAnswers, found } from "./answers.ts";

const tag = "Authors";

export const authorRoutes = [
	defineRoute({
		method: "get",
		path: "/authors",
		summary: "List authors and desks in the order of their slugs",
		tag,
		ability: "author.read",
		query: namedListQuerySchema,
		answers: found("A page of authors.", listOf(editorAuthorSchema)),
		handle: async ({ database }, { query }) => ({ status: 200, body: await listAuthors(database.kysely, query) }),
	}),
	defineRoute({
		method: "post",
		path: "/authors",
		summary: "Make an author or a desk",
		tag,
		ability: "author.write",
		body: authorInputSchema,
		example: { name: "Ana Lima", role: "Correspondent" },
		answers: changeAnswers("author", editorAuthorSchema, 201),
		problems: ["slug_taken", "unknown_reference"],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 201 }, (transaction) => createAuthor(transaction, input.body)),
	}),
	defineRoute({
		method: "get",
		path: "/authors/:name",
		summary: "Get an author by id or slug",
		tag,
		ability: "author.read",
		answers: found("The author.", editorAuthorSchema),
		handle: async ({ database }, { params }) => {
			const author = await readEditorAuthor(database.kysely, params.name);
			if (!author) throw new ProblemError("not_found", `There is no author ${params.name}.`);
			return { status: 200, body: author, etag: etagOf(author) };
		},
	}),
	defineRoute({
		method: "patch",
		path: "/authors/:name",
		summary: "Change an author",
		tag,
		ability: "author.write",
		body: authorPatchSchema,
		ifMatch: true,
		answers: changeAnswers("author", editorAuthorSchema, 200),
		problems: ["slug_taken", "unknown_reference", "revision_mismatch"],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				patchAuthor(transaction, { ...input, name: input.params.name, patch: input.body }),
			),
	}),
];
