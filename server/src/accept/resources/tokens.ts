import { listOf, tokenInputSchema, tokenViewSchema } from "@dateline/shared/protocol";
import { z } from "zod";
import { defineRoute } from "../routing/define-route.ts";
import { listTokens, makeToken, revokeToken } from "../tokens.ts";
import { found } from "./answers.ts";

export const tokenRoutes = [
	defineRoute({
		method: "get",
		path: "/tokens",
		summary: "List all tokens, revoked ones too; their secrets are kept nowhere",
		tag: "Tokens",
		ability: "token.manage",
		answers: found("All tokens.", listOf(tokenViewSchema)),
		handle: async (parts) => ({ status: 200, body: { items: await listTokens(parts), next: null } }),
	}),
	defineRoute({
		method: "post",
		keyless: true,
		path: "/tokens",
		summary: "Make a token; the answer is the only place where it is ever shown",
		description: "Idempotency-Key is not looked at here: the record would have to keep the secret.",
		tag: "Tokens",
		ability: "token.manage",
		body: tokenInputSchema,
		action: "token.create",
		example: { name: "Wire desk", scopes: ["write"] },
		answers: {
			201: { description: "The token, in full.", schema: z.object({ token: z.string(), ...tokenViewSchema.shape }) },
		},
		handle: async (parts, { body, actor }) => {
			const { token, view } = await makeToken(parts, body, actor.name);
			return { status: 201, body: { token, ...view }, location: `/api/v1/tokens/${view.id}` };
		},
	}),
	defineRoute({
		method: "delete",
		keyless: true,
		path: "/tokens/:tokenId",
		action: "token.revoke",
		summary: "Revoke a token; the next request with it is refused",
		tag: "Tokens",
		ability: "token.manage",
		answers: found("The revoked token.", tokenViewSchema),
		handle: async (parts, { params }) => ({ status: 200, body: await revokeToken(parts, params.tokenId) }),
	}),
];
