import {
	type OpenRecord,
	readAllListStates,
	readAllSlugs,
	readConsistent,
	readEvents,
	readHeads,
	readSiteState,
	readStoryState,
	type StoryAddress,
} from "@dateline/shared/database";
import type { ChannelState } from "@dateline/shared/model";
import { type LoggedEvent, readStoredEvent } from "./logged-event.ts";
import { serverWindow } from "./state-store.ts";

/** All that the model holds, read at one position. */
export interface LoadedModel {
	position: number;
	heads: Map<string, number>;
	slugs: Map<string, StoryAddress>;
	/** Oldest first, the last at `position`. */
	events: LoggedEvent[];
	/** The site, all lists, and the stories that are live or upcoming. */
	states: Map<string, ChannelState>;
}

/** Reads it in one REPEATABLE READ transaction, so that every part of it is of the same position. */
export function loadModel(record: OpenRecord, { events: limit }: { events: number }): Promise<LoadedModel> {
	return readConsistent(record, async (transaction, position) => {
		const heads = await readHeads(transaction);
		const slugs = await readAllSlugs(transaction);
		const states = new Map<string, ChannelState>(await readAllListStates(transaction, serverWindow.cards));
		const site = await readSiteState(transaction);
		states.set("site", site);
		for (const { id } of site.site.liveNow) {
			const state = await readStoryState(transaction, id);
			if (state) states.set(`story:${id}`, state);
		}
		const stored = await readEvents(transaction, { after: Math.max(0, position - limit), limit });
		return { position, heads, slugs, states, events: stored.map((event) => readStoredEvent(event).logged) };
	});
}
