import { type Executor, findIds, type NamedTable, resolveNames } from "@dateline/shared/database";
import type { Document } from "@dateline/shared/model";
import { ProblemError } from "@dateline/shared/protocol";

/** What a text refers to, as it came in: sections, topics and authors by id or slug, the rest by id. */
export interface Referring {
	section?: string | null | undefined;
	topics?: readonly string[] | undefined;
	authors?: readonly string[] | undefined;
	lead?: string | null | undefined;
	related?: readonly string[] | undefined;
	body?: Document | undefined;
	navigation?: readonly string[] | undefined;
	portrait?: string | null | undefined;
	/** What the feed can be narrowed to. */
	filters?: { sections: readonly string[]; topics: readonly string[] } | undefined;
}

/** The same, by id: only what was given. */
export interface Resolved {
	section?: string | null;
	topics?: string[];
	authors?: string[];
	navigation?: string[];
	filters?: { sections: string[]; topics: string[] };
}

interface Missing {
	pointer: string;
	detail: string;
}

/**
 * Turns names into ids, and looks whether all that is referred to is there.
 *
 * @throws {ProblemError} `unknown_reference`, with every one that names nothing
 */
export async function resolveReferences(executor: Executor, given: Referring): Promise<Resolved> {
	const missing: Missing[] = [];
	const names = (table: NamedTable, member: "section" | "topics" | "authors" | "navigation") =>
		resolveMember(executor, table, given[member], `/${member}`, missing);
	const section = await names("sections", "section");
	const topics = await names("topics", "topics");
	const authors = await names("authors", "authors");
	const navigation = await names("sections", "navigation");
	const narrowed = {
		sections: await resolveMember(executor, "sections", given.filters?.sections, "/filters/sections", missing),
		topics: await resolveMember(executor, "topics", given.filters?.topics, "/filters/topics", missing),
	};
	for (const { table, ids, pointer, what } of plainReferences(given)) {
		const found = await findIds(executor, table, ids);
		for (const id of ids) if (!found.has(id)) missing.push({ pointer, detail: `There is no ${what} ${id}.` });
	}
	const [first] = missing;
	if (first) throw new ProblemError("unknown_reference", first.detail, { errors: missing });
	return {
		...(given.section !== undefined && { section: section[0] ?? null }),
		...(given.topics && { topics }),
		...(given.authors && { authors }),
		...(given.navigation && { navigation }),
		...(given.filters && { filters: narrowed }),
	};
}

async function resolveMember(
	executor: Executor,
	table: NamedTable,
	given: string | readonly string[] | null | undefined,
	pointer: string,
	missing: Missing[],
): Promise<string[]> {
	const names = typeof given === "string" ? [given] : (given ?? []);
	const ids = await resolveNames(executor, table, names);
	for (const [index, name] of names.entries()) {
		if (ids.has(name)) continue;
		const detail = `There is no ${table.slice(0, -1)} with the id or slug ${name}.`;
		missing.push({ pointer: typeof given === "string" ? pointer : `${pointer}/${index}`, detail });
	}
	return [...new Set(names.flatMap((name) => ids.get(name) ?? []))];
}

/** What is named by its id alone. */
function plainReferences({ lead, portrait, related, body }: Referring) {
	const shown = body?.content ?? [];
	const one = (id: string | null | undefined) => (id ? [id] : []);
	return [
		{ table: "media" as const, ids: one(lead), pointer: "/lead", what: "picture" },
		{ table: "media" as const, ids: one(portrait), pointer: "/portrait", what: "picture" },
		{ table: "stories" as const, ids: related ?? [], pointer: "/related", what: "story" },
		{
			table: "media" as const,
			ids: shown.flatMap((block) => (block.type === "image" ? [block.attrs.mediaId] : [])),
			pointer: "/body",
			what: "picture",
		},
		{
			table: "stories" as const,
			ids: shown.flatMap((block) => (block.type === "relatedStory" ? [block.attrs.storyId] : [])),
			pointer: "/body",
			what: "story",
		},
	];
}
