import { noChange, type TemplateResult } from "lit";
import { type Context, contextOf } from "./context.ts";
import type { Page, PageState } from "./page-state.ts";
import type { Frame } from "./parts/frame.ts";
import { shell } from "./parts/shell.ts";

/** What stands between head and foot of a page of one kind. */
export type Content<P extends Page = Page> = (context: Context, page: P) => TemplateResult;

/** In a browser, head and foot stay as they stand in the document. */
const asTheyStand: Frame = { head: noChange, foot: noChange };

/** The body of a page whose content is drawn by `content`, which has to be of the page's kind. */
export function drawPage(state: PageState, content: Content, frame = asTheyStand): TemplateResult {
	const context = contextOf(state);
	return shell(context, content(context, state.page), frame);
}
