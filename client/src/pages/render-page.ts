import type { TemplateResult } from "lit";
import { type Context, contextOf } from "./context.ts";
import { digestPage } from "./kinds/digest-page.ts";
import { feedPage } from "./kinds/feed-page.ts";
import { listPage } from "./kinds/list-page.ts";
import { livePage } from "./kinds/live-page.ts";
import { failedPage, missingPage, textPage, withdrawnPostPage } from "./kinds/message-page.ts";
import { storyPage } from "./kinds/story-page.ts";
import type { PageState } from "./page-state.ts";
import { shell } from "./parts/shell.ts";

/**
 * The body of a page: a pure function of its state. It reads no clock and knows no visitor, so the same state gives the
 * same nodes on the server and in the browser.
 */
export function renderPage(state: PageState): TemplateResult {
	const context = contextOf(state);
	const { kind } = state.page;
	return shell(context, contentOf(context), { liveNow: kind !== "story" && kind !== "live" });
}

function contentOf(context: Context): TemplateResult {
	const { page } = context.state;
	switch (page.kind) {
		case "feed":
			return feedPage(context, page);
		case "section":
		case "topic":
		case "author":
			return listPage(context, page);
		case "story":
			return storyPage(context, page);
		case "live":
			return livePage(context, page);
		case "digest":
			return digestPage(context, page);
		case "text":
			return textPage(context, page);
		case "missing":
			return missingPage(context);
		case "gone":
			return withdrawnPostPage(context, page);
		case "failed":
			return failedPage(context, page);
	}
}
