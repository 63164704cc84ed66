/** What the server draws of an embed. */
export { type Drawing, drawFeed } from "./draw-feed.ts";
export { embedStyle, themeStyle } from "./embed-style.ts";
export { embedWords } from "./embed-words.ts";
export { type FeedData, type FeedForm, type FeedKind, feedForms, feedKinds, formOf, pathOf } from "./feed-data.ts";
export { type FeedView, textLength, viewOf } from "./feed-view.ts";
export { element, writeNode } from "./nodes.ts";
export { plainText } from "./plain-text.ts";
