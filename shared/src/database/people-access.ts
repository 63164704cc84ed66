import { type RawBuilder, sql } from "kysely";
import type { Executor } from "./open.ts";

/** What a person may be in a story, beside what they are everywhere. */
export type StoryRole = "editor" | "contributor";

/** What decides who may see a story. */
export interface StoryDoor {
	/** Null while readers never saw it. */
	revision: number;
	createdBy: string | null;
	/** It exists for its members and for administrators only. */
	membersOnly: boolean;
	/** The membership of who asks; null when there is none. */
	membership: StoryRole | null;
}

/** The door of a story as it is for the account `userId` (null: for a token), or null when there is no such story. */
export async function readStoryDoor(
	executor: Executor,
	storyId: string,
	userId: string | null,
): Promise<StoryDoor | null> {
	const row = await executor
		.selectFrom("stories")
		.leftJoin("story_members", (join) =>
			join.onRef("story_members.story_id", "=", "stories.id").on("story_members.user_id", "=", userId ?? ""),
		)
		.select(["stories.revision", "stories.created_by", "stories.members_only", "story_members.role"])
		.where("stories.id", "=", storyId)
		.executeTakeFirst();
	if (!row) return null;
	return {
		revision: row.revision,
		createdBy: row.created_by,
		membersOnly: row.members_only,
		membership: row.role,
	};
}

/** Of these stories, those of which the account is made an editor. */
export async function readEditedStories(
	executor: Executor,
	userId: string,
	storyIds: readonly string[],
): Promise<ReadonlySet<string>> {
	if (storyIds.length === 0) return new Set();
	const rows = await executor
		.selectFrom("story_members")
		.select("story_id")
		.where("user_id", "=", userId)
		.where("role", "=", "editor")
		.where("story_id", "in", storyIds)
		.execute();
	return new Set(rows.map((row) => row.story_id));
}

/** The story that a submission is about; null when it is about the site, or when there is no such submission. */
export async function readSubmissionStory(executor: Executor, submissionId: string): Promise<string | null> {
	const row = await executor
		.selectFrom("submissions")
		.select("story_id")
		.where("id", "=", submissionId)
		.executeTakeFirst();
	return row?.story_id ?? null;
}

/**
 * For whom a list is made. `key` is who asks (`user:<id>`, `token:<id>`); `everyStory` holds for administrators and for
 * programs that read all; `everyDraft` for who sees what everybody wrote.
 */
export interface Viewer {
	key: string;
	everyStory: boolean;
	everyDraft: boolean;
}

/**
 * Whether a story is there for this viewer: leaves out restricted stories that they are no member of. A story's id of
 * null, of what belongs to the site, is there for everybody.
 *
 * @param storyId a column such as `submissions.story_id`
 */
export function isStoryOpenTo(viewer: Viewer, storyId: string): RawBuilder<boolean> {
	if (viewer.everyStory) return sql<boolean>`true`;
	return sql<boolean>`not exists (
		select 1 from stories as door where door.id = ${sql.ref(storyId)} and door.members_only
			and not (${viewer.key} like 'token:%' and coalesce(door.created_by, '') = ${viewer.key})
			and not exists (select 1 from story_members as member
				where member.story_id = door.id and 'user:' || member.user_id = ${viewer.key}))`;
}

/**
 * Whether a draft or contribution of a story is this viewer's to see: they see all, wrote it, or are an editor of that
 * story.
 *
 * @param storyId a column with the story's id
 * @param owner a column with who wrote it
 */
export function isWorkOpenTo(viewer: Viewer, storyId: string, owner: string): RawBuilder<boolean> {
	if (viewer.everyDraft) return sql<boolean>`true`;
	return sql<boolean>`(${sql.ref(owner)} = ${viewer.key} or exists (
		select 1 from story_members as member where member.story_id = ${sql.ref(storyId)}
			and 'user:' || member.user_id = ${viewer.key} and member.role = 'editor'))`;
}

/**
 * Whether a story that readers never saw is this viewer's to see: as {@link isWorkOpenTo}, and to every member.
 *
 * @param storyId a column with the story's id
 * @param owner a column with who made the story
 */
export function isDraftStoryOpenTo(viewer: Viewer, storyId: string, owner: string): RawBuilder<boolean> {
	if (viewer.everyDraft) return sql<boolean>`true`;
	return sql<boolean>`(${sql.ref(owner)} = ${viewer.key} or exists (
		select 1 from story_members as member where member.story_id = ${sql.ref(storyId)}
			and 'user:' || member.user_id = ${viewer.key}))`;
}
