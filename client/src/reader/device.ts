/** What only some visits need of a page and its device, in one file: a reload of ours, a notice, a kept copy. */
export { reloadInPlace, restorePlace } from "./keep-over-reload.ts";
export { placeNotice } from "./notices.ts";
export { watchCopy } from "./watch-copy.ts";
