import { sql } from "kysely";
import type { SearchAnswer, SearchChoice } from "../protocol/index.ts";
import type { Executor } from "./open.ts";

const mostChoices = 300;

/** What the filters offer: sections, topics and authors of which something is published. */
export async function readSearchChoices(executor: Executor): Promise<SearchAnswer["choices"]> {
	const { rows } = await sql<SearchChoice & { of: keyof SearchAnswer["choices"] }>`
		${named("sections", "section")} union all ${named("topics", "topic")} union all ${named("authors", "author")}`.execute(
		executor,
	);
	const of = (kind: keyof SearchAnswer["choices"]) =>
		rows.filter((row) => row.of === kind).map(({ slug, name }) => ({ slug, name }));
	return { sections: of("sections"), topics: of("topics"), authors: of("authors") };
}

const named = (table: "sections" | "topics" | "authors", channel: string) => sql`(
	select ${sql.lit(table)} as of, slug, content ->> 'name' as name from ${sql.table(table)}
	where exists (select from story_lists where channel = ${`${channel}:`} || ${sql.ref(`${table}.id`)})
	order by lower(content ->> 'name') limit ${mostChoices}
)`;

/** The lists of the section, topic and author of these slugs; `unknown` when one is of nothing. */
export async function findChoices(
	executor: Executor,
	{ section, topic, author }: { section: string; topic: string; author: string },
): Promise<{ lists: string[]; unknown: boolean }> {
	const { rows } = await sql<{ channel: string }>`
		select 'section:' || id as channel from sections where slug = ${section}
		union all select 'topic:' || id from topics where slug = ${topic}
		union all select 'author:' || id from authors where slug = ${author}`.execute(executor);
	const asked = [section, topic, author].filter(Boolean).length;
	return { lists: rows.map((row) => row.channel), unknown: rows.length < asked };
}
