import { type Card, cardKey, type OrderKey } from "@dateline/shared/model";
import { olderPath } from "../addresses.ts";
import { type Context, standsAfter } from "../context.ts";

/** What a page shows of a list: its cards, and the address that goes on after them. */
export interface ListWindow {
	cards: Card[];
	older: string | null;
}

/**
 * The cards of a channel that stand after `before`. What comes in on top of an older page stays out of it; the page
 * ends at the floor, and when there is one, something older exists.
 */
export function listWindow(context: Context, channel: string, path: string, before: OrderKey | null): ListWindow {
	const list = context.state.states[channel];
	if (list?.kind !== "list") return { cards: [], older: null };
	const cards = list.cards.filter((card) => standsAfter(cardKey(card), before));
	return { cards, older: list.floor ? olderPath(path, list.floor) : null };
}
