import { isDeepStrictEqual } from "node:util";
import { type Executor, json, presentAuthor, readMedia } from "@dateline/shared/database";
import { ProblemError, type SiteChange } from "@dateline/shared/protocol";
import { checkRevision } from "../checks.ts";
import type { SiteContext, SiteDecision } from "./apply-site-change.ts";
import { channelsOfStories, readStoriesOfAuthors } from "./channels-showing.ts";
import { sharedEvent } from "./shared-event.ts";

/** `author.put`: makes or replaces an author. */
export async function putAuthor(
	transaction: Executor,
	{ id, content }: Extract<SiteChange, { type: "author.put" }>,
	{ ifMatch }: SiteContext,
): Promise<SiteDecision> {
	const row = await transaction.selectFrom("authors").selectAll().where("id", "=", id).executeTakeFirst();
	checkRevision(ifMatch, row?.revision ?? 0);
	if (row && isDeepStrictEqual(row.content, content)) return { events: [], revision: row.revision };
	const { slug, portrait } = content;
	const owner = await transaction.selectFrom("authors").select("id").where("slug", "=", slug).executeTakeFirst();
	if (owner && owner.id !== id) throw new ProblemError("slug_taken", `Another author has the slug ${slug}.`);
	const media = await readMedia(transaction, portrait ? [portrait] : []);
	if (portrait && !media.has(portrait)) {
		throw new ProblemError("unknown_reference", `There is no picture ${portrait}.`);
	}
	const revision = (row?.revision ?? 0) + 1;
	const written = { slug, revision, content: json(content) };
	await transaction
		.insertInto("authors")
		.values({ id, ...written })
		.onConflict((conflict) => conflict.column("id").doUpdateSet(written))
		.execute();
	const shown = await channelsOfStories(transaction, await readStoriesOfAuthors(transaction, [id]));
	const author = presentAuthor({ id, revision, slug, content }, media);
	return {
		events: [sharedEvent({ type: "author.updated", author }, ["site", `author:${id}`, ...shown])],
		revision,
	};
}
