import {
	deleteWebhook,
	insertWebhook,
	readEvents,
	readWebhookLetters,
	readWebhooks,
	readWebhookTries,
	replayLetters,
	updateWebhook,
} from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import {
	listOf,
	ProblemError,
	type WebhookView,
	webhookInputSchema,
	webhookLetterSchema,
	webhookPatchSchema,
	webhookReplaySchema,
	webhookTriesQuerySchema,
	webhookTrySchema,
	webhookViewSchema,
} from "@dateline/shared/protocol";
import { newWebhookSecret, sealWebhookSecret, testWebhook } from "@dateline/workers/webhooks";
import { z } from "zod";
import type { AcceptParts } from "../parts.ts";
import { defineRoute } from "../routing/define-route.ts";
import { found } from "./answers.ts";

const tag = "Webhooks";
const ability = "webhook.manage" as const;
const withSecret = z.object({ secret: z.string(), ...webhookViewSchema.shape });
const trySchema = webhookTrySchema.omit({ id: true, at: true });

/** How many webhooks there may be: each looks at every event. */
const atMost = 100;

export const webhookRoutes = [
	defineRoute({
		...{ method: "get", path: "/webhooks", tag, ability },
		summary: "List all webhooks, with how each is doing",
		answers: found("All webhooks.", listOf(webhookViewSchema)),
		handle: async ({ database }) => ({ status: 200, body: { items: await readWebhooks(database.kysely), next: null } }),
	}),
	defineRoute({
		...{ method: "post", path: "/webhooks", tag, ability, keyless: true },
		summary: "Add a webhook; the answer is the only place where its secret is ever shown",
		description: "Idempotency-Key is not looked at here: the record would have to keep the secret.",
		body: webhookInputSchema,
		example: { name: "Archive", address: "https://archive.example/events", types: ["post.added"], channels: ["feed"] },
		answers: { 201: { description: "The webhook, with its secret.", schema: withSecret } },
		handle: async (parts, { body, actor, audit }) => {
			checkAddress(parts, body.address);
			const secret = newWebhookSecret();
			const id = newId();
			const sealed = sealWebhookSecret(parts.settings.secret, secret);
			const webhook = await parts.database.kysely.transaction().execute(async (transaction) => {
				if ((await readWebhooks(transaction)).length >= atMost) {
					throw new ProblemError("conflict", `There are ${atMost} webhooks, which is as many as there may be.`);
				}
				await insertWebhook(transaction, { ...body, id, secret: sealed, createdBy: actor.name });
				await audit.note(transaction, { subject: id, detail: { name: body.name, host: new URL(body.address).host } });
				return find(transaction, id);
			});
			return { status: 201, body: { secret, ...webhook }, location: `/api/v1/webhooks/${id}` };
		},
	}),
	defineRoute({
		...{ method: "get", path: "/webhooks/:webhookId", tag, ability },
		summary: "Read one webhook",
		answers: found("The webhook.", webhookViewSchema),
		handle: async ({ database }, { params }) => ({ status: 200, body: await find(database.kysely, params.webhookId) }),
	}),
	defineRoute({
		...{ method: "patch", path: "/webhooks/:webhookId", tag, ability, keyless: true },
		summary: "Change a webhook, pause it, or switch it on again",
		body: webhookPatchSchema,
		example: { state: "active", skip: false },
		answers: found("The webhook.", webhookViewSchema),
		handle: async (parts, { params: { webhookId }, body, audit }) => {
			if (body.address !== undefined) checkAddress(parts, body.address);
			const webhook = await parts.database.kysely.transaction().execute(async (transaction) => {
				if (!(await updateWebhook(transaction, webhookId, body))) throw missing(webhookId);
				const detail = { fields: Object.keys(body), ...(body.state && { state: body.state }) };
				await audit.note(transaction, { subject: webhookId, detail });
				return find(transaction, webhookId);
			});
			return { status: 200, body: webhook };
		},
	}),
	defineRoute({
		...{ method: "delete", path: "/webhooks/:webhookId", tag, ability, keyless: true },
		summary: "Remove a webhook, with its log and its dead letters",
		answers: { 204: { description: "It is gone.", schema: null } },
		handle: async ({ database }, { params: { webhookId } }) => {
			if (!(await deleteWebhook(database.kysely, webhookId))) throw missing(webhookId);
			return { status: 204 };
		},
	}),
	defineRoute({
		...{ method: "get", path: "/webhooks/:webhookId/tries", tag, ability },
		summary: "List what was sent to a webhook, each try, newest first; kept for two weeks",
		query: webhookTriesQuerySchema,
		answers: found("Tries.", listOf(webhookTrySchema)),
		handle: async ({ database }, { params: { webhookId }, query: { limit, after } }) => {
			await find(database.kysely, webhookId);
			const page = { limit, after: after === undefined ? null : Number(after) };
			const items = await readWebhookTries(database.kysely, webhookId, page);
			const last = items.at(-1);
			return { status: 200, body: { items, next: items.length === limit && last ? String(last.id) : null } };
		},
	}),
	defineRoute({
		...{ method: "get", path: "/webhooks/:webhookId/letters", tag, ability },
		summary: "List what was given up, or waits to be sent again beside the order",
		answers: found("Dead letters and replays, newest first.", listOf(webhookLetterSchema)),
		handle: async ({ database }, { params: { webhookId } }) => {
			await find(database.kysely, webhookId);
			return { status: 200, body: { items: await readWebhookLetters(database.kysely, webhookId), next: null } };
		},
	}),
	defineRoute({
		...{ method: "get", path: "/webhooks/:webhookId/events/:number", tag, ability },
		summary: "Read what would be sent now of the event at a position",
		description: "Of what was withdrawn since, an event has no more than the id.",
		answers: found("The body's members.", z.object({ type: z.string(), timestamp: z.string(), data: z.unknown() })),
		handle: async ({ database }, { params: { webhookId, number } }) => {
			await find(database.kysely, webhookId);
			const upTo = Number(number);
			const [event] = await readEvents(database.kysely, { after: upTo - 1, limit: 1, upTo });
			if (!event) throw new ProblemError("not_found", `There is no event at position ${number}.`);
			return { status: 200, body: { type: event.subject.type, timestamp: event.at, data: JSON.parse(event.body) } };
		},
	}),
	defineRoute({
		...{ method: "post", path: "/webhooks/:webhookId/replay", tag, ability, keyless: true },
		summary: "Send events again, or all dead letters, beside the order",
		body: webhookReplaySchema,
		example: { positions: "dead" },
		answers: found("How many are sent again.", z.object({ replayed: z.int() })),
		handle: async ({ database }, { params: { webhookId }, body }) => {
			await find(database.kysely, webhookId);
			return { status: 200, body: { replayed: await replayLetters(database.kysely, webhookId, body.positions) } };
		},
	}),
	defineRoute({
		...{ method: "post", path: "/webhooks/:webhookId/rotate", tag, ability, keyless: true },
		summary: "Make a new secret, shown this once; the one before signs beside it for a day",
		answers: { 201: { description: "The webhook, with its new secret.", schema: withSecret } },
		handle: async ({ database, settings }, { params: { webhookId } }) => {
			const secret = newWebhookSecret();
			const sealed = sealWebhookSecret(settings.secret, secret);
			if (!(await updateWebhook(database.kysely, webhookId, { secret: sealed }))) throw missing(webhookId);
			return { status: 201, body: { secret, ...(await find(database.kysely, webhookId)) } };
		},
	}),
	defineRoute({
		...{ method: "post", path: "/webhooks/:webhookId/test", tag, ability, keyless: true },
		summary: "Send a test at once, and say what came back",
		answers: found("The try.", trySchema),
		handle: async ({ database, outbound, settings }, { params: { webhookId } }) => {
			const tried = await testWebhook({ database, outbound, secret: settings.secret }, webhookId);
			if (tried === null) throw missing(webhookId);
			return { status: 200, body: tried };
		},
	}),
];

const missing = (id: string) => new ProblemError("not_found", `There is no webhook ${id}.`);

async function find(executor: Parameters<typeof readWebhooks>[0], id: string): Promise<WebhookView> {
	const [webhook] = await readWebhooks(executor, id);
	if (!webhook) throw missing(id);
	return webhook;
}

/** @throws {ProblemError} `invalid` when it is an address that is never asked */
function checkAddress({ outbound }: AcceptParts, address: string): void {
	const detail = outbound.problemOf(address);
	if (detail !== null) throw new ProblemError("invalid", detail, { errors: [{ pointer: "/address", detail }] });
}
