import { type Page, type PageState, restView } from "@dateline/client/pages";
import { isWithdrawn, type StoryChannelState } from "@dateline/shared/model";
import { type PageSource, readStates, withBodies, withCards } from "./page-source.ts";
import type { ReaderAssets } from "./reader-assets.ts";
import { writeDocument } from "./write-document.ts";

/**
 * A story's page for somebody who was sent a preview link: as readers would see it, of a state that may be nowhere in
 * the log. It stands still: nothing in it connects, and no search engine is to keep it.
 */
export async function writePreview(
	source: PageSource & { assets: ReaderAssets; origin: string },
	story: StoryChannelState,
): Promise<string> {
	if (isWithdrawn(story.story)) throw new TypeError("there is no preview of what is withdrawn");
	const { id, kind } = story.story;
	const page: Page =
		kind === "article"
			? { kind: "story", id, next: null }
			: { kind: "live", id, addressed: null, order: "newest", frozen: null, newer: null, older: null };
	const whole = (await withBodies(source, story)) ?? story;
	const states = { ...(await readStates(source, ["site"])), [`story:${id}`]: whole };
	const { model, assets, origin } = source;
	const state: PageState = {
		page,
		states: await withCards(source, page, states),
		cursor: { epoch: model.epoch, position: model.position },
		origin,
		build: assets.build,
		view: { ...restView, notice: "preview" },
	};
	return writeDocument(state, assets, { still: true });
}
