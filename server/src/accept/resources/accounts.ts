import { readAutosave, readAutosaves, removeAutosave, writeAutosave } from "@dateline/shared/database";
import {
	autosaveInputSchema,
	autosaveSchema,
	listOf,
	meSchema,
	ProblemError,
	tokenInputSchema,
	tokenViewSchema,
} from "@dateline/shared/protocol";
import { z } from "zod";
import { actorKey } from "../actor.ts";
import { abilitiesOf } from "../policies/index.ts";
import { defineRoute } from "../routing/define-route.ts";
import { listTokens, makeToken, revokeToken } from "../tokens.ts";
import { found } from "./answers.ts";

export const accountRoutes = [
	defineRoute({
		method: "get",
		path: "/me",
		summary: "Tell who asks, and what they may do",
		tag: "Accounts",
		ability: "me.read",
		answers: found("Who asks.", meSchema),
		handle: async (_parts, { actor }) => ({
			status: 200,
			body: {
				kind: actor.kind,
				id: actor.id,
				name: actor.name,
				role: actor.kind === "user" ? actor.role : null,
				scopes: actor.kind === "token" ? actor.scopes : [],
				abilities: abilitiesOf(actor),
			},
		}),
	}),
	defineRoute({
		method: "get",
		path: "/tokens",
		summary: "List all tokens, revoked ones too; their secrets are kept nowhere",
		tag: "Accounts",
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
		tag: "Accounts",
		ability: "token.manage",
		body: tokenInputSchema,
		example: { name: "Wire desk", scopes: ["write"] },
		answers: {
			201: { description: "The token, in full.", schema: z.object({ token: z.string(), ...tokenViewSchema.shape }) },
		},
		handle: async (parts, { body }) => {
			const { token, view } = await makeToken(parts, body);
			return { status: 201, body: { token, ...view }, location: `/api/v1/tokens/${view.id}` };
		},
	}),
	defineRoute({
		method: "delete",
		keyless: true,
		path: "/tokens/:tokenId",
		summary: "Revoke a token; the next request with it is refused",
		tag: "Accounts",
		ability: "token.manage",
		answers: found("The revoked token.", tokenViewSchema),
		handle: async (parts, { params }) => ({ status: 200, body: await revokeToken(parts, params.tokenId) }),
	}),
	defineRoute({
		method: "get",
		path: "/autosaves",
		summary: "List what you have typed and not handed in, newest first",
		tag: "Accounts",
		ability: "autosave.own",
		answers: found("Your newest 100.", listOf(autosaveSchema)),
		handle: async ({ database }, { actor }) => ({
			status: 200,
			body: { items: await readAutosaves(database.kysely, actorKey(actor)), next: null },
		}),
	}),
	defineRoute({
		method: "get",
		path: "/autosaves/:subject",
		summary: "Get what you have typed of one thing",
		tag: "Accounts",
		ability: "autosave.own",
		answers: found("The autosave.", autosaveSchema),
		handle: async ({ database }, { params, actor }) => {
			const autosave = await readAutosave(database.kysely, actorKey(actor), params.subject);
			if (!autosave) throw new ProblemError("not_found", `There is no autosave of ${params.subject}.`);
			return { status: 200, body: autosave };
		},
	}),
	defineRoute({
		method: "put",
		keyless: true,
		unaudited: true,
		path: "/autosaves/:subject",
		summary: "Keep what you have typed, in place of what was kept before",
		tag: "Accounts",
		ability: "autosave.own",
		body: autosaveInputSchema,
		example: { content: { headline: "Bridge reop" } },
		answers: found("The autosave.", autosaveSchema),
		handle: async ({ database }, { params, body, actor }) => ({
			status: 200,
			body: await writeAutosave(database.kysely, { owner: actorKey(actor), subject: params.subject, ...body }),
		}),
	}),
	defineRoute({
		method: "delete",
		keyless: true,
		unaudited: true,
		path: "/autosaves/:subject",
		summary: "Throw away what you have typed of one thing",
		tag: "Accounts",
		ability: "autosave.own",
		answers: { 204: { description: "It is gone, or was not there.", schema: null } },
		handle: async ({ database }, { params, actor }) => {
			await removeAutosave(database.kysely, actorKey(actor), params.subject);
			return { status: 204 };
		},
	}),
];
