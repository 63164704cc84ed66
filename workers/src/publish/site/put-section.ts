import { isDeepStrictEqual } from "node:util";
import { type Executor, json, presentSection, readSite } from "@dateline/shared/database";
import type { EventDraft } from "@dateline/shared/model";
import { ProblemError, type SectionContent, type SiteChange } from "@dateline/shared/protocol";
import { checkRevision } from "../checks.ts";
import { siteEvent } from "../tell-shown.ts";
import type { SiteContext, SiteDecision } from "./apply-site-change.ts";
import { channelsOfStories, readNewestStoriesIn } from "./channels-showing.ts";
import { sharedEvent } from "./shared-event.ts";

type Put = { id: string; content: SectionContent };

/** `section.put`: makes or replaces a section. */
export const putSection = (
	executor: Executor,
	change: Extract<SiteChange, { type: "section.put" }>,
	context: SiteContext,
) => put(executor, "sections", change, context, (section) => ({ type: "section.updated", section }));

/** `topic.put`: makes or replaces a topic. */
export const putTopic = (
	executor: Executor,
	change: Extract<SiteChange, { type: "topic.put" }>,
	context: SiteContext,
) => put(executor, "topics", change, context, (topic) => ({ type: "topic.updated", topic }));

async function put(
	transaction: Executor,
	table: "sections" | "topics",
	{ id, content }: Put,
	{ ifMatch }: SiteContext,
	draftOf: (view: ReturnType<typeof presentSection>) => EventDraft,
): Promise<SiteDecision> {
	const row = await transaction.selectFrom(table).selectAll().where("id", "=", id).executeTakeFirst();
	checkRevision(ifMatch, row?.revision ?? 0);
	if (row && isDeepStrictEqual(row.content, content)) return { events: [], revision: row.revision };
	const { slug } = content;
	const owner = await transaction.selectFrom(table).select("id").where("slug", "=", slug).executeTakeFirst();
	if (owner && owner.id !== id) throw new ProblemError("slug_taken", `The slug ${slug} is taken.`);
	const revision = (row?.revision ?? 0) + 1;
	const written = { slug, revision, content: json(content) };
	await transaction
		.insertInto(table)
		.values({ id, ...written })
		.onConflict((conflict) => conflict.column("id").doUpdateSet(written))
		.execute();
	const channel = table === "sections" ? `section:${id}` : `topic:${id}`;
	const shown = await channelsOfStories(transaction, await readNewestStoriesIn(transaction, [channel]));
	const draft = draftOf(presentSection({ id, revision, slug, content }));
	const events = [sharedEvent(draft, ["site", channel, ...shown])];
	// A retired section leaves the navigation, and comes back to its place.
	const moved = table === "sections" && (row?.content.retired ?? false) !== (content.retired ?? false);
	if (moved) events.push(siteEvent(await readSite(transaction)));
	return { events, revision };
}
