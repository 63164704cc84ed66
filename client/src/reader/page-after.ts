import type { StoreChange } from "../live/store.ts";
import { foldPage } from "../pages/fold-page.ts";
import type { Page } from "../pages/page-state.ts";

/** The page after these changes, as far as no channel's state has it: see `foldPage`. */
export function pageAfter(page: Page, changes: readonly StoreChange[]): Page {
	let next = page;
	for (const { event, after, isSnapshot } of changes) {
		if (event) next = foldPage(next, event);
		const digest = isSnapshot && after?.kind === "site" ? after.digest : null;
		if (digest && next.kind === "digest" && next.digest.date === digest.date) next = { ...next, digest };
	}
	return next;
}

/** Whether what this page had to say is gone was given back: only the server can make its page. */
export function isGivenBack(page: Page, { event, before, after }: StoreChange): boolean {
	if (page.kind === "gone" && event?.type === "post.restored") return event.post?.id === page.postId;
	return before?.kind === "story" && after?.kind === "story" && "withdrawn" in before.story && "slug" in after.story;
}
