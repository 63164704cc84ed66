/**
 * The reader's pages: templates that are pure functions of a {@link PageState}, rendered on the server and hydrated in
 * the browser.
 *
 * A document has its body in `<div id="page">`, rendered by `renderPage(state)`, and its state in a data block
 * (`<script type="application/json" id="page-state">`) that leaves out the bodies. In the browser:
 *
 * ```ts
 * let state = readPageState(document); // first, before the elements are defined
 * hydrate(renderPage(state), page);
 * defineElements();
 * // for each event: state = { ...state, page: foldPage(state.page, event), states: … fold(…), view: … }
 * render(renderPage(state), page);
 * ```
 *
 * Held-back updates are not in `states` until they are shown. What is in `states` is what is on the screen.
 *
 * Hooks in the DOM (all of them stable, whatever the classes become):
 *
 * | hook                                 | where                                                                  |
 * | ------------------------------------ | ---------------------------------------------------------------------- |
 * | `data-page="feed|story|live|…"`      | on the outermost element of the body                                   |
 * | `data-card="<story id>"`             | each card in a list, in order, whatever its form                       |
 * | `data-post="<post id>"`              | each post in the stream (also `id="p-<post id>"`); never a pinned copy |
 * | `data-pinned="<post id>"`            | each pinned copy                                                       |
 * | `data-development="<id>"`            | each key development                                                   |
 * | `data-body="story|post|card:<id>"`   | the element whose children are a body's HTML                           |
 * | `data-region="list"`                 | around the cards or posts                                              |
 * | `data-region="updates"`              | the dock of the updates button, of no height in the flow               |
 * | `data-region="status"`               | the one role=status region                                             |
 * | `data-region="signal"`               | the signal                                                             |
 * | `data-region="unread"`, `"seen"`     | the two lines                                                          |
 * | `data-action="show-updates"`         | the updates button                                                     |
 * | `data-action="show-more"`            | the link to the next page of a list or of older posts (`href`)         |
 * | `data-action="open"`                 | a card's own Show More (`href` is the story; `data-story`)             |
 * | `data-action="retry"`                | Try again in the signal                                                |
 * | `data-action="reload"`, `"dismiss"`  | in the line under the masthead                                         |
 * | `data-addressed`                     | the post that the address names                                        |
 *
 * All of them are links where there is something to lead to, so that they work without JavaScript.
 */
import "./words/english.ts";

export {
	changesPath,
	digestPath,
	feedPath,
	formatBefore,
	listPath,
	olderPath,
	parseBefore,
	postPath,
	searchPath,
	storyPath,
} from "./addresses.ts";
export { cardChannels } from "./card-channels.ts";
export {
	type ChangesView,
	type Show,
	shows,
	type Version,
	type VersionKind,
} from "./changes/changes-view.ts";
export {
	blocksOf,
	type Comparison,
	compareVersions,
	contentsOfComparison,
	countExtent,
	type Extent,
	type Say,
	sizeOfComparison,
	tellComparison,
} from "./changes/compare-versions.ts";
export { renderChanges } from "./changes/render-changes.ts";
export { type Context, contextOf, directionOf, languageOf, spokenOn } from "./context.ts";
export { describePage, type PageDescription, plainText } from "./describe-page.ts";
export { foldPage } from "./fold-page.ts";
export { formatFull, formatStamp } from "./format-time.ts";
export { pageDataId, readPageState, writePageData } from "./page-data.ts";
export {
	type ChangesPage,
	cardOf,
	channelsOfPage,
	type FeedPage,
	type LivePage,
	type Page,
	type PageState,
	restView,
	type SearchPage,
	siteOf,
	storyOf,
	type View,
} from "./page-state.ts";
export { type Frame, renderFrame } from "./parts/frame.ts";
export { sprite } from "./parts/icon.ts";
export { eventsOfPage } from "./parts/key-events.ts";
export { renderPage } from "./render-page.ts";
export { loadAllWords, wordsNeeded } from "./words/all.ts";
export { type ChangesWords, changesWords } from "./words/changes.ts";
export { translated, type Words, wordsFor } from "./words/common.ts";
export { frameWords } from "./words/frame.ts";
export { offlineWords } from "./words/offline.ts";
