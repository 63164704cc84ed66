import { setTimeout as sleep } from "node:timers/promises";
import { insertSubmission, type OpenRecord, readSite } from "@dateline/shared/database";
import type { Change } from "@dateline/shared/protocol";
import { stories } from "./coverage.ts";
import { developmentsOf, type NamedChange, siteChanges, storyChanges } from "./sample-changes.ts";
import { sampleId } from "./sample-id.ts";
import { type MediaSettings, storeSamplePictures } from "./store-sample-pictures.ts";

type Ring = (storyId: string | null) => Promise<void>;

const actor = "sample";
/** How long the worker may take for what later changes refer to; past it the rest is left for the next start. */
const patienceMs = 60_000;

/**
 * Fills a new record with our invented coverage, by submissions as anybody's: the worker that runs beside it publishes
 * them. Does nothing when anybody else has handed something in, or when the sample is there already; one that was cut
 * short is finished. Pictures go where uploads go.
 */
export async function writeSample({
	database,
	settings,
	ring,
}: {
	database: OpenRecord;
	settings: MediaSettings;
	/** The worker's bell; resolves when what was due is done. */
	ring: Ring;
}): Promise<void> {
	const { kysely } = database;
	const strangers = await kysely
		.selectFrom("submissions")
		.select("id")
		.where("actor", "not in", [actor, "schedule"])
		.limit(1)
		.execute();
	if (strangers.length > 0 || (await isThere(database, "end"))) return;
	await storeSamplePictures({ database, settings });
	const now = await startOf(database);
	await submit({ database, ring }, null, siteChanges());
	for (const story of stories) {
		const id = sampleId(`story:${story.slug}`);
		await kysely
			.insertInto("stories")
			.values({ id, kind: story.kind, status: "draft", created_by: actor })
			.onConflict((conflict) => conflict.column("id").doNothing())
			.execute();
		await submit({ database, ring }, id, storyChanges(story, now));
	}
	await submit({ database, ring }, null, digestChanges(now, (await readSite(kysely)).timeZone));
	await submit({ database, ring }, null, [{ name: "end", change: { type: "site.update", patch: {} } }]);
}

/** The moment from which the sample's times count back: when its first submission was made. */
async function startOf({ kysely }: OpenRecord): Promise<Date> {
	const first = await kysely
		.selectFrom("submissions")
		.select("created_at")
		.where("actor", "=", actor)
		.orderBy("sequence")
		.limit(1)
		.executeTakeFirst();
	return first?.created_at ?? new Date();
}

/** Hands in those changes that are not there yet, and waits until all are done: later ones refer to them. */
async function submit(
	{ database, ring }: { database: OpenRecord; ring: Ring },
	storyId: string | null,
	changes: NamedChange<Change>[],
): Promise<void> {
	for (const { name, change } of changes) {
		if (await isThere(database, name)) continue;
		await database.kysely.transaction().execute((transaction) =>
			insertSubmission(transaction, {
				id: sampleId(`submission:${name}`),
				storyId,
				change,
				state: "queued",
				dueAt: null,
				ifMatch: null,
				actor,
			}),
		);
	}
	await ring(storyId);
	const end = Date.now() + patienceMs;
	while (Date.now() < end) {
		const open = await database.kysely
			.selectFrom("submissions")
			.select("id")
			.where("actor", "=", actor)
			.where("state", "in", ["queued", "scheduled"])
			.limit(1)
			.execute();
		if (open.length === 0) return;
		await sleep(20);
	}
	throw new Error("the worker does not publish the sample coverage");
}

async function isThere({ kysely }: OpenRecord, name: string): Promise<boolean> {
	const id = sampleId(`submission:${name}`);
	return (await kysely.selectFrom("submissions").select("id").where("id", "=", id).execute()).length > 0;
}

/** A digest for each day that has key developments, in the site's time zone. */
function digestChanges(now: Date, timeZone: string): NamedChange[] {
	const day = new Intl.DateTimeFormat("en-CA", { timeZone });
	const lines = new Map<string, string[]>();
	for (const { id, at } of developmentsOf(stories, now)) {
		const date = day.format(new Date(at));
		lines.set(date, [...(lines.get(date) ?? []), id]);
	}
	return [...lines].toReversed().map(([date, ids]) => ({
		name: `digest:${date}`,
		change: { type: "digest.put", date, lines: ids },
	}));
}
