import type { ChannelState } from "@dateline/shared/model";
import type { Cursor } from "@dateline/shared/protocol";
import { parseUpdates } from "../live/parse-message.ts";
import { type PageState, storyOf } from "../pages/page-state.ts";

/** Cards that one page refers to at most: with its own channels well under what a socket may hold. */
const mostCards = 40;

/** The states of the cards that the page's story refers to and the page does not have yet; null when there are none. */
export async function loadCards(
	state: PageState,
): Promise<{ states: Record<string, ChannelState>; cursor: Cursor } | null> {
	const { page, states } = state;
	if (page.kind !== "story" && page.kind !== "live") return null;
	const story = storyOf(state, page.id)?.story;
	if (!story) return null;
	const inText = [...(story.html ?? "").matchAll(/<dateline-related data-story="([^"]*)">/g)].map(([, id]) => id ?? "");
	const wanted = [...new Set([...story.related, ...inText])].slice(0, mostCards).map((id) => `card:${id}`);
	const missing = wanted.filter((channel) => !(channel in states));
	if (missing.length === 0) return null;
	try {
		const answer = await fetch(`/api/v1/snapshot?channels=${missing.sort().join()}`);
		const loaded = parseUpdates(await answer.json());
		if (!loaded?.snapshot || loaded.epoch !== state.cursor.epoch) return null;
		return { states: loaded.snapshot, cursor: { epoch: loaded.epoch, position: loaded.position } };
	} catch {
		// Without them the page shows what it has; the next page that is loaded has them.
		return null;
	}
}
