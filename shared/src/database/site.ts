import { sql } from "kysely";
import type { SiteView } from "../model/index.ts";
import { instantOrNull } from "./instants.ts";
import type { Executor } from "./open.ts";
import { collectReferences, readReferences, viewsOf } from "./references.ts";

/** Stories that the site names as live or upcoming, at most. */
const liveAtMost = 50;

/** The site as every page shows it. */
export async function readSite(executor: Executor): Promise<SiteView> {
	const { revision, content } = await executor.selectFrom("site").selectAll().executeTakeFirstOrThrow();
	const ids = collectReferences([]);
	for (const id of content.navigation) ids.sections.add(id);
	const { sections } = await readReferences(executor, ids);
	const { rows } = await sql<{
		id: string;
		slug: string;
		headline: string;
		state: "upcoming" | "live";
		starts_at: Date | null;
	}>`
		select id, slug, content ->> 'headline' as headline, state, starts_at from stories
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
		sections: viewsOf(sections, content.navigation),
		liveNow: rows.map(({ id, slug, headline, state, starts_at }) => ({
			id,
			slug,
			headline,
			state,
			startsAt: instantOrNull(starts_at),
		})),
	};
}
