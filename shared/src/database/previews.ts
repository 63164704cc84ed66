import { type Selectable, sql } from "kysely";
import {
	countWords,
	documentText,
	type PostView,
	readingMinutes,
	type StoryChannelState,
	slugOf,
} from "../model/index.ts";
import type { Preview, StoryDraft } from "../protocol/index.ts";
import { readActorNames } from "./actor-names.ts";
import { renderBody } from "./bodies.ts";
import { instant, instantOrNull } from "./instants.ts";
import type { Executor } from "./open.ts";
import { collectReferences, readReferences, viewsOf } from "./references.ts";
import type { Database } from "./schema.ts";
import { readStoryState } from "./states.ts";
import { presentShown } from "./stories.ts";

/** The preview links of a story, newest first, revoked ones too. */
export async function listPreviews(executor: Executor, storyId: string): Promise<Preview[]> {
	const rows = await executor
		.selectFrom("previews")
		.selectAll()
		.where("story_id", "=", storyId)
		.orderBy("created_at", "desc")
		.limit(100)
		.execute();
	return presentAll(executor, rows);
}

/** Records a preview link by the hash of its secret. */
export async function insertPreview(
	executor: Executor,
	preview: { id: string; storyId: string; hash: string; note: string; createdBy: string; expiresAt: Date },
): Promise<Preview> {
	const { id, storyId, hash, note, createdBy, expiresAt } = preview;
	const row = await executor
		.insertInto("previews")
		.values({ id, story_id: storyId, hash, note, created_by: createdBy, expires_at: expiresAt })
		.returningAll()
		.executeTakeFirstOrThrow();
	return (await presentAll(executor, [row]))[0] as Preview;
}

/** Makes a preview link worthless; null when the story has none of that id. */
export async function revokePreview(executor: Executor, storyId: string, id: string): Promise<Preview | null> {
	const row = await executor
		.updateTable("previews")
		.set({ revoked_at: sql<Date>`coalesce(revoked_at, clock_timestamp())` })
		.where("id", "=", id)
		.where("story_id", "=", storyId)
		.returningAll()
		.executeTakeFirst();
	return row ? ((await presentAll(executor, [row]))[0] as Preview) : null;
}

/**
 * The story that a secret of this hash opens now, noted as opened; null when it opens none: a link shows a story no
 * longer than whoever made it could open that themselves.
 */
export async function openPreview(executor: Executor, hash: string): Promise<string | null> {
	const row = await executor
		.updateTable("previews")
		.set({ opened_at: sql<Date>`clock_timestamp()` })
		.where("hash", "=", hash)
		.where("revoked_at", "is", null)
		.where("expires_at", ">", sql<Date>`clock_timestamp()`)
		.where(
			sql<boolean>`(previews.created_by not like 'user:%' or exists (
				select from "user" as maker, stories as door
				where 'user:' || maker.id = previews.created_by and not maker.disabled and maker.removed_at is null
					and door.id = previews.story_id
					and (not door.members_only or maker.role = 'administrator' or exists (
						select from story_members as member where member.story_id = door.id and member.user_id = maker.id))))`,
		)
		.returning("story_id")
		.executeTakeFirst();
	return row?.story_id ?? null;
}

async function presentAll(executor: Executor, rows: readonly Selectable<Database["previews"]>[]): Promise<Preview[]> {
	const names = await readActorNames(
		executor,
		rows.map((row) => row.created_by),
	);
	return rows.map((row) => ({
		id: row.id,
		storyId: row.story_id,
		note: row.note,
		createdBy: { key: row.created_by, name: names.get(row.created_by) ?? null },
		createdAt: instant(row.created_at),
		expiresAt: instant(row.expires_at),
		revokedAt: instantOrNull(row.revoked_at),
		openedAt: instantOrNull(row.opened_at),
	}));
}

/**
 * What a preview shows of a story: of one that readers see, what they see; of a draft, what they would see if it and
 * the drafts of its posts went out now. `embargo` until when it must show nothing; null for what is withdrawn.
 */
export async function readPreviewState(
	executor: Executor,
	storyId: string,
): Promise<{ embargo: string } | { state: StoryChannelState } | null> {
	const row = await executor.selectFrom("stories").selectAll().where("id", "=", storyId).executeTakeFirst();
	if (!row || row.status === "withdrawn") return null;
	if (row.status === "published") {
		const state = await readStoryState(executor, storyId);
		return state && { state };
	}
	if (row.embargo && row.embargo > new Date()) return { embargo: instant(row.embargo) };
	const draft = row.draft as StoryDraft | null;
	if (!draft) return null;
	return { state: await draftState(executor, row, draft) };
}

async function draftState(
	executor: Executor,
	row: Selectable<Database["stories"]>,
	draft: StoryDraft,
): Promise<StoryChannelState> {
	const { keyDevelopments, brokenOutOf: _, body, ...content } = draft;
	const now = row.created_at;
	const drafts = row.kind === "live" ? await readDraftPosts(executor, row.id) : [];
	const references = await readReferences(
		executor,
		collectReferences([content, ...drafts.map((post) => ({ authors: post.draft.authors }))]),
	);
	const shown = presentShown(
		{
			...{ id: row.id, kind: row.kind, state: row.kind === "live" ? "upcoming" : null, revision: 1, content },
			slug: content.slug ?? slugOf(content.headline, "story", content.language),
			reading_minutes: readingMinutes(countWords(documentText(body))),
			post_count: drafts.length,
			published_at: now.getTime(),
			updated_at: null,
			starts_at: content.startsAt ? Date.parse(content.startsAt) : null,
			started_at: null,
			ended_at: null,
		},
		references,
	);
	const posts: PostView[] = [];
	for (const { id, draft: post, created_at } of drafts) {
		posts.push({
			...{ id, storyId: row.id, revision: 1, headline: post.headline, bodyUrl: null, corrections: [] },
			html: await renderBody(executor, post.body),
			key: post.key,
			pinned: post.pinned,
			breaking: post.breaking,
			authors: viewsOf(references.authors, post.authors),
			publishedAt: post.publishedAt ?? instant(created_at),
			updatedAt: null,
		});
	}
	return {
		kind: "story",
		story: { ...shown, html: await renderBody(executor, body), bodyUrl: null, corrections: [] },
		posts,
		...{ floor: null, boundary: null },
		pinned: posts.filter((post) => post.pinned !== null),
		timeline: posts
			.filter((post) => post.key)
			.map((post) => ({ postId: post.id, headline: post.headline, at: post.publishedAt })),
		keyDevelopments: (keyDevelopments ?? []).map((line) => ({
			...{ id: line.id, revision: 1, storyId: row.id, postId: null, text: line.text },
			at: line.at ?? instant(now),
		})),
	};
}

/** The drafts of a draft's posts, newest first, without those that are under embargo. */
async function readDraftPosts(executor: Executor, storyId: string) {
	const rows = await executor
		.selectFrom("posts")
		.select(["id", "draft", "created_at"])
		.where("story_id", "=", storyId)
		.where("status", "=", "draft")
		.where(sql<boolean>`(embargo is null or embargo <= clock_timestamp())`)
		.orderBy("created_at", "desc")
		.orderBy("id", "desc")
		.limit(100)
		.execute();
	return rows.flatMap((row) => (row.draft ? [{ ...row, draft: row.draft }] : []));
}
