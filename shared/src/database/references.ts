import { sql } from "kysely";
import type { AuthorView, MediaKind, MediaView, SectionView, TopicView } from "../model/index.ts";
import type { AuthorContent, MediaContent, SectionContent } from "../protocol/index.ts";
import type { Executor } from "./open.ts";

/** What stories and posts refer to, as readers see it, by id. */
export interface References {
	sections: ReadonlyMap<string, SectionView>;
	topics: ReadonlyMap<string, TopicView>;
	authors: ReadonlyMap<string, AuthorView>;
	media: ReadonlyMap<string, MediaView>;
}

/** The ids that some contents refer to. */
export interface ReferenceIds {
	sections: Set<string>;
	topics: Set<string>;
	authors: Set<string>;
	media: Set<string>;
}

interface Referring {
	section?: string | null;
	topics?: readonly string[];
	authors?: readonly string[];
	lead?: string | null;
}

/** The ids that these contents name as section, topics, authors and lead picture. */
export function collectReferences(contents: Iterable<Referring>): ReferenceIds {
	const ids: ReferenceIds = { sections: new Set(), topics: new Set(), authors: new Set(), media: new Set() };
	for (const { section, topics, authors, lead } of contents) {
		if (section) ids.sections.add(section);
		for (const id of topics ?? []) ids.topics.add(id);
		for (const id of authors ?? []) ids.authors.add(id);
		if (lead) ids.media.add(lead);
	}
	return ids;
}

interface NamedRow<Content> {
	id: string;
	revision: number;
	slug: string;
	content: Content;
}
type AnyNamedRow =
	| ({ kind: "section" } & NamedRow<SectionContent>)
	| ({ kind: "topic" } & NamedRow<SectionContent>)
	| ({ kind: "author" } & NamedRow<AuthorContent>);

/** Reads what these ids name, in two queries; an id that names nothing is not in the answer. */
export async function readReferences(executor: Executor, ids: ReferenceIds): Promise<References> {
	const sections = new Map<string, SectionView>();
	const topics = new Map<string, TopicView>();
	const authorRows: NamedRow<AuthorContent>[] = [];
	if (ids.sections.size + ids.topics.size + ids.authors.size > 0) {
		const { rows } = await sql<AnyNamedRow>`
			select 'section' as kind, id, revision, slug, content from sections where id = any(${[...ids.sections]}::text[])
			union all
			select 'topic', id, revision, slug, content from topics where id = any(${[...ids.topics]}::text[])
			union all
			select 'author', id, revision, slug, content from authors where id = any(${[...ids.authors]}::text[])`.execute(
			executor,
		);
		for (const row of rows) {
			if (row.kind === "section") sections.set(row.id, presentSection(row));
			else if (row.kind === "topic") topics.set(row.id, presentSection(row));
			else if (row.kind === "author") authorRows.push(row);
		}
	}
	const portraits = authorRows.flatMap((row) => row.content.portrait ?? []);
	const media = await readMedia(executor, [...new Set([...ids.media, ...portraits])]);
	return { sections, topics, media, authors: new Map(authorRows.map((row) => [row.id, presentAuthor(row, media)])) };
}

/** The pictures of these ids. */
export async function readMedia(executor: Executor, ids: readonly string[]): Promise<Map<string, MediaView>> {
	if (ids.length === 0) return new Map();
	const rows = await executor.selectFrom("media").selectAll().where(sql<boolean>`id = any(${ids}::text[])`).execute();
	return new Map(rows.map((row) => [row.id, presentMedia(row)]));
}

/** A section or a topic as readers see it. */
export function presentSection({ id, revision, slug, content }: NamedRow<SectionContent>): SectionView {
	return { id, revision, slug, name: content.name, description: content.description };
}

/** An author as readers see it; `media` holds the portrait. */
export function presentAuthor(row: NamedRow<AuthorContent>, media: ReadonlyMap<string, MediaView>): AuthorView {
	const { name, desk, role, bio, contact, portrait } = row.content;
	return {
		id: row.id,
		revision: row.revision,
		slug: row.slug,
		name,
		desk,
		role,
		bio,
		contact,
		portrait: (portrait && media.get(portrait)) || null,
	};
}

interface MediaRow {
	id: string;
	revision: number;
	content: MediaContent;
	file: string;
	type: string;
	width: number;
	height: number;
	renditions: MediaView["renditions"];
	kind: MediaKind;
	poster: string | null;
	duration: number | null;
	tone: string | null;
}

const addressOf = (file: string): string => (/^(https?:\/)?\//.test(file) ? file : `/media/${file}`);

/** Media as readers see it. `file` and `poster` are a whole address, or the name under `/media/`. */
export function presentMedia(row: MediaRow): MediaView {
	const { alt, caption, credit, focus } = row.content;
	return {
		id: row.id,
		revision: row.revision,
		url: addressOf(row.file),
		type: row.type,
		width: row.width,
		height: row.height,
		alt,
		caption,
		credit,
		focus,
		renditions: row.renditions,
		...(row.kind !== "image" && { kind: row.kind }),
		...(row.poster !== null && { poster: addressOf(row.poster) }),
		...(row.duration !== null && { duration: row.duration }),
		...(row.tone !== null && { tone: row.tone }),
	};
}

/** The views of these ids, in their order; an id that names nothing is left out. */
export function viewsOf<View>(views: ReadonlyMap<string, View>, ids: readonly string[]): View[] {
	return ids.flatMap((id) => views.get(id) ?? []);
}
