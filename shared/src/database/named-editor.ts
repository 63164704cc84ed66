import { sql } from "kysely";
import type { AuthorContent, EditorAuthor, EditorSection, SectionContent } from "../protocol/index.ts";
import type { Executor } from "./open.ts";
import { containing, type Page, pageOf } from "./page.ts";
import { presentSection } from "./references.ts";

/** The tables of what has a name, an address and a place in stories. */
export type NamedTable = "sections" | "topics" | "authors";

interface ListQuery {
	q?: string | undefined;
	after?: string | undefined;
	limit: number;
}

interface Row<Content> {
	id: string;
	slug: string;
	revision: number;
	content: Content;
	/** Published stories in its list. */
	stories: number;
}

/** Sections or topics in the order of their slugs; `q` are words of the name. */
export async function listSections(
	executor: Executor,
	table: "sections" | "topics",
	query: ListQuery,
): Promise<Page<EditorSection>> {
	const rows = await readMany<SectionContent>(executor, table, query);
	return pageOf(rows, query.limit, presentEditorSection, (row) => row.slug);
}

/** Authors in the order of their slugs; `q` are words of the name. */
export async function listAuthors(executor: Executor, query: ListQuery): Promise<Page<EditorAuthor>> {
	const rows = await readMany<AuthorContent>(executor, "authors", query);
	return pageOf(rows, query.limit, presentEditorAuthor, (row) => row.slug);
}

/** A section or topic by id or slug, or null. */
export async function readEditorSection(
	executor: Executor,
	table: "sections" | "topics",
	name: string,
): Promise<EditorSection | null> {
	const row = await readOne<SectionContent>(executor, table, name);
	return row ? presentEditorSection(row) : null;
}

/** An author by id or slug, or null. */
export async function readEditorAuthor(executor: Executor, name: string): Promise<EditorAuthor | null> {
	const row = await readOne<AuthorContent>(executor, "authors", name);
	return row ? presentEditorAuthor(row) : null;
}

async function readMany<Content>(executor: Executor, table: NamedTable, query: ListQuery): Promise<Row<Content>[]> {
	const { rows } = await sql<Row<Content>>`
		select *, ${storiesIn(table)} as stories from ${sql.table(table)}
		where slug > ${query.after ?? ""} and content ->> 'name' ilike ${containing(query.q ?? "")}
		order by slug limit ${query.limit + 1}`.execute(executor);
	return rows;
}

async function readOne<Content>(executor: Executor, table: NamedTable, name: string): Promise<Row<Content> | null> {
	const { rows } = await sql<Row<Content>>`
		select *, ${storiesIn(table)} as stories from ${sql.table(table)} where id = ${name} or slug = ${name}
		order by id = ${name} desc limit 1`.execute(executor);
	return rows[0] ?? null;
}

const storiesIn = (table: NamedTable) =>
	sql`(select count(*) from story_lists where channel = ${`${table.slice(0, -1)}:`} || ${sql.table(table)}.id)::int`;

const presentEditorSection = (row: Row<SectionContent>): EditorSection => ({
	...presentSection(row),
	retired: row.content.retired ?? false,
	stories: row.stories,
});

const presentEditorAuthor = ({ id, revision, content, stories }: Row<AuthorContent>): EditorAuthor => ({
	...content,
	retired: content.retired ?? false,
	id,
	revision,
	stories,
});

/** The ids that these names, ids or slugs, stand for; a name that stands for nothing is not in the answer. */
export async function resolveNames(
	executor: Executor,
	table: NamedTable,
	names: readonly string[],
): Promise<Map<string, string>> {
	if (names.length === 0) return new Map();
	const { rows } = await sql<{ name: string; id: string }>`
		select distinct on (asked.name) asked.name, found.id
		from unnest(${[...new Set(names)]}::text[]) asked (name)
		join ${sql.table(table)} found on found.id = asked.name or found.slug = asked.name
		order by asked.name, found.id = asked.name desc`.execute(executor);
	return new Map(rows.map((row) => [row.name, row.id]));
}

/** Which of these ids there are. */
export async function findIds(
	executor: Executor,
	table: "media" | "stories" | "posts" | "key_developments",
	ids: readonly string[],
): Promise<Set<string>> {
	if (ids.length === 0) return new Set();
	const { rows } = await sql<{ id: string }>`
		select id from ${sql.table(table)} where id = any(${[...ids]}::text[])`.execute(executor);
	return new Set(rows.map((row) => row.id));
}
