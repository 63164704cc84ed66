import type { Event } from "./event.ts";
import type { FoldWindow } from "./fold-window.ts";
import { cardKey, compareKeys, insertOrdered } from "./ordering.ts";
import type { ListState } from "./state.ts";

const emptyList: ListState = { kind: "list", subject: null, cards: [], floor: null };

/** A list of cards after an event: see `fold`. */
export function foldList(state: ListState | null, channel: string, event: Event, window: FoldWindow): ListState {
	const list = state ?? emptyList;
	const subject = subjectOf(channel, event);
	if (subject) return { ...list, subject };
	if (!event.card) return list;
	const { card } = event;
	const gone = event.type === "card.withdrawn" || event.left?.includes(channel);
	if (gone) return remove(list, card.id);
	if (event.withheld || !("headline" in card)) return list;
	if (list.floor && compareKeys(cardKey(card), list.floor) > 0) return remove(list, card.id);
	const cards = insertOrdered(list.cards, card, cardKey);
	if (window.cards === undefined || cards.length <= window.cards) return { ...list, cards };
	const kept = cards.slice(0, window.cards);
	const last = kept.at(-1);
	return { ...list, cards: kept, floor: last ? cardKey(last) : list.floor };
}

/** The section, topic or author of the channel itself, when the event brings a new version of it. */
function subjectOf(channel: string, event: Event): ListState["subject"] {
	for (const kind of ["section", "topic", "author"] as const) {
		const subject = event[kind];
		if (event.type === `${kind}.updated` && subject && channel === `${kind}:${subject.id}`) return subject;
	}
	return null;
}

function remove(list: ListState, id: string): ListState {
	const cards = list.cards.filter((card) => card.id !== id);
	return cards.length === list.cards.length ? list : { ...list, cards };
}
