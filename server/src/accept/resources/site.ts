import { listDigests, readDigestProposal, readEditorDigest, readEditorSite } from "@dateline/shared/database";
import {
	digestInputSchema,
	digestListQuerySchema,
	digestProposalSchema,
	editorDigestSchema,
	editorSiteSchema,
	listOf,
	ProblemError,
	sitePatchSchema,
} from "@dateline/shared/protocol";
import { handIn } from "../commands/hand-in.ts";
import { patchSite, putDigest } from "../commands/put-site.ts";
import { defineRoute } from "../routing/define-route.ts";
import { etagOf } from "../routing/if-match.ts";
import { changeAnswers, found } from "./answers.ts";

export const siteRoutes = [
	defineRoute({
		method: "get",
		path: "/site",
		summary: "Get the site's name, language, time zone and navigation",
		tag: "Site",
		ability: "site.read",
		answers: found("The site.", editorSiteSchema),
		handle: async ({ database }) => {
			const site = await readEditorSite(database.kysely);
			return { status: 200, body: site, etag: etagOf(site) };
		},
	}),
	defineRoute({
		method: "patch",
		path: "/site",
		summary: "Change the site",
		tag: "Site",
		ability: "site.write",
		body: sitePatchSchema,
		ifMatch: true,
		example: { name: "The Courier", navigation: ["world", "science"] },
		answers: changeAnswers("site", editorSiteSchema, 200),
		problems: ["unknown_reference", "revision_mismatch"],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				patchSite(transaction, { patch: input.body, ifMatch: input.ifMatch }),
			),
	}),
	defineRoute({
		method: "get",
		path: "/digests",
		summary: "List digests, newest day first",
		tag: "Digests",
		ability: "digest.read",
		query: digestListQuerySchema,
		answers: found("A page of digests.", listOf(editorDigestSchema)),
		handle: async ({ database }, { query }) => ({ status: 200, body: await listDigests(database.kysely, query) }),
	}),
	defineRoute({
		method: "get",
		path: "/digests/:date",
		summary: "Get a day's digest",
		tag: "Digests",
		ability: "digest.read",
		answers: found("The digest.", editorDigestSchema),
		handle: async ({ database }, { params }) => {
			const digest = await readEditorDigest(database.kysely, params.date);
			if (!digest) throw new ProblemError("not_found", `There is no digest of ${params.date}.`);
			return { status: 200, body: digest, etag: etagOf(digest) };
		},
	}),
	defineRoute({
		method: "get",
		path: "/digests/:date/proposal",
		summary: "Get the digest that a day makes by itself, to pick from and order",
		description:
			"What an editor has put into it stands first, as it is; then the day's other key developments, by story. Lines that are behind their post, or whose post was withdrawn, say so.",
		tag: "Digests",
		ability: "digest.read",
		answers: found("The proposal.", digestProposalSchema),
		handle: async ({ database }, { params }) => ({
			status: 200,
			body: await readDigestProposal(database.kysely, params.date),
		}),
	}),
	defineRoute({
		method: "put",
		path: "/digests/:date",
		summary: "Publish a day's digest, or replace it",
		tag: "Digests",
		ability: "digest.put",
		body: digestInputSchema,
		ifMatch: true,
		example: { lines: ["3kq8w0z2m4hd7c"] },
		answers: changeAnswers("digest", editorDigestSchema, 200),
		problems: ["unknown_reference", "revision_mismatch"],
		handle: (parts, input) =>
			handIn(parts, { ...input, success: 200 }, (transaction) =>
				putDigest(transaction, { date: input.params.date, lines: input.body.lines, ifMatch: input.ifMatch }),
			),
	}),
];
