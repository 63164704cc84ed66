import { splitChannel } from "../model/index.ts";
import type { FollowedSubject } from "../protocol/index.ts";
import { instantOrNull } from "./instants.ts";
import type { Executor } from "./open.ts";

type Shown = Omit<FollowedSubject, "channel" | "level" | "since">;

/** What is shown of these stories, topics, authors and sections, by channel; what is not public is not in it. */
export async function readFollowedSubjects(
	executor: Executor,
	channels: readonly string[],
): Promise<Map<string, Shown>> {
	const ids = (wanted: string) =>
		channels.flatMap((channel) => {
			const { kind, id } = splitChannel(channel);
			return kind === wanted ? [id] : [];
		});
	const subjects = new Map<string, Shown>();
	const { language } = (await executor.selectFrom("site").select("content").executeTakeFirstOrThrow()).content;
	const stories = ids("story");
	const rows =
		stories.length === 0
			? []
			: await executor
					.selectFrom("stories")
					.select(["id", "kind", "slug", "state", "content", "starts_at"])
					.where("status", "=", "published")
					.where("id", "in", stories)
					.execute();
	for (const { id, kind, slug, state, content, starts_at } of rows) {
		if (slug === null || content === null) continue;
		const path = `/${kind === "live" ? "live" : "story"}/${encodeURIComponent(slug)}`;
		const { headline: name, language: own } = content;
		subjects.set(`story:${id}`, { name, path, language: own, state, startsAt: instantOrNull(starts_at) });
	}
	for (const kind of ["topic", "author", "section"] as const) {
		const wanted = ids(kind);
		if (wanted.length === 0) continue;
		const named = await executor
			.selectFrom(`${kind}s`)
			.select(["id", "slug", "content"])
			.where("id", "in", wanted)
			.execute();
		for (const { id, slug, content } of named) {
			const path = `/${kind}/${encodeURIComponent(slug)}`;
			subjects.set(`${kind}:${id}`, { name: content.name, path, language, state: null, startsAt: null });
		}
	}
	return subjects;
}
