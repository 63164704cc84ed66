import { listTemplates } from "@dateline/shared/database";
import { listOf, templateInputSchema, templatePatchSchema, templateSchema } from "@dateline/shared/protocol";
import { z } from "zod";
import { handIn } from "../commands/hand-in.ts";
import { createTemplate, patchTemplate, removeTemplate } from "../commands/templates/write-template.ts";
import { defineRoute } from "../routing/define-route.ts";
import { etagOf } from "../routing/if-match.ts";
import { builtInTemplates } from "../templates/built-in.ts";
import { findTemplate } from "../templates/find-template.ts";
import { found } from "./answers.ts";

const tag = "Templates";
const made = (description: string) => ({ description, schema: z.object({ template: templateSchema }) });

export const templateRoutes = [
	defineRoute({
		method: "get",
		path: "/templates",
		summary: "List templates: those that come with the software, then the newsroom's own",
		tag,
		ability: "template.read",
		query: z.strictObject({ language: z.string().max(35).optional() }),
		answers: found("All templates; `language` leaves out those of another one.", listOf(templateSchema)),
		handle: async ({ database }, { query: { language } }) => {
			const all = [...builtInTemplates, ...(await listTemplates(database.kysely))];
			const fits = (own: string | null) => language === undefined || own === null || own === language;
			return { status: 200, body: { items: all.filter((template) => fits(template.content.language)), next: null } };
		},
	}),
	defineRoute({
		method: "post",
		path: "/templates",
		summary: "Make a template, of a story or from nothing",
		tag,
		ability: "template.write",
		body: templateInputSchema,
		example: { name: "Storm", headline: "Storm [name]: live", keyDevelopments: ["Ferries stay in port"] },
		answers: { 201: made("The template.") },
		problems: ["unknown_reference"],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 201 }, (transaction) => createTemplate(transaction, input.body, input.actor)),
	}),
	defineRoute({
		method: "get",
		path: "/templates/:templateId",
		summary: "Get a template",
		tag,
		ability: "template.read",
		answers: found("The template.", templateSchema),
		handle: async ({ database }, { params }) => {
			const template = await findTemplate(database.kysely, params.templateId);
			return { status: 200, body: template, etag: etagOf(template) };
		},
	}),
	defineRoute({
		method: "patch",
		path: "/templates/:templateId",
		summary: "Change a template of the newsroom's own",
		tag,
		ability: "template.write",
		body: templatePatchSchema,
		ifMatch: true,
		example: { standfirst: "What we know so far." },
		answers: { 200: made("The template as it is now.") },
		problems: ["conflict", "unknown_reference", "revision_mismatch"],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				patchTemplate(transaction, input.body, { templateId: input.params.templateId, ifMatch: input.ifMatch }),
			),
	}),
	defineRoute({
		method: "delete",
		path: "/templates/:templateId",
		summary: "Throw a template of the newsroom's own away",
		tag,
		ability: "template.write",
		answers: { 204: { description: "It is gone.", schema: null } },
		problems: ["conflict"],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) => removeTemplate(transaction, input.params.templateId)),
	}),
];
