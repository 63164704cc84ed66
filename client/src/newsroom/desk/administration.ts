import {
	type AuditFilter,
	auditFiltersSchema,
	auditLineSchema,
	listOf,
	searchAnswerSchema,
	type TokenInput,
	tokenViewSchema,
} from "@dateline/shared/protocol";
import { z } from "zod";
import { requestAs } from "./request.ts";

const root = "/api/v1";

/** Tokens are made and revoked at once, not through the outbox: their secret must not lie about on a device. */
export const tokens = {
	list: () => requestAs(listOf(tokenViewSchema), `${root}/tokens`),
	make: (body: TokenInput) =>
		requestAs(z.object({ token: z.string(), ...tokenViewSchema.shape }), `${root}/tokens`, { method: "POST", body }),
	revoke: (id: string) => requestAs(tokenViewSchema, `${root}/tokens/${id}`, { method: "DELETE" }),
};

const queryOf = (values: Record<string, string | undefined>): string => {
	const given = Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1]));
	return new URLSearchParams(given).toString();
};

/** The audit log, a page at a time, and the address of it as a file. */
export const audit = {
	list: (filter: AuditFilter, after?: string) =>
		requestAs(listOf(auditLineSchema), `${root}/audit?${queryOf({ ...filter, after })}`),
	filters: () => requestAs(auditFiltersSchema, `${root}/audit/filters`),
	exportAddress: (filter: AuditFilter, format: "csv" | "ndjson") =>
		`${root}/audit/export?${queryOf({ ...filter, format })}`,
};

/** Stories, posts, pictures and people with these words. */
export const search = (q: string, signal: AbortSignal) =>
	requestAs(searchAnswerSchema, `${root}/search?${queryOf({ q })}`, { signal });
