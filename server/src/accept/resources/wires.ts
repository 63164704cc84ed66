import {
	deleteWire,
	type Executor,
	insertWire,
	readStoryLine,
	readWireItems,
	readWires,
	takeWire,
	updateWire,
} from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import {
	listOf,
	ProblemError,
	type WireView,
	wireInputSchema,
	wireItemSchema,
	wirePatchSchema,
	wirePreviewInputSchema,
	wirePreviewSchema,
	wireViewSchema,
} from "@dateline/shared/protocol";
import { OutboundError } from "@dateline/workers/outbound";
import { z } from "zod";
import type { AcceptParts } from "../parts.ts";
import { defineRoute } from "../routing/define-route.ts";
import { askWire, fetchFeed } from "../wires/ask-wire.ts";
import { FeedError } from "../wires/feed-item.ts";
import { hashInbound, newInboundSecret, sealCredentials } from "../wires/wire-secrets.ts";
import { found } from "./answers.ts";

const tag = "Wires";
const ability = "wire.manage" as const;
/** `secret` is what an inbound wire's address ends with: `POST /in/<secret>`; null of others. */
const withSecret = z.object({ secret: z.string().nullable(), ...wireViewSchema.shape });
const atMost = 200;

export const wireRoutes = [
	defineRoute({
		...{ method: "get", path: "/wires", tag, ability },
		summary: "List all wires, with how each is doing",
		answers: found("All wires.", listOf(wireViewSchema)),
		handle: async ({ database }) => ({ status: 200, body: { items: await readWires(database.kysely), next: null } }),
	}),
	defineRoute({
		...{ method: "post", path: "/wires", tag, ability, keyless: true },
		summary: "Add a wire: a feed that is asked, or an inbound one, whose secret is shown in this answer only",
		description: "Idempotency-Key is not looked at here: the record would have to keep the secret.",
		body: wireInputSchema,
		example: { kind: "feed", name: "Northern wire", address: "https://wire.example/rss.xml", everySeconds: 60 },
		answers: { 201: { description: "The wire.", schema: withSecret } },
		problems: ["unknown_reference"],
		handle: async (parts, { body, actor, audit }) => {
			if ((body.kind === "inbound") !== (body.address === null)) {
				throw refuse(
					"/address",
					body.kind === "inbound" ? "An inbound wire has no address." : "A feed needs an address.",
				);
			}
			if (body.address !== null) checkAddress(parts, body.address);
			checkDirect(body);
			const id = newId();
			const secret = body.kind === "inbound" ? newInboundSecret() : null;
			const wire = await parts.database.kysely.transaction().execute(async (transaction) => {
				if ((await readWires(transaction)).length >= atMost) {
					throw new ProblemError("conflict", `There are ${atMost} wires, which is as many as there may be.`);
				}
				await checkTarget(transaction, body.target);
				await insertWire(transaction, {
					...{ id, name: body.name, kind: body.kind, address: body.address, target: body.target },
					...{ direct: body.direct, credit: body.credit, every_seconds: body.everySeconds },
					credentials: sealCredentials(parts.settings.secret, body.authorization),
					begun: body.older || body.kind === "inbound",
					secret_hash: secret === null ? null : hashInbound(secret),
					created_by: actor.name,
				});
				await audit.note(transaction, {
					subject: id,
					detail: { name: body.name, target: body.target, direct: body.direct },
				});
				return find(transaction, id);
			});
			return { status: 201, body: { secret, ...wire }, location: `/api/v1/wires/${id}` };
		},
	}),
	defineRoute({
		...{ method: "post", path: "/wires/preview", tag, ability, keyless: true, unaudited: true },
		summary: "Say what an address answers, before it is added",
		body: wirePreviewInputSchema,
		example: { address: "https://wire.example/rss.xml" },
		answers: found("What was found.", wirePreviewSchema),
		handle: async (parts, { body }) => {
			checkAddress(parts, body.address);
			try {
				const { feed } = await fetchFeed(parts, body);
				if (feed === null) throw new FeedError("There was nothing in the answer.");
				const items = feed.items.slice(0, 10).map(({ title, html, at, link, killed }) => ({
					title:
						title ||
						html
							.replace(/<[^>]*>/g, " ")
							.trim()
							.slice(0, 120),
					at,
					link,
					killed,
				}));
				return { status: 200, body: { format: feed.format, title: feed.title, count: feed.items.length, items } };
			} catch (error) {
				if (error instanceof FeedError || error instanceof OutboundError) throw refuse("/address", error.message);
				throw error;
			}
		},
	}),
	defineRoute({
		...{ method: "get", path: "/wires/:wireId", tag, ability },
		summary: "Read one wire",
		answers: found("The wire.", wireViewSchema),
		handle: async ({ database }, { params }) => ({ status: 200, body: await find(database.kysely, params.wireId) }),
	}),
	defineRoute({
		...{ method: "patch", path: "/wires/:wireId", tag, ability, keyless: true },
		summary: "Change a wire, pause it, or switch it on again",
		body: wirePatchSchema,
		example: { state: "paused" },
		answers: found("The wire.", wireViewSchema),
		problems: ["unknown_reference"],
		handle: async (parts, { params: { wireId }, body, audit }) => {
			const { authorization, everySeconds, ...rest } = body;
			if (rest.address !== undefined) checkAddress(parts, rest.address);
			const wire = await parts.database.kysely.transaction().execute(async (transaction) => {
				const before = await find(transaction, wireId);
				if (rest.address !== undefined && before.kind === "inbound")
					throw refuse("/address", "An inbound wire has no address.");
				checkDirect({ ...before, ...defined(rest) });
				if (rest.target !== undefined) await checkTarget(transaction, rest.target);
				const given = {
					...defined(rest),
					...(everySeconds !== undefined && { every_seconds: everySeconds }),
					...(authorization !== undefined && { credentials: sealCredentials(parts.settings.secret, authorization) }),
				};
				await updateWire(transaction, wireId, given);
				await audit.note(transaction, {
					subject: wireId,
					detail: { fields: Object.keys(body), ...(body.state && { state: body.state }) },
				});
				return find(transaction, wireId);
			});
			return { status: 200, body: wire };
		},
	}),
	defineRoute({
		...{ method: "delete", path: "/wires/:wireId", tag, ability, keyless: true },
		summary: "Remove a wire; what came in by it stays",
		answers: { 204: { description: "It is gone.", schema: null } },
		handle: async ({ database }, { params: { wireId } }) => {
			if (!(await deleteWire(database.kysely, wireId))) throw missing(wireId);
			return { status: 204 };
		},
	}),
	defineRoute({
		...{ method: "get", path: "/wires/:wireId/items", tag, ability },
		summary: "List what came in by a wire, and what was made of it, newest first",
		query: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(50) }),
		answers: found("Items.", listOf(wireItemSchema)),
		handle: async ({ database }, { params: { wireId }, query }) => {
			await find(database.kysely, wireId);
			return { status: 200, body: { items: await readWireItems(database.kysely, wireId, query.limit), next: null } };
		},
	}),
	defineRoute({
		...{ method: "post", path: "/wires/:wireId/fetch", tag, ability, keyless: true },
		summary: "Ask a feed now, whatever its time",
		answers: found("The wire, after it was asked.", wireViewSchema),
		handle: async (parts, { params: { wireId } }) => {
			const { kysely } = parts.database;
			const before = await find(kysely, wireId);
			if (before.kind === "inbound") throw new ProblemError("conflict", "An inbound wire is not asked.");
			const wire = await takeWire(kysely, wireId, newId());
			if (wire === null) throw new ProblemError("conflict", "It is being asked just now.");
			await askWire(parts, wire);
			return { status: 200, body: await find(kysely, wireId) };
		},
	}),
	defineRoute({
		...{ method: "post", path: "/wires/:wireId/rotate", tag, ability, keyless: true },
		summary: "Make a new secret for an inbound wire, shown this once; the one before stops at once",
		answers: { 201: { description: "The wire, with its new secret.", schema: withSecret } },
		handle: async ({ database: { kysely } }, { params: { wireId } }) => {
			if ((await find(kysely, wireId)).kind !== "inbound") {
				throw new ProblemError("conflict", "Only an inbound wire has a secret.");
			}
			const secret = newInboundSecret();
			await updateWire(kysely, wireId, { secret_hash: hashInbound(secret) });
			return { status: 201, body: { secret, ...(await find(kysely, wireId)) } };
		},
	}),
];

const missing = (id: string) => new ProblemError("not_found", `There is no wire ${id}.`);
const refuse = (pointer: string, detail: string) =>
	new ProblemError("invalid", detail, { errors: [{ pointer, detail }] });

async function find(executor: Executor, id: string): Promise<WireView> {
	const [wire] = await readWires(executor, id);
	if (!wire) throw missing(id);
	return wire;
}

type Defined<Value> = { [Name in keyof Value]: Exclude<Value[Name], undefined> };
const defined = <Value extends object>(given: Value): Partial<Defined<Value>> =>
	Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Defined<Value>>;

function checkAddress({ outbound }: AcceptParts, address: string): void {
	const detail = outbound.problemOf(address);
	if (detail !== null) throw refuse("/address", detail);
}

/** What goes to readers without an editor goes to a place that somebody chose. */
function checkDirect({ direct, target }: { direct: boolean; target: string | null }): void {
	if (direct && target === null) throw refuse("/direct", "What goes straight to readers needs a story or a section.");
}

/** @throws {ProblemError} `unknown_reference`, `not_live` */
async function checkTarget(executor: Executor, target: string | null): Promise<void> {
	if (target === null) return;
	const [kind, id = ""] = target.split(":");
	if (kind === "section") {
		const section = await executor.selectFrom("sections").select("id").where("id", "=", id).executeTakeFirst();
		if (!section) throw new ProblemError("unknown_reference", `There is no section ${id}.`);
		return;
	}
	const story = await readStoryLine(executor, id);
	if (!story) throw new ProblemError("unknown_reference", `There is no story ${id}.`);
	if (story.kind !== "live") throw new ProblemError("unknown_reference", "An article has no posts.");
}
