import type { Card, StoryView } from "@dateline/shared/model";
import { cardOf, feedChannel, type PageState, storyOf, type View } from "./page-state.ts";

/** Cards of other stories on one page: with its own channels well under what a socket may hold. */
const mostCards = 40;

/**
 * The channels of the cards that a page shows beside its own stories: of what they refer to, and of the next story.
 * Those that stand first on the page come first. Some show only in the states of others: ask again with those.
 */
export function cardChannels({ page, states }: Pick<PageState, "page" | "states">, opened: View["opened"]): string[] {
	const ids = new Set(idsOf({ page, states }, opened));
	return [...ids].slice(0, mostCards).map((id) => `card:${id}`);
}

function idsOf({ page, states }: Pick<PageState, "page" | "states">, opened: View["opened"]): string[] {
	const underCard = (card: Card) => {
		const text = textOf({ page, states }, card, opened);
		return [...storiesIn(text), relatedUnder(card, text) ?? []].flat();
	};
	switch (page.kind) {
		case "feed": {
			const feed = states[feedChannel(page)];
			return feed?.kind === "list" ? feed.cards.flatMap(underCard) : [];
		}
		case "story": {
			const story = storyOf({ states }, page.id)?.story;
			const next = page.next === null ? null : cardOf({ states }, page.next);
			return story ? [...ofStory(story), page.next ?? [], next ? underCard(next) : []].flat() : [];
		}
		case "live": {
			const channel = storyOf({ states }, page.id);
			if (!channel) return [];
			const posts = [...channel.pinned, ...channel.posts].flatMap((post) => storiesIn(post.html ?? ""));
			return [...ofStory(channel.story), ...posts].filter((id) => id !== page.id);
		}
		default:
			return [];
	}
}

const ofStory = (story: StoryView): string[] =>
	[...story.related, ...storiesIn(story.html ?? "")].filter((id) => id !== story.id);

/** The text of a card as it stands on the page: its opening, or all of it when it stands in full or was opened in place. */
export const textOf = (state: Pick<PageState, "page" | "states">, card: Card, opened: View["opened"]): string =>
	opened[card.id] ?? fullTextOf(state, card.id) ?? card.opening;

/** The whole text of the one story that the feed shows in full, or null for every other. */
export function fullTextOf({ page, states }: Pick<PageState, "page" | "states">, id: string): string | null {
	if (page.kind !== "feed" || page.full !== id) return null;
	return storyOf({ states }, id)?.story.html ?? null;
}

/** The story whose card stands under one that is read in place: the first it refers to, unless the text has it. */
export function relatedUnder(card: Card, text: string): string | null {
	const first = card.related[0];
	return first === undefined || first === card.id || storiesIn(text).includes(first) ? null : first;
}

/** The stories that a body refers to, in its order. */
function storiesIn(html: string): string[] {
	if (!html.includes("<dateline-related ")) return [];
	return [...html.matchAll(/<dateline-related data-story="([^"]*)">/g)].map(([, id]) => id ?? "");
}
