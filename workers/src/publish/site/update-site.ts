import { isDeepStrictEqual } from "node:util";
import {
	collectReferences,
	type Executor,
	imagesOf,
	json,
	readMedia,
	readReferences,
	readSite,
} from "@dateline/shared/database";
import { ProblemError, type SiteChange, type SiteContent } from "@dateline/shared/protocol";
import { checkRevision, patched } from "../checks.ts";
import { siteEvent } from "../tell-shown.ts";
import type { SiteContext, SiteDecision } from "./apply-site-change.ts";

/** `site.update`: name, logo, words about itself, zone, navigation, filters of the feed, and the texts of its own pages. */
export async function updateSite(
	transaction: Executor,
	{ patch }: Extract<SiteChange, { type: "site.update" }>,
	{ ifMatch }: SiteContext,
): Promise<SiteDecision> {
	const row = await transaction.selectFrom("site").selectAll().executeTakeFirstOrThrow();
	checkRevision(ifMatch, row.revision);
	const { pages, ...rest } = patch;
	const content = patched(row.content, rest);
	if (pages) content.pages = withPages(row.content.pages, pages);
	if (isDeepStrictEqual(content, row.content)) return { events: [], revision: row.revision };
	const ids = collectReferences([]);
	const asked = [...content.navigation, ...(content.filters?.sections ?? [])];
	for (const id of asked) ids.sections.add(id);
	for (const id of content.filters?.topics ?? []) ids.topics.add(id);
	const { sections, topics } = await readReferences(transaction, ids);
	const missing = asked.find((id) => !sections.has(id));
	if (missing !== undefined) throw new ProblemError("unknown_reference", `There is no section ${missing}.`);
	const topic = content.filters?.topics.find((id) => !topics.has(id));
	if (topic !== undefined) throw new ProblemError("unknown_reference", `There is no topic ${topic}.`);
	const { light, dark } = content.logo ?? {};
	const pictures = [light, dark, ...Object.values(content.pages ?? {}).flatMap((page) => (page ? imagesOf(page) : []))];
	const known = await readMedia(
		transaction,
		pictures.filter((id) => id != null),
	);
	const lost = pictures.find((id) => id != null && !known.has(id));
	if (lost) throw new ProblemError("unknown_reference", `There is no picture ${lost}.`);
	const revision = row.revision + 1;
	await transaction
		.updateTable("site")
		.set({ revision, content: json(content) })
		.execute();
	return { events: [siteEvent(await readSite(transaction))], revision };
}

type Pages = NonNullable<SiteContent["pages"]>;

/** The pages with those that the change names; what it names as null goes. */
function withPages(pages: Pages | undefined, change: Pages): Pages {
	const kept = Object.entries({ ...pages, ...change }).filter(([, page]) => page != null);
	return Object.fromEntries(kept) as Pages;
}
