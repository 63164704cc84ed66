import { type Context, formatFull, type Say } from "@dateline/client/pages";
import { collectReferences, type Executor, readReferences } from "@dateline/shared/database";

type Content = Readonly<Record<string, unknown>>;

/**
 * How the values of these contents are told: the names that sections, topics, authors and pictures have today. What is
 * gone has no name, and is left out.
 */
export async function sayValues(executor: Executor, contents: readonly Content[], context: Context): Promise<Say> {
	const ids = collectReferences(contents as Parameters<typeof collectReferences>[0]);
	for (const content of contents) for (const id of imagesIn(content["body"])) ids.media.add(id);
	const references = await readReferences(executor, ids);
	const related = await namesOfStories(executor, contents);
	const names = (views: ReadonlyMap<string, { name: string }>, value: unknown) =>
		listOf(value)
			.flatMap((id) => views.get(id)?.name ?? [])
			.join(", ");
	return (field, value) => {
		switch (field) {
			case "section":
				return names(references.sections, value);
			case "topics":
				return names(references.topics, value);
			case "authors":
				return names(references.authors, value);
			case "related":
				return listOf(value)
					.flatMap((id) => related.get(id) ?? [])
					.join(", ");
			case "lead":
				return listOf(value)
					.map((id) => pictureName(references.media.get(id)))
					.join("");
			case "startsAt":
			case "publishedAt":
				return typeof value === "string" ? formatFull(context.time, value) : "";
			default:
				return typeof value === "string" ? value : "";
		}
	};
}

const listOf = (value: unknown): string[] =>
	(Array.isArray(value) ? value : [value]).filter((id): id is string => typeof id === "string");

const pictureName = (media: { caption: string; alt: string } | undefined): string =>
	media?.caption || media?.alt || "…";

interface Node {
	type: string;
	attrs?: Record<string, unknown>;
}

function* blocksIn(body: unknown): Generator<Node> {
	yield* (body as { content?: Node[] } | undefined)?.content ?? [];
}

function imagesIn(body: unknown): string[] {
	return [...blocksIn(body)].flatMap(({ type, attrs }) =>
		type === "image" && typeof attrs?.["mediaId"] === "string" ? [attrs["mediaId"]] : [],
	);
}

/** The headlines of the stories that these contents lead to, of those that readers see. */
async function namesOfStories(executor: Executor, contents: readonly Content[]): Promise<Map<string, string>> {
	const ids = new Set<string>();
	for (const content of contents) {
		for (const id of listOf(content["related"] ?? [])) ids.add(id);
		for (const { type, attrs } of blocksIn(content["body"]))
			if (type === "relatedStory" && typeof attrs?.["storyId"] === "string") ids.add(attrs["storyId"]);
	}
	if (ids.size === 0) return new Map();
	const rows = await executor
		.selectFrom("stories")
		.select(["id", (of) => of.ref("content", "->>").key("headline").as("headline")])
		.where("id", "in", [...ids])
		.where("status", "=", "published")
		.execute();
	return new Map(rows.map((row) => [row.id, String(row.headline)]));
}
