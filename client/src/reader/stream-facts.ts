import { type ChannelState, cardKey, type OrderKey, postKey } from "@dateline/shared/model";
import type { PageState } from "../pages/page-state.ts";
import { streamChannel } from "./page-facts.ts";

/** Whether the page shows the newest of its stream. */
export const isNewest = ({ page }: PageState): boolean => page.kind !== "live" || page.frozen === null;

export function streamOf(state: PageState): ChannelState | undefined {
	return state.states[streamChannel(state.page) ?? ""];
}

export function keysOf(stream: ChannelState | undefined): OrderKey[] {
	if (stream?.kind === "list") return stream.cards.map(cardKey);
	return stream?.kind === "story" ? stream.posts.map(postKey) : [];
}

/** What the page shows of key developments, each once. */
export function developmentsOf(state: PageState): { id: string; at: string }[] {
	const stream = streamOf(state);
	const site = state.states["site"];
	const lines = [
		...(stream?.kind === "story" ? stream.keyDevelopments : []),
		...(stream?.kind === "list" ? stream.cards.flatMap((card) => card.keyDevelopments) : []),
		...(state.page.kind === "feed" && site?.kind === "site" && site.digest
			? site.digest.lines.map(({ keyDevelopmentId, at }) => ({ id: keyDevelopmentId, at }))
			: []),
	];
	return [...new Map(lines.map(({ id, at }) => [id, { id, at }])).values()];
}
