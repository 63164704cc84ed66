import { z } from "zod";
import { idSchema, instantSchema } from "../../model/index.ts";
import { daySchema } from "./list.ts";

const filters = {
	/** `user:<id>`, `token:<id>` or `system`. */
	actor: z.string().max(100).optional(),
	/** An action such as `story.publish`, or its first word. */
	action: z
		.string()
		.max(100)
		.regex(/^[a-z_]+(\.[a-z_]+)*$/, "an action such as story.publish, or its first word")
		.optional(),
	story: idSchema.optional(),
	outcome: z.enum(["done", "refused"]).optional(),
	/** Days in the site's time zone, both included. */
	from: daySchema.optional(),
	to: daySchema.optional(),
	/** Words of a person's name, an action, a subject, a network or a story's headline, by their beginnings. */
	q: z.string().trim().max(200).optional(),
};

/** `GET /api/v1/audit`: newest first. */
export const auditQuerySchema = z.strictObject({
	...filters,
	limit: z.coerce.number().int().min(1).max(200).default(100),
	after: z
		.string()
		.regex(/^\d{1,15}$/, "the next of the page before")
		.optional(),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;
export type AuditFilter = Omit<AuditQuery, "limit" | "after">;

/** `GET /api/v1/audit/export`: all that fit, newest first, as one file. */
export const auditExportQuerySchema = z.strictObject({ ...filters, format: z.enum(["csv", "ndjson"]).default("csv") });

/** One line of the audit log. */
export const auditLineSchema = z
	.object({
		sequence: z.int().min(1),
		at: instantSchema,
		actor: z.string(),
		actorName: z.string(),
		action: z.string(),
		outcome: z.enum(["done", "refused"]),
		subject: z.string().nullable(),
		storyId: z.string().nullable(),
		/** The story's headline as it is now; null when there is none, or it was erased. */
		storyHeadline: z.string().nullable(),
		detail: z.record(z.string(), z.unknown()),
		/** The network of the request. */
		address: z.string().nullable(),
	})
	.meta({ id: "AuditLine" });
export type AuditLine = z.infer<typeof auditLineSchema>;

/** `GET /api/v1/audit/filters`: who and what there is to choose from. */
export const auditFiltersSchema = z.object({
	actors: z.array(z.object({ actor: z.string(), name: z.string() })),
	actions: z.array(z.string()),
});
export type AuditFilters = z.infer<typeof auditFiltersSchema>;
