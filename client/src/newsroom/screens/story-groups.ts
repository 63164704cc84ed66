import type { StoryLine } from "@dateline/shared/protocol";
import { api } from "../desk/api.ts";

/** What the API is asked for. */
export type StoryFilter = { status?: string; kind?: string; state?: string };

/** One part of the list, read a page at a time on its own: a long part never hides another one. */
export interface StoryGroup {
	id: string;
	stories: readonly StoryLine[];
	next: string | null;
}

export const groupFilters = {
	live: { status: "published", kind: "live", state: "live" },
	upcoming: { status: "published", kind: "live", state: "upcoming" },
	drafts: { status: "draft" },
	published: { status: "published", kind: "article" },
	ended: { status: "published", kind: "live", state: "ended" },
	withdrawn: { status: "withdrawn" },
	all: {},
} as const satisfies Record<string, StoryFilter>;
export type GroupId = keyof typeof groupFilters;

/** What a part shows before anybody asks for more. */
const firstPage: Partial<Record<GroupId, number>> = { published: 30, ended: 12, withdrawn: 30 };

/** Reads a part: as much again as is shown, or a further page of it. */
export async function readGroup(
	id: GroupId,
	words: string,
	shown: StoryGroup | null,
	more: boolean,
): Promise<StoryGroup> {
	const limit = firstPage[id] ?? 100;
	const ask = (after: string | null, size: number) =>
		api.stories({
			...groupFilters[id],
			...(words === "" ? {} : { q: words }),
			...(after ? { after } : {}),
			limit: size,
		});
	if (more && shown?.next) {
		const page = await ask(shown.next, 100);
		return { id, stories: [...shown.stories, ...page.items], next: page.next };
	}
	const wanted = Math.max(limit, shown?.stories.length ?? 0);
	let page = await ask(null, Math.min(100, wanted));
	const stories = [...page.items];
	while (stories.length < wanted && page.next !== null) {
		page = await ask(page.next, Math.min(100, wanted - stories.length));
		stories.push(...page.items);
	}
	return { id, stories, next: page.next };
}

/** What a story's place and time in the list go by. */
export const stampOf = ({ updatedAt, publishedAt, createdAt }: StoryLine): string =>
	updatedAt ?? publishedAt ?? createdAt;
