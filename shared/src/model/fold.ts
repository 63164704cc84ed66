import type { Event } from "./event.ts";
import { foldList } from "./fold-list.ts";
import { foldReferences } from "./fold-references.ts";
import { foldStory } from "./fold-story.ts";
import type { FoldWindow } from "./fold-window.ts";
import { compareKeys } from "./ordering.ts";
import { splitChannel } from "./split-channel.ts";
import type { ChannelState } from "./state.ts";

/**
 * The state of `channel` after `event`: the one function by which server, browser, embed and tests follow a channel.
 * Pure: the given state is left as it is, and the same object comes back when nothing in it changed. `state` is null
 * before the channel's first event. The caller has checked that the event is the next one of this channel.
 */
export function fold(
	state: ChannelState | null,
	channel: string,
	event: Event,
	window: FoldWindow = {},
): ChannelState | null {
	const { kind } = splitChannel(channel);
	switch (kind) {
		case "feed":
		case "section":
		case "topic":
		case "author":
			return foldReferences(foldList(state?.kind === "list" ? state : null, channel, event, window), event);
		case "story":
			return foldReferences(foldStory(state?.kind === "story" ? state : null, event, window), event);
		case "card": {
			if (!event.card || event.withheld) return foldReferences(state, event);
			if (event.type === "card.withdrawn") return { kind: "card", card: { id: event.card.id, withdrawn: true } };
			return "headline" in event.card ? { kind: "card", card: event.card } : state;
		}
		case "site": {
			if (event.type === "site.updated" && event.site) {
				return { kind: "site", site: event.site, digest: state?.kind === "site" ? state.digest : null };
			}
			if (event.type === "digest.updated" && event.digest && state?.kind === "site") {
				const older = state.digest && compareKeys(dateKey(state.digest.date), dateKey(event.digest.date)) < 0;
				return older ? state : { ...state, digest: event.digest };
			}
			return foldReferences(state, event);
		}
	}
}

const dateKey = (date: string) => ({ at: date, id: "" });
