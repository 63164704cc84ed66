import type { StoryKind } from "../model/index.ts";
import type { Executor } from "./open.ts";
import type { Status } from "./schema.ts";

/** What a slug leads to. `slug` is the story's present one: another one than was asked for means a redirect. */
export interface StoryAddress {
	storyId: string;
	slug: string;
	kind: StoryKind;
	status: Status;
}

const addresses = (executor: Executor) =>
	executor
		.selectFrom("slugs")
		.innerJoin("stories", "stories.id", "slugs.story_id")
		.select(["slugs.slug as asked", "slugs.story_id as storyId", "stories.kind", "stories.status"])
		.select((expression) => expression.fn.coalesce("stories.slug", "slugs.slug").as("slug"));

/** The story that has or had this slug. */
export async function readStoryBySlug(executor: Executor, slug: string): Promise<StoryAddress | null> {
	const row = await addresses(executor).where("slugs.slug", "=", slug).executeTakeFirst();
	return row ? { storyId: row.storyId, slug: row.slug, kind: row.kind, status: row.status } : null;
}

/** Every slug that was ever used, with where it leads. */
export async function readAllSlugs(executor: Executor): Promise<Map<string, StoryAddress>> {
	const rows = await addresses(executor).execute();
	return new Map(rows.map(({ asked, ...address }) => [asked, address]));
}

/** Which of these slugs are or were in use, each with its story. */
export async function readSlugOwners(executor: Executor, slugs: readonly string[]): Promise<Map<string, string>> {
	if (slugs.length === 0) return new Map();
	const rows = await executor.selectFrom("slugs").selectAll().where("slug", "in", slugs).execute();
	return new Map(rows.map((row) => [row.slug, row.story_id]));
}
