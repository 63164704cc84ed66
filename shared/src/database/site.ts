import { sql } from "kysely";
import { renderDocument, type SitePage, type SiteView, sitePages } from "../model/index.ts";
import { imagesOf } from "./images-of.ts";
import { instantOrNull } from "./instants.ts";
import type { Executor } from "./open.ts";
import { collectReferences, readMedia, readReferences, viewsOf } from "./references.ts";

/** Stories that the site names as live or upcoming, at most. */
const liveAtMost = 50;

/** What the feed offers where nobody has chosen: all of it, or the stories with key developments. */
const noFilters = { sections: [], topics: [], keyDevelopments: true };

/** The site as every page shows it. */
export async function readSite(executor: Executor): Promise<SiteView> {
	const { revision, content } = await executor.selectFrom("site").selectAll().executeTakeFirstOrThrow();
	const ids = collectReferences([]);
	const { filters = noFilters } = content;
	for (const id of [...content.navigation, ...filters.sections]) ids.sections.add(id);
	for (const id of filters.topics) ids.topics.add(id);
	const { sections, topics } = await readReferences(executor, ids);
	const retired = await executor
		.selectFrom("sections")
		.select("id")
		.where(sql<boolean>`content -> 'retired' = 'true'`)
		.unionAll(executor.selectFrom("topics").select("id").where(sql<boolean>`content -> 'retired' = 'true'`))
		.execute();
	const { light = null, dark = null } = content.logo ?? {};
	const pictures = await readMedia(
		executor,
		[light, dark].filter((id) => id !== null),
	);
	const logo = { light: pictures.get(light ?? "") ?? null, dark: pictures.get(dark ?? "") ?? null };
	const out = new Set(retired.map((row) => row.id));
	const offered = (all: readonly string[]) => all.filter((id) => !out.has(id));
	const { rows } = await sql<{
		id: string;
		slug: string;
		headline: string;
		state: "upcoming" | "live";
		starts_at: Date | null;
		section: string | null;
	}>`
		select id, slug, content ->> 'headline' as headline, state, starts_at, content ->> 'section' as section from stories
		where status = 'published' and state in ('upcoming', 'live')
		order by state, case when state = 'live' then started_at end desc, starts_at, id
		limit ${liveAtMost}`.execute(executor);
	return {
		revision,
		name: content.name,
		description: content.description,
		language: content.language,
		timeZone: content.timeZone,
		contact: content.contact,
		about: content.about,
		...((logo.light || logo.dark) && { logo }),
		...(content.pages && { pages: sitePages.filter((page) => content.pages?.[page]) }),
		filters: {
			sections: viewsOf(sections, offered(filters.sections)),
			topics: viewsOf(topics, offered(filters.topics)),
			keyDevelopments: filters.keyDevelopments,
		},
		sections: viewsOf(sections, offered(content.navigation)),
		liveNow: rows.map(({ id, slug, headline, state, starts_at, section }) => ({
			id,
			slug,
			headline,
			state,
			startsAt: instantOrNull(starts_at),
			...(section !== null && { section }),
		})),
	};
}

/** The text of one of the site's own pages as HTML, or null when nobody wrote it. */
export async function readSitePage(executor: Executor, page: SitePage): Promise<string | null> {
	const { content } = await executor.selectFrom("site").select("content").executeTakeFirstOrThrow();
	const document = content.pages?.[page];
	if (!document) return null;
	return renderDocument(document, { media: await readMedia(executor, imagesOf(document)) });
}

/** Whether PostgreSQL knows a time zone by this name too: it is asked for days and hours in it. */
export async function isTimeZoneOfRecord(executor: Executor, zone: string): Promise<boolean> {
	const { rows } = await sql`select 1 from pg_timezone_names where lower(name) = lower(${zone})`.execute(executor);
	return rows.length > 0;
}
