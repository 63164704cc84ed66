import { isDeepStrictEqual } from "node:util";
import { collectReferences, type Executor, json, readReferences, readSite } from "@dateline/shared/database";
import { ProblemError, type SiteChange } from "@dateline/shared/protocol";
import { checkRevision, patched } from "../checks.ts";
import { siteEvent } from "../tell-shown.ts";
import type { SiteContext, SiteDecision } from "./apply-site-change.ts";

/** `site.update`: name, words about itself, zone, navigation. */
export async function updateSite(
	transaction: Executor,
	{ patch }: Extract<SiteChange, { type: "site.update" }>,
	{ ifMatch }: SiteContext,
): Promise<SiteDecision> {
	const row = await transaction.selectFrom("site").selectAll().executeTakeFirstOrThrow();
	checkRevision(ifMatch, row.revision);
	const content = patched(row.content, patch);
	if (isDeepStrictEqual(content, row.content)) return { events: [], revision: row.revision };
	const ids = collectReferences([]);
	for (const id of content.navigation) ids.sections.add(id);
	const { sections } = await readReferences(transaction, ids);
	const missing = content.navigation.find((id) => !sections.has(id));
	if (missing !== undefined) throw new ProblemError("unknown_reference", `There is no section ${missing}.`);
	const revision = row.revision + 1;
	await transaction
		.updateTable("site")
		.set({ revision, content: json(content) })
		.execute();
	return { events: [siteEvent(await readSite(transaction))], revision };
}
