import { listSections, readEditorSection } from "@dateline/shared/database";
import {
	editorSectionSchema,
	listOf,
	namedListQuerySchema,
	ProblemError,
	sectionInputSchema,
	sectionPatchSchema,
} from "@dateline/shared/protocol";
import { handIn } from "../commands/hand-in.ts";
import { createSection, patchSection } from "../commands/put-section.ts";
import { defineRoute } from "../routing/define-route.ts";
import { etagOf } from "../routing/if-match.ts";
import { changeAnswers, found } from "./answers.ts";

/** Sections and topics are alike. */
function routesOf<const Kind extends "section" | "topic">(kind: Kind) {
	const table = `${kind}s` as const;
	const tag = kind === "section" ? "Sections" : "Topics";
	return [
		defineRoute({
			method: "get",
			path: `/${table}` as const,
			summary: `List ${table} in the order of their slugs`,
			tag,
			ability: `${kind}.read`,
			query: namedListQuerySchema,
			answers: found(`A page of ${table}.`, listOf(editorSectionSchema)),
			handle: async ({ database }, { query }) => ({
				status: 200,
				body: await listSections(database.kysely, table, query),
			}),
		}),
		defineRoute({
			method: "post",
			path: `/${table}` as const,
			summary: `Make a ${kind}`,
			tag,
			ability: `${kind}.write`,
			body: sectionInputSchema,
			example: { name: "World", description: "News from everywhere." },
			answers: changeAnswers(kind, editorSectionSchema, 201),
			problems: ["slug_taken"],
			handle: (parts, input) =>
				handIn(parts, { ...input, success: 201 }, (transaction) => createSection(transaction, kind, input.body)),
		}),
		defineRoute({
			method: "get",
			path: `/${table}/:name` as `/${string}/:name`,
			summary: `Get a ${kind} by id or slug`,
			tag,
			ability: `${kind}.read`,
			answers: found(`The ${kind}.`, editorSectionSchema),
			handle: async ({ database }, { params }) => {
				const section = await readEditorSection(database.kysely, table, params.name);
				if (!section) throw new ProblemError("not_found", `There is no ${kind} ${params.name}.`);
				return { status: 200, body: section, etag: etagOf(section) };
			},
		}),
		defineRoute({
			method: "patch",
			path: `/${table}/:name` as `/${string}/:name`,
			summary: `Change a ${kind}`,
			tag,
			ability: `${kind}.write`,
			body: sectionPatchSchema,
			ifMatch: true,
			answers: changeAnswers(kind, editorSectionSchema, 200),
			problems: ["slug_taken", "revision_mismatch"],
			handle: (parts, input) =>
				handIn(parts, { ...input, success: 200 }, (transaction) =>
					patchSection(transaction, kind, { ...input, name: input.params.name, patch: input.body }),
				),
		}),
	];
}

export const sectionRoutes = [...routesOf("section"), ...routesOf("topic")];
