import { isWithdrawn, splitChannel } from "@dateline/shared/model";
import type { StateReader } from "../model/read-states.ts";

/**
 * The first of these channels that a partner with the channels `own` may not have, or null. A list's channel brings the
 * stories that stand in it, and a story's channel its card.
 */
export async function findForeignChannel(
	own: readonly string[],
	channels: readonly string[],
	states: Pick<StateReader, "read">,
): Promise<string | null> {
	if (own.includes("*")) return null;
	for (const channel of channels) {
		if (own.includes(channel)) continue;
		const { kind, id } = splitChannel(channel);
		if (kind !== "story" && kind !== "card") return channel;
		if (own.includes(`story:${id}`) || own.includes("feed")) continue;
		const lists = await listsOf(id, states);
		// Of a withdrawn story nobody gets more than that, and who shows it has to hear it.
		if (lists !== "withdrawn" && !lists.some((list) => own.includes(list))) return channel;
	}
	return null;
}

/** The channels of the section, topics and authors that a story's card stands in. */
async function listsOf(storyId: string, states: Pick<StateReader, "read">): Promise<string[] | "withdrawn"> {
	const channel = `card:${storyId}`;
	const read = await states.read([channel]).catch(() => null);
	const state = read?.states.get(channel);
	if (state?.kind !== "card") return [];
	if (isWithdrawn(state.card)) return "withdrawn";
	const { section, topics, authors } = state.card;
	return [
		...(section ? [`section:${section.id}`] : []),
		...topics.map(({ id }) => `topic:${id}`),
		...authors.map(({ id }) => `author:${id}`),
	];
}
