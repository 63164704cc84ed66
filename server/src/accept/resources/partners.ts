import { readPartners } from "@dateline/shared/database";
import { idSchema } from "@dateline/shared/model";
import {
	listOf,
	partnerInputSchema,
	partnerPatchSchema,
	partnerRotationSchema,
	partnerSchema,
	partnerThemeSchema,
} from "@dateline/shared/protocol";
import { z } from "zod";
import {
	createPartner,
	getPartner,
	listPartners,
	patchPartner,
	revokePartner,
	rotateKey,
} from "../commands/partners.ts";
import type { AcceptParts } from "../parts.ts";
import { defineRoute } from "../routing/define-route.ts";
import { etagOf } from "../routing/if-match.ts";
import { found } from "./answers.ts";

const tag = "Partners";
const example = {
	name: "Harbour Gazette",
	origins: ["https://www.harbour-gazette.example"],
	channels: ["section:3kq8w0z2m4hd7c"],
};
const transact = <Result>({ database }: AcceptParts, work: Parameters<typeof run<Result>>[1]) => run(database, work);
const run = <Result>(
	database: AcceptParts["database"],
	work: (executor: AcceptParts["database"]["kysely"]) => Promise<Result>,
) => database.kysely.transaction().execute(work);

/** What a page of the console needs to write an embed's line: names and keys, nothing else. */
const partnerNameSchema = z.object({
	id: idSchema,
	name: z.string(),
	key: z.string(),
	channels: z.array(z.string()),
	theme: partnerThemeSchema,
});

export const partnerRoutes = [
	defineRoute({
		method: "get",
		path: "/partners",
		summary: "List all partners, revoked ones too, with what they use",
		tag,
		ability: "partner.manage",
		answers: found("All partners.", listOf(partnerSchema)),
		handle: async (parts) => ({ status: 200, body: { items: await listPartners(parts), next: null } }),
	}),
	defineRoute({
		method: "get",
		path: "/partner-names",
		summary: "List the partners that may embed, for the line that embeds a story",
		tag,
		ability: "partner.read",
		answers: found("All that were not revoked.", listOf(partnerNameSchema)),
		handle: async ({ database }) => {
			const all = await readPartners(database.kysely);
			const items = all
				.filter(({ revokedAt }) => revokedAt === null)
				.map(({ id, name, key, channels, theme }) => ({ id, name, key, channels, theme }));
			return { status: 200, body: { items, next: null } };
		},
	}),
	defineRoute({
		method: "post",
		keyless: true,
		path: "/partners",
		summary: "Let a site embed: it gets a key, which opens from its origins alone",
		tag,
		ability: "partner.manage",
		body: partnerInputSchema,
		action: "partner.create",
		example,
		answers: { 201: { description: "The partner.", schema: partnerSchema } },
		problems: ["conflict"],
		handle: (parts, { body, actor, audit }) =>
			transact(parts, async (executor) => {
				const partner = await createPartner(executor, body, actor);
				await audit.note(executor, { subject: partner.id, detail: { name: partner.name, origins: partner.origins } });
				return { status: 201, body: partner, location: `/api/v1/partners/${partner.id}` };
			}),
	}),
	defineRoute({
		method: "get",
		path: "/partners/:partnerId",
		summary: "Get a partner",
		tag,
		ability: "partner.manage",
		answers: found("The partner.", partnerSchema),
		handle: async (parts, { params }) => {
			const partner = await getPartner(parts, params.partnerId);
			return { status: 200, body: partner, etag: etagOf(partner) };
		},
	}),
	defineRoute({
		method: "patch",
		keyless: true,
		path: "/partners/:partnerId",
		summary: "Change a partner; every server obeys within a second",
		tag,
		ability: "partner.manage",
		body: partnerPatchSchema,
		ifMatch: true,
		example: { rate: 100 },
		answers: found("The partner as it is now.", partnerSchema),
		problems: ["revision_mismatch"],
		handle: (parts, { params: { partnerId }, body, ifMatch, audit }) =>
			transact(parts, async (executor) => {
				const partner = await patchPartner(executor, body, { partnerId, ifMatch });
				await audit.note(executor, { detail: { name: partner.name, fields: Object.keys(body) } });
				return { status: 200, body: partner, etag: etagOf(partner) };
			}),
	}),
	defineRoute({
		method: "delete",
		keyless: true,
		path: "/partners/:partnerId",
		action: "partner.revoke",
		summary: "Revoke a partner; its open connections end within a second",
		tag,
		ability: "partner.manage",
		answers: found("The revoked partner.", partnerSchema),
		handle: (parts, { params: { partnerId }, audit }) =>
			transact(parts, async (executor) => {
				const partner = await revokePartner(executor, partnerId, true);
				await audit.note(executor, { detail: { name: partner.name } });
				return { status: 200, body: partner };
			}),
	}),
	defineRoute({
		method: "post",
		keyless: true,
		path: "/partners/:partnerId/restore",
		summary: "Give a revoked partner back what it had",
		tag,
		ability: "partner.manage",
		answers: found("The partner.", partnerSchema),
		handle: (parts, { params: { partnerId }, audit }) =>
			transact(parts, async (executor) => {
				const partner = await revokePartner(executor, partnerId, false);
				await audit.note(executor, { detail: { name: partner.name } });
				return { status: 200, body: partner };
			}),
	}),
	defineRoute({
		method: "post",
		keyless: true,
		path: "/partners/:partnerId/rotate",
		summary: "Give a partner a new key; the one of before opens for the hours that are given, or not at all",
		tag,
		ability: "partner.manage",
		body: partnerRotationSchema,
		example: { graceHours: 24 },
		answers: found("The partner with its new key.", partnerSchema),
		handle: (parts, { params: { partnerId }, body, audit }) =>
			transact(parts, async (executor) => {
				const partner = await rotateKey(executor, partnerId, body.graceHours);
				await audit.note(executor, { detail: { name: partner.name, graceHours: body.graceHours } });
				return { status: 200, body: partner };
			}),
	}),
];
