import type { Event } from "@dateline/shared/model";
import type { Page } from "./page-state.ts";

/** The page after an event, as far as no channel's state has it: an older digest. `states` are folded by `fold`. */
export function foldPage(page: Page, event: Event): Page {
	if (page.kind === "digest" && event.type === "digest.updated" && event.digest?.date === page.digest.date) {
		return { ...page, digest: event.digest };
	}
	return page;
}
