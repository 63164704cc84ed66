import { z } from "zod";
import { idSchema, instantSchema } from "../../model/index.ts";
import { lineSchema } from "../content.ts";
import { instantInputSchema } from "./list.ts";

/**
 * What a token may do. `read`: read everything that editors see. `contribute`: read what readers saw and its own drafts,
 * and hand in what an editor approves. `write`: both, and publish, correct, withdraw, approve. `media`: bring in
 * pictures, nothing else. `admin`: all.
 */
export const scopes = ["read", "contribute", "write", "media", "admin"] as const;
export const scopeSchema = z.enum(scopes).meta({ id: "Scope" });
export type Scope = z.infer<typeof scopeSchema>;

/** `POST /api/v1/tokens`. */
export const tokenInputSchema = z
	.strictObject({
		name: lineSchema(100).min(1),
		scopes: z.array(scopeSchema).min(1).max(scopes.length),
		/** When it ends by itself; null or nothing: when it is revoked. */
		expiresAt: instantInputSchema.nullable().optional(),
	})
	.meta({ id: "TokenInput" });
export type TokenInput = z.infer<typeof tokenInputSchema>;

/** A token without its secret, which nobody can read again. */
export const tokenViewSchema = z
	.object({
		id: idSchema,
		name: z.string(),
		scopes: z.array(scopeSchema),
		createdAt: instantSchema,
		revokedAt: instantSchema.nullable(),
		expiresAt: instantSchema.nullable(),
		/** Who made it; null for the command line, and for those of an earlier version. */
		createdBy: z.string().nullable(),
		/** To a minute. */
		lastUsedAt: instantSchema.nullable(),
		/** The network it was last used from, such as 198.51.100.0/24. */
		lastUsedFrom: z.string().nullable(),
	})
	.meta({ id: "Token" });
export type TokenView = z.infer<typeof tokenViewSchema>;

/** `GET /api/v1/me`: who asks, and what they may do. */
export const meSchema = z
	.object({
		kind: z.enum(["user", "token"]),
		id: z.string(),
		name: z.string(),
		role: z.string().nullable(),
		scopes: z.array(z.string()),
		abilities: z.array(z.string()),
	})
	.meta({ id: "Me" });
export type Me = z.infer<typeof meSchema>;
