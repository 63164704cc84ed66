import { sql } from "kysely";
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

/** The story that has or had this slug. */
export async function readStoryBySlug(executor: Executor, slug: string): Promise<StoryAddress | null> {
	const row = await executor
		.selectFrom("slugs")
		.innerJoin("stories", "stories.id", "slugs.story_id")
		.select(["slugs.story_id as storyId", "stories.kind", "stories.status"])
		.select((expression) => expression.fn.coalesce("stories.slug", "slugs.slug").as("slug"))
		.where("slugs.slug", "=", slug)
		.executeTakeFirst();
	return row ?? null;
}

/** Every slug that was ever used, with where it leads. */
export async function readAllSlugs(executor: Executor): Promise<Map<string, StoryAddress>> {
	const { rows } = await sql<{ addresses: [string, string, string, StoryKind, Status][] | null }>`
		select json_agg(json_build_array(slugs.slug, story_id, coalesce(stories.slug, slugs.slug), kind, status)) as addresses
		from slugs join stories on stories.id = story_id`.execute(executor);
	const addresses = rows[0]?.addresses ?? [];
	return new Map(addresses.map(([asked, storyId, slug, kind, status]) => [asked, { storyId, slug, kind, status }]));
}

/** Which of these slugs are or were in use, each with its story. */
export async function readSlugOwners(executor: Executor, slugs: readonly string[]): Promise<Map<string, string>> {
	if (slugs.length === 0) return new Map();
	const rows = await executor.selectFrom("slugs").selectAll().where("slug", "in", slugs).execute();
	return new Map(rows.map((row) => [row.slug, row.story_id]));
}
