import type { ChannelState } from "@dateline/shared/model";
import type { StoreChange } from "../live/store.ts";
import type { View } from "../pages/page-state.ts";

/**
 * What was withdrawn, by id, after these changes: posts and cards of streams. What is published again is taken off;
 * what the page never showed does not matter and may stand there.
 */
export function noteWithdrawals(withdrawn: View["withdrawn"], changes: readonly StoreChange[]): View["withdrawn"] {
	const next = { ...withdrawn };
	for (const { event, before, after } of changes) {
		const subject = event?.post ?? event?.card;
		if (!event || !subject || !isStream(after)) continue;
		if (event.type.endsWith(".withdrawn")) {
			const { at, reason } = event;
			if (isIn(before, subject.id)) next[subject.id] = reason === undefined ? { at } : { at, reason };
		} else if ("headline" in subject) delete next[subject.id];
	}
	return next;
}

const isStream = (state: ChannelState | null) => state?.kind === "list" || state?.kind === "story";

function isIn(state: ChannelState | null, id: string): boolean {
	if (state?.kind === "list") return state.cards.some((card) => card.id === id);
	return state?.kind === "story" && state.posts.some((post) => post.id === id);
}
