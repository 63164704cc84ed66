import { findIds, readEditorDigest, readEditorSite } from "@dateline/shared/database";
import { ProblemError, type SiteContent } from "@dateline/shared/protocol";
import { resolveReferences } from "../content/resolve-references.ts";
import type { IfMatch } from "../routing/if-match.ts";
import { checkRevision } from "./check-revision.ts";
import type { Outcome, Writing } from "./hand-in.ts";

type SitePatch = { [Name in keyof SiteContent]?: SiteContent[Name] | undefined };

/** Hands in a change to the site. */
export async function patchSite(
	transaction: Writing,
	{ patch, ifMatch }: { patch: SitePatch; ifMatch: IfMatch | null },
): Promise<Outcome> {
	const site = await readEditorSite(transaction);
	await checkRevision(transaction, ifMatch, { kind: "site", id: "site" }, site);
	const { navigation } = await resolveReferences(transaction, { navigation: patch.navigation });
	const given = Object.fromEntries(Object.entries({ ...patch, navigation }).filter(([, value]) => value !== undefined));
	if (Object.keys(given).length === 0) throw new ProblemError("invalid", "There is nothing to change in the body.");
	const change = { type: "site.update" as const, patch: given };
	return { submission: { storyId: null, change, ifMatch: ifMatch?.revision ?? null } };
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
