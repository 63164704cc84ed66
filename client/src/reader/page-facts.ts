import type { ChannelState } from "@dateline/shared/model";
import { feedChannel, type LivePage, type Page, type PageState } from "../pages/page-state.ts";

/** The channel whose cards or posts are the page's stream, or null. */
export function streamChannel(page: Page): string | null {
	switch (page.kind) {
		case "feed":
			return feedChannel(page);
		case "section":
		case "topic":
		case "author":
			return `${page.kind}:${page.id}`;
		case "live":
			return `story:${page.id}`;
		default:
			return null;
	}
}

/** What of a channel's state belongs on the page: a filter of the feed holds for what comes in, too. */
export function filtered(page: Page, channel: string, state: ChannelState): ChannelState {
	if (page.kind !== "feed" || !page.keyOnly || state.kind !== "list" || channel !== feedChannel(page)) return state;
	return { ...state, cards: state.cards.filter(({ keyDevelopments }) => keyDevelopments.length > 0) };
}

/** Whether it is an older page of something: nothing is put into it, the newest page is led to instead. */
export function isOlderPage(page: Page): boolean {
	return ("before" in page && page.before !== null) || (page.kind === "live" && page.frozen !== null);
}

/** At which end the page's stream may grow: see `HoldOptions`. */
export const growsAt = (page: Page): "above" | "below" =>
	page.kind === "live" && page.order === "oldest" && page.frozen === null ? "above" : "below";

/**
 * How a page is kept up to date: articles, live coverage with all its pages, the newest lists and digest by a socket, what
 * has ended or is archived by asking from time to time (DESIGN.md section 3), an error page not at all.
 */
export function followedBy({ page, states }: Pick<PageState, "page" | "states">): "socket" | "polling" | "nothing" {
	switch (page.kind) {
		case "missing":
		case "offline":
		case "failed":
			return "nothing";
		case "story":
			return "socket";
		case "live":
			return hasEnded(page, states) ? "polling" : "socket";
		case "feed":
		case "section":
		case "topic":
		case "author":
			return page.before === null ? "socket" : "polling";
		case "digest":
			return page.later === null ? "socket" : "polling";
		default:
			return "polling";
	}
}

function hasEnded(page: LivePage, states: PageState["states"]): boolean {
	const channel = states[`story:${page.id}`];
	return channel?.kind === "story" && "state" in channel.story && channel.story.state === "ended";
}
