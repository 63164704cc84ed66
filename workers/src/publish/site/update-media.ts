import { isDeepStrictEqual } from "node:util";
import { type Executor, json, presentMedia } from "@dateline/shared/database";
import { ProblemError, type SiteChange } from "@dateline/shared/protocol";
import { checkRevision, patched } from "../checks.ts";
import type { SiteContext, SiteDecision } from "./apply-site-change.ts";
import { channelsOfStories, readStoriesLedBy, readStoriesOfAuthors } from "./channels-showing.ts";
import { sharedEvent } from "./shared-event.ts";
import { submitTextsAnew } from "./submit-texts-anew.ts";

/**
 * `media.update`: caption, credit, alt text, focal point. Where the picture leads a story or is a portrait, its event
 * renews it; the texts that show it are made anew by submissions of their own, each under its story's lock.
 */
export async function updateMedia(
	transaction: Executor,
	{ id, content: patch }: Extract<SiteChange, { type: "media.update" }>,
	{ ifMatch }: SiteContext,
): Promise<SiteDecision> {
	const row = await readRow(transaction, id);
	checkRevision(ifMatch, row.revision);
	const content = patched(row.content, patch);
	// What has words needs no reason for having none.
	if (content.alt !== "" && content.altAbsence) content.altAbsence = null;
	if (isDeepStrictEqual(content, row.content)) return { events: [], revision: row.revision };
	const revision = row.revision + 1;
	await transaction
		.updateTable("media")
		.set({ revision, content: json(content) })
		.where("id", "=", id)
		.execute();
	return tell(transaction, { ...row, revision, content });
}

/** `media.measure`: what the worker found out of a video or sound, and the still picture that it took. */
export async function measureMedia(
	transaction: Executor,
	{ id, ...measured }: Extract<SiteChange, { type: "media.measure" }>,
): Promise<SiteDecision> {
	const row = await readRow(transaction, id);
	const { width, height, duration, poster } = measured;
	const found = { width: width || row.width, height: height || row.height, duration, poster: poster ?? row.poster };
	const revision = row.revision + 1;
	await transaction
		.updateTable("media")
		.set({ revision, ...found })
		.where("id", "=", id)
		.execute();
	return tell(transaction, { ...row, revision, ...found });
}

async function readRow(transaction: Executor, id: string) {
	const row = await transaction.selectFrom("media").selectAll().where("id", "=", id).executeTakeFirst();
	if (!row) throw new ProblemError("not_found", "There is no such picture.");
	return row;
}

async function tell(transaction: Executor, row: Awaited<ReturnType<typeof readRow>>): Promise<SiteDecision> {
	const { id, revision } = row;
	await submitTextsAnew(transaction, id);
	const portrayed = await transaction.selectFrom("authors").select(["id", "content"]).execute();
	const authors = portrayed.flatMap((author) => (author.content.portrait === id ? author.id : []));
	const stories = [...(await readStoriesLedBy(transaction, id)), ...(await readStoriesOfAuthors(transaction, authors))];
	const shown = await channelsOfStories(transaction, stories);
	const own = authors.map((author) => `author:${author}`);
	return {
		events: [sharedEvent({ type: "media.updated", media: presentMedia(row) }, ["site", ...own, ...shown])],
		revision,
	};
}
