import { type ChannelState, cardKey } from "@dateline/shared/model";

/** Cards that a list has in a snapshot: more than any page shows at first, and a tenth of what the server keeps. */
export const snapshotCards = 50;

/** A state as it goes out in a snapshot: a list is cut to its newest cards, and says so by its floor. */
export function publicState(state: ChannelState): ChannelState {
	if (state.kind !== "list" || state.cards.length <= snapshotCards) return state;
	const cards = state.cards.slice(0, snapshotCards);
	const last = cards.at(-1);
	return { ...state, cards, floor: last ? cardKey(last) : state.floor };
}

const texts = new WeakMap<ChannelState, string>();

/** The JSON of {@link publicState}, made once for each state, however many readers get it. */
export function publicStateText(state: ChannelState): string {
	const known = texts.get(state);
	if (known !== undefined) return known;
	const text = JSON.stringify(publicState(state));
	texts.set(state, text);
	return text;
}
