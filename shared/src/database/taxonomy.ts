import type { AuthorView, SectionView, TopicView } from "../model/index.ts";
import type { Executor } from "./open.ts";
import { presentAuthor, presentSection, readMedia } from "./references.ts";

/** The section at `/section/:slug`. */
export async function readSectionBySlug(executor: Executor, slug: string): Promise<SectionView | null> {
	const row = await executor.selectFrom("sections").selectAll().where("slug", "=", slug).executeTakeFirst();
	return row ? presentSection(row) : null;
}

/** The topic at `/topic/:slug`. */
export async function readTopicBySlug(executor: Executor, slug: string): Promise<TopicView | null> {
	const row = await executor.selectFrom("topics").selectAll().where("slug", "=", slug).executeTakeFirst();
	return row ? presentSection(row) : null;
}

/** The author at `/author/:slug`. */
export async function readAuthorBySlug(executor: Executor, slug: string): Promise<AuthorView | null> {
	const row = await executor.selectFrom("authors").selectAll().where("slug", "=", slug).executeTakeFirst();
	if (!row) return null;
	const { portrait } = row.content;
	return presentAuthor(row, await readMedia(executor, portrait ? [portrait] : []));
}
