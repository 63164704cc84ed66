import { findIds, imagesOf, isTimeZoneOfRecord, readEditorDigest, readEditorSite } from "@dateline/shared/database";
import type { Document, SitePage } from "@dateline/shared/model";
import { type BodyInput, ProblemError, type SiteContent } from "@dateline/shared/protocol";
import { resolveReferences } from "../content/resolve-references.ts";
import { parseBody } from "../parse-body/parse-body.ts";
import type { IfMatch } from "../routing/if-match.ts";
import { checkRevision } from "./check-revision.ts";
import type { Outcome, Writing } from "./hand-in.ts";

type SitePatch = { [Name in Exclude<keyof SiteContent, "pages">]?: SiteContent[Name] | undefined } & {
	pages?: { [Name in SitePage]?: BodyInput | null | undefined } | undefined;
};

/** Hands in a change to the site. */
export async function patchSite(
	transaction: Writing,
	{ patch, ifMatch }: { patch: SitePatch; ifMatch: IfMatch | null },
): Promise<Outcome> {
	const site = await readEditorSite(transaction);
	await checkRevision(transaction, ifMatch, { kind: "site", id: "site" }, site);
	const { navigation } = await resolveReferences(transaction, { navigation: patch.navigation });
	const filters = patch.filters && (await resolveFilters(transaction, patch.filters));
	if (patch.timeZone !== undefined) await checkTimeZone(transaction, patch.timeZone);
	const pages = patch.pages && parsePages(patch.pages);
	await checkPictures(transaction, patch.logo, pages);
	const given = Object.fromEntries(
		Object.entries({ ...patch, navigation, filters, pages }).filter(([, value]) => value !== undefined),
	);
	if (Object.keys(given).length === 0) throw new ProblemError("invalid", "There is nothing to change in the body.");
	const change = { type: "site.update" as const, patch: given };
	return { submission: { storyId: null, change, ifMatch: ifMatch?.revision ?? null } };
}

type Filters = NonNullable<SiteContent["filters"]>;

/** @throws {ProblemError} `unknown_reference`, by the places in the body */
async function resolveFilters(transaction: Writing, { keyDevelopments, ...names }: Filters): Promise<Filters> {
	const resolved = await resolveReferences(transaction, { filters: names });
	return { sections: [], topics: [], ...resolved.filters, keyDevelopments };
}

type Pages = NonNullable<SiteContent["pages"]>;

/** The texts as sanitised documents; one without a word is taken away. */
function parsePages(pages: NonNullable<SitePatch["pages"]>): Pages {
	const parsed = Object.entries(pages).map(([page, input]) => [page, input ? textOrNothing(parseBody(input)) : null]);
	return Object.fromEntries(parsed) as Pages;
}

function textOrNothing(document: Document): Document | null {
	const [only, more] = document.content;
	const isEmpty = more === undefined && (!only || (only.type === "paragraph" && (only.content ?? []).length === 0));
	return isEmpty ? null : document;
}

/** @throws {ProblemError} `invalid` for a zone that only Node knows: days are counted by PostgreSQL too */
export async function checkTimeZone(transaction: Writing, zone: string): Promise<void> {
	if (await isTimeZoneOfRecord(transaction, zone)) return;
	throw new ProblemError("invalid", `The record does not know the time zone ${zone}.`, {
		errors: [{ pointer: "/timeZone", detail: "an IANA time zone such as Europe/Kyiv" }],
	});
}

/** @throws {ProblemError} `unknown_reference` */
async function checkPictures(transaction: Writing, logo: SiteContent["logo"], pages: Pages | undefined): Promise<void> {
	const asked = [
		{ pointer: "/logo/light", ids: logo?.light ? [logo.light] : [] },
		{ pointer: "/logo/dark", ids: logo?.dark ? [logo.dark] : [] },
		...Object.entries(pages ?? {}).map(([page, document]) => ({
			pointer: `/pages/${page}`,
			ids: document ? imagesOf(document) : [],
		})),
	];
	const found = await findIds(
		transaction,
		"media",
		asked.flatMap(({ ids }) => ids),
	);
	const missing = asked.flatMap(({ pointer, ids }) =>
		ids.filter((id) => !found.has(id)).map((id) => ({ pointer, detail: `There is no picture ${id}.` })),
	);
	if (missing[0]) throw new ProblemError("unknown_reference", missing[0].detail, { errors: missing });
}

/** Hands in a day's digest. */
export async function putDigest(
	transaction: Writing,
	{ date, lines, ifMatch }: { date: string; lines: readonly string[]; ifMatch: IfMatch | null },
): Promise<Outcome> {
	const present = await readEditorDigest(transaction, date);
	await checkRevision(transaction, ifMatch, { kind: "digest", id: date }, present ?? { revision: 0 });
	const found = await findIds(transaction, "key_developments", lines);
	const missing = lines.flatMap((id, index) =>
		found.has(id) ? [] : [{ pointer: `/lines/${index}`, detail: `There is no key development ${id}.` }],
	);
	if (missing[0]) throw new ProblemError("unknown_reference", missing[0].detail, { errors: missing });
	const change = { type: "digest.put" as const, date, lines: [...new Set(lines)] };
	return { submission: { storyId: null, change, ifMatch: ifMatch?.revision ?? null } };
}
