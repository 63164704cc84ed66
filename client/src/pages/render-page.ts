import type { TemplateResult } from "lit";
import { type Content, drawPage } from "./draw-page.ts";
import { changesPage } from "./kinds/changes-page.ts";
import { digestPage } from "./kinds/digest-page.ts";
import { feedPage } from "./kinds/feed-page.ts";
import { followPage } from "./kinds/follow-page.ts";
import { listPage } from "./kinds/list-page.ts";
import { livePage } from "./kinds/live-page.ts";
import { messagePage } from "./kinds/message-page.ts";
import { offlinePage } from "./kinds/offline-page.ts";
import { searchPage } from "./kinds/search-page.ts";
import { storyPage } from "./kinds/story-page.ts";
import type { PageState } from "./page-state.ts";
import type { Frame } from "./parts/frame.ts";
import "./words/english.ts";

/**
 * The body of a page: a pure function of its state. It reads no clock and knows no visitor, so the same state gives the
 * same nodes on the server and in the browser, which has the templates of its page's kind alone (`load-kind.ts`), and
 * leaves the head and foot of a page as they stand: `frame` is for the server.
 */
export const renderPage = (state: PageState, frame?: Frame): TemplateResult => drawPage(state, contentOf, frame);

const contentOf: Content = (context, page) => {
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
		case "follow":
			return followPage(context, page);
		case "offline":
			return offlinePage(context);
		case "search":
			return searchPage(context, page);
		case "changes":
			return changesPage(context, page);
		case "text":
		case "missing":
		case "gone":
		case "failed":
			return messagePage(context, page);
	}
};
