import { type Selectable, sql } from "kysely";
import {
	type EditorStory,
	type StoryDraft,
	type StoryLine,
	type StoryListQuery,
	storyDraftSchema,
} from "../protocol/index.ts";
import { instant, instantOrNull } from "./instants.ts";
import { keyDevelopmentPlace, presentKeyDevelopment } from "./key-developments.ts";
import { type Executor, json } from "./open.ts";
import { containing, formatPlace, type Page, pageOf, parsePlace } from "./page.ts";
import { isDraftStoryOpenTo, isStoryOpenTo, type Viewer } from "./people-access.ts";
import type { Database } from "./schema.ts";
import { readWithdrawalReasons } from "./withdrawal-reasons.ts";

/** Makes a story that readers do not see. */
export async function insertStoryDraft(
	executor: Executor,
	story: { id: string; kind: "article" | "live"; draft: StoryDraft; createdBy: string },
): Promise<void> {
	const { id, kind, draft, createdBy } = story;
	await executor
		.insertInto("stories")
		.values({ id, kind, status: "draft", draft: json(draft), created_by: createdBy })
		.execute();
}

/** Replaces a draft's text and counts its draft revision up. */
export async function updateStoryDraft(executor: Executor, id: string, draft: StoryDraft): Promise<void> {
	await executor
		.updateTable("stories")
		.set({ draft: json(draft), draft_revision: sql<number>`draft_revision + 1` })
		.where("id", "=", id)
		.where("status", "=", "draft")
		.execute();
}

/** Takes a draft out of the newsroom's lists, or gives it back. Readers never saw it, so it is no submission. */
export async function setDraftStatus(
	executor: Executor,
	table: "stories" | "posts",
	id: string,
	status: "draft" | "withdrawn",
): Promise<void> {
	await executor
		.updateTable(table)
		.set({ status, withdrawn_at: status === "draft" ? null : sql<Date>`clock_timestamp()` })
		.where("id", "=", id)
		.where("revision", "=", 0)
		.execute();
}

/** A story as its editors see it, or null. */
export async function readEditorStory(executor: Executor, id: string): Promise<EditorStory | null> {
	const row = await executor.selectFrom("stories").selectAll().where("id", "=", id).executeTakeFirst();
	if (!row) return null;
	const [lines, corrections] = [
		await executor
			.selectFrom("key_developments")
			.selectAll()
			.where("story_id", "=", id)
			.orderBy(keyDevelopmentPlace, "desc")
			.orderBy("id", "desc")
			.execute(),
		await executor
			.selectFrom("corrections")
			.selectAll()
			.where("story_id", "=", id)
			.orderBy("at", "desc")
			.orderBy("id", "desc")
			.execute(),
	];
	const reasons = await readWithdrawalReasons(executor, id, row.status === "withdrawn" ? [id] : []);
	return {
		...presentFacts(row),
		withdrawnReason: reasons.get(id) ?? null,
		url: row.status === "published" && row.slug ? `/${row.kind === "live" ? "live" : "story"}/${row.slug}` : null,
		content: row.content,
		draft: row.revision === 0 && row.draft ? storyDraftSchema.parse(row.draft) : null,
		keyDevelopments: lines.map((line) => ({ ...presentKeyDevelopment(line), status: line.status })),
		corrections: corrections.map(({ id, post_id, text, at, reason, reason_shown }) => ({
			id,
			postId: post_id,
			text,
			at: instant(at),
			reason,
			reasonShown: reason_shown,
		})),
	};
}

/** What a list shows of one story, or null: enough to tell what may be done with it. */
export async function readStoryLine(executor: Executor, id: string): Promise<StoryLine | null> {
	const row = await executor
		.selectFrom("stories")
		.select(factColumns)
		.select(headline.as("headline"))
		.where("id", "=", id)
		.executeTakeFirst();
	return row ? { ...presentFacts(row), headline: row.headline } : null;
}

/** Stories of every status that are there for the viewer, newest made first. */
export async function listStories(
	executor: Executor,
	{ status, kind, state, q, after, limit }: StoryListQuery,
	viewer: Viewer,
): Promise<Page<StoryLine>> {
	let query = executor.selectFrom("stories").select(factColumns).select(headline.as("headline"));
	if (status) query = query.where("status", "=", status);
	if (kind) query = query.where("kind", "=", kind);
	if (state) query = query.where("state", "=", state);
	if (q) query = query.where(sql<boolean>`${headline} ilike ${containing(q)}`);
	query = query.where(isStoryOpenTo(viewer, "stories.id"));
	if (!viewer.everyDraft)
		query = query.where(
			sql<boolean>`(revision > 0 or ${isDraftStoryOpenTo(viewer, "stories.id", "stories.created_by")})`,
		);
	const place = after === undefined ? null : parsePlace(after);
	if (place) query = query.where(sql<boolean>`(created_at, id) < (${place.at}::timestamptz, ${place.id}::text)`);
	const rows = await query
		.orderBy("created_at", "desc")
		.orderBy("id", "desc")
		.limit(limit + 1)
		.execute();
	const present = (row: (typeof rows)[number]): StoryLine => ({ ...presentFacts(row), headline: row.headline });
	return pageOf(rows, limit, present, (row) => formatPlace(row.created_at, row.id));
}

const headline = sql<string>`coalesce(content ->> 'headline', draft ->> 'headline', '')`;

const factColumns = [
	"id",
	"kind",
	"status",
	"state",
	"slug",
	"revision",
	"draft_revision",
	"post_count",
	"published_at",
	"updated_at",
	"starts_at",
	"started_at",
	"ended_at",
	"withdrawn_at",
	"created_at",
	"created_by",
	"embargo",
	"erased_at",
] as const;

function presentFacts(row: Pick<Selectable<Database["stories"]>, (typeof factColumns)[number]>) {
	return {
		id: row.id,
		kind: row.kind,
		status: row.status,
		state: row.state,
		slug: row.slug,
		revision: row.revision,
		draftRevision: row.draft_revision,
		postCount: row.post_count,
		publishedAt: instantOrNull(row.published_at),
		updatedAt: instantOrNull(row.updated_at),
		startsAt: instantOrNull(row.starts_at),
		startedAt: instantOrNull(row.started_at),
		endedAt: instantOrNull(row.ended_at),
		withdrawnAt: instantOrNull(row.withdrawn_at),
		createdAt: instant(row.created_at),
		createdBy: row.created_by,
		embargo: instantOrNull(row.embargo),
		erasedAt: instantOrNull(row.erased_at),
	};
}
