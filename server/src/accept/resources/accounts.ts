import {
	autosaveRoom,
	hasRoomForAutosave,
	readAutosave,
	readAutosaves,
	removeAutosave,
	writeAutosave,
} from "@dateline/shared/database";
import { autosaveInputSchema, autosaveSchema, listOf, meSchema, ProblemError } from "@dateline/shared/protocol";
import { actorKey } from "../actor.ts";
import { abilitiesOf } from "../policies/index.ts";
import { defineRoute } from "../routing/define-route.ts";
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
				scopes: actor.kind === "user" ? [] : actor.scopes,
				abilities: abilitiesOf(actor),
			},
		}),
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
		problems: ["payload_too_large"],
		handle: async ({ database }, { params, body, actor }) => {
			const [owner, subject] = [actorKey(actor), params.subject];
			const bytes = Buffer.byteLength(JSON.stringify(body.content));
			if (!(await hasRoomForAutosave(database.kysely, { owner, subject, bytes }))) {
				throw new ProblemError(
					"payload_too_large",
					`You keep ${autosaveRoom.subjects} things or ${autosaveRoom.bytes / 1024 / 1024} MB that you have not handed in: hand in or throw away some of them first.`,
				);
			}
			return { status: 200, body: await writeAutosave(database.kysely, { owner, subject, ...body }) };
		},
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
