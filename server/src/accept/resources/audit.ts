import { listAudit, readAudit, readAuditFilters } from "@dateline/shared/database";
import {
	auditExportQuerySchema,
	auditFiltersSchema,
	auditLineSchema,
	auditQuerySchema,
	listOf,
} from "@dateline/shared/protocol";
import { networkOf, noteAction } from "../audit/index.ts";
import { writeCsv, writeNdjson } from "../audit/write-csv.ts";
import { defineRoute } from "../routing/define-route.ts";
import { found } from "./answers.ts";

const tag = "Audit log";

export const auditRoutes = [
	defineRoute({
		method: "get",
		path: "/audit",
		summary: "List who did what, newest first, and what was refused",
		description:
			"Lines are only ever added. Neither texts nor secrets stand in them, so an erased text leaves them whole.",
		tag,
		ability: "audit.read",
		query: auditQuerySchema,
		answers: found("A page of the log.", listOf(auditLineSchema)),
		handle: async ({ database }, { query }) => ({ status: 200, body: await listAudit(database.kysely, query) }),
	}),
	defineRoute({
		method: "get",
		path: "/audit/filters",
		summary: "List the people, tokens and actions that the log knows",
		tag,
		ability: "audit.read",
		answers: found("What there is to choose from.", auditFiltersSchema),
		handle: async ({ database }) => ({ status: 200, body: await readAuditFilters(database.kysely) }),
	}),
	defineRoute({
		method: "get",
		path: "/audit/export",
		summary: "Write all lines that fit to a file, as CSV or NDJSON",
		description: "The export is itself an action, and has its line in the log.",
		tag,
		ability: "audit.read",
		query: auditExportQuerySchema,
		answers: { 200: { description: "The file, newest line first.", schema: null } },
		handle: async ({ database }, { query: { format, ...filter }, actor, request }) => {
			const detail = { format, ...filter };
			const address = networkOf(request.ip);
			await noteAction(database.kysely, { actor, action: "audit.export", detail, address });
			const lines = readAudit(database.kysely, filter);
			const type = format === "csv" ? "text/csv; charset=utf-8" : "application/x-ndjson";
			const chunks = format === "csv" ? writeCsv(lines) : writeNdjson(lines);
			return { status: 200, file: { type, name: `audit.${format}`, chunks } };
		},
	}),
];
