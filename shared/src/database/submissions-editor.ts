import { sql } from "kysely";
import { documentText } from "../model/index.ts";
import type { Change, SubmissionDetail, SubmissionLine, SubmissionListQuery } from "../protocol/index.ts";
import { readActorNames } from "./actor-names.ts";
import { type Executor, json } from "./open.ts";
import { type Page, pageOf } from "./page.ts";
import { isStoryOpenTo, isWorkOpenTo, type Viewer } from "./people-access.ts";
import { changeVersion, presentSubmission } from "./submissions.ts";

/** A submission with the change itself and who handed it in, or null. */
export async function readSubmissionDetail(executor: Executor, id: string): Promise<SubmissionDetail | null> {
	const row = await executor
		.selectFrom("submissions")
		.selectAll()
		.select(changeVersion.as("version"))
		.where("id", "=", id)
		.executeTakeFirst();
	if (!row) return null;
	const names = await readActorNames(executor, [row.actor]);
	return {
		...presentSubmission(row),
		actor: row.actor,
		actorName: names.get(row.actor) ?? null,
		change: row.change,
		version: row.version,
	};
}

/** Submissions that are there for the viewer, newest first; with `actor`, those of this one alone. */
export async function listSubmissions(
	executor: Executor,
	query: Pick<SubmissionListQuery, "state" | "storyId" | "after" | "limit"> & { actor: string | null; viewer: Viewer },
): Promise<Page<SubmissionLine>> {
	let select = executor
		.selectFrom("submissions")
		.leftJoin("stories", "stories.id", "submissions.story_id")
		.selectAll("submissions")
		.select(changeVersion.as("version"))
		.select(sql<string | null>`coalesce(stories.content ->> 'headline', stories.draft ->> 'headline')`.as("headline"));
	if (query.state) select = select.where("submissions.state", "in", query.state);
	if (query.storyId) select = select.where("submissions.story_id", "=", query.storyId);
	select = select
		.where(isStoryOpenTo(query.viewer, "submissions.story_id"))
		.where(isWorkOpenTo(query.viewer, "submissions.story_id", "submissions.actor"));
	if (query.actor) select = select.where("submissions.actor", "=", query.actor);
	if (query.after !== undefined) select = select.where("submissions.sequence", "<", Number(query.after));
	const rows = await select
		.orderBy("submissions.sequence", "desc")
		.limit(query.limit + 1)
		.execute();
	const names = await readActorNames(
		executor,
		rows.map((row) => row.actor),
	);
	const present = (row: (typeof rows)[number]): SubmissionLine => ({
		...presentSubmission(row),
		actor: row.actor,
		actorName: names.get(row.actor) ?? null,
		version: row.version,
		about: aboutOf(row.change),
		storyHeadline: row.headline,
	});
	return pageOf(rows, query.limit, present, (row) => String(row.sequence));
}

/** What is asked about a submission while somebody waits for it. */
export interface SubmissionProgress {
	id: string;
	state: SubmissionDetail["state"];
}

/** The states of these submissions, in one query however many there are. */
export async function readProgress(executor: Executor, ids: readonly string[]): Promise<SubmissionProgress[]> {
	const { rows } = await sql<SubmissionProgress>`
		select id, state from submissions where id = any(${[...ids]}::text[])`.execute(executor);
	return rows;
}

/** The publication of a draft that is not applied yet. */
export interface PendingPublication {
	id: string;
	/** `waiting` is still to be approved. */
	state: "waiting" | "scheduled" | "queued";
	change: Change;
}

/** Publications of this draft that wait for their time or for approval. Hold the story's lock. */
export async function readPendingPublications(
	transaction: Executor,
	{ storyId, postId }: { storyId: string; postId: string | null },
): Promise<PendingPublication[]> {
	const type = postId === null ? "story.publish" : "post.add";
	const { rows } = await sql<PendingPublication>`
		select id, state, change from submissions
		where story_id = ${storyId} and state in ('waiting', 'scheduled', 'queued') and change ->> 'type' = ${type}
			and (${postId}::text is null or change ->> 'postId' = ${postId}::text)
		for update`.execute(transaction);
	return rows;
}

/** Lets a publication that is not applied yet bring the present text of its draft. */
export async function renewSubmission(transaction: Executor, id: string, change: Change): Promise<void> {
	await transaction
		.updateTable("submissions")
		.set({ change: json(change) })
		.where("id", "=", id)
		.execute();
}

const longestAbout = 140;

/** The headline or the first words of what a change brings, as far as the change itself says it. */
function aboutOf(change: Change): string {
	if ("content" in change) return shorten(wordsOf(change.content));
	if ("patch" in change) return shorten(wordsOf(change.patch));
	if ("text" in change) return shorten(change.text);
	return "date" in change ? change.date : "";
}

function wordsOf(content: object): string {
	if ("headline" in content && typeof content.headline === "string" && content.headline !== "") return content.headline;
	if ("text" in content && typeof content.text === "string") return content.text;
	if ("name" in content && typeof content.name === "string") return content.name;
	if ("body" in content && content.body) return documentText(content.body as Parameters<typeof documentText>[0]);
	return "";
}

const shorten = (text: string): string => (text.length <= longestAbout ? text : `${text.slice(0, longestAbout - 1)}…`);

/** The stories (null: the site) with something that waits for its time and this viewer may see, the soonest first. */
export async function readScheduledStories(
	executor: Executor,
	viewer: Viewer,
	storyId: string | null,
): Promise<{ storyId: string | null; ids: string[] }[]> {
	const page = await listSubmissions(executor, {
		...{ state: ["scheduled"], limit: 100, actor: null, viewer },
		...(storyId !== null && { storyId }),
	});
	const stories = new Map<string | null, string[]>();
	const soonest = [...page.items].sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
	for (const line of soonest) stories.set(line.storyId, [...(stories.get(line.storyId) ?? []), line.id]);
	return [...stories].slice(0, scheduledStoriesAtMost).map(([id, ids]) => ({ storyId: id, ids }));
}

/** Stories whose plans are rehearsed for one answer. */
const scheduledStoriesAtMost = 20;
