import {
	contextOf,
	directionOf,
	languageOf,
	type PageState,
	pageDataId,
	sprite,
	wordsNeeded,
	writePageData,
} from "@dateline/client/pages";
import { escapeHtml } from "@dateline/shared/model";
import { placeScript } from "./inline-scripts.ts";
import type { ReaderAssets } from "./reader-assets.ts";
import { writeBody } from "./write-body.ts";
import { writeHead } from "./write-head.ts";
import { writeKeptLine } from "./write-kept-line.ts";

/** A whole document: head, body and the state that the browser goes on from; one that stands still goes on nowhere. */
export function writeDocument(state: PageState, assets: ReaderAssets, { still = false } = {}): string {
	const language = languageOf(state);
	const { time, words } = contextOf(state);
	const body = writeBody(state);
	return `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${directionOf(language)}" data-time-zone="${escapeHtml(time.timeZone)}" data-time-place="${escapeHtml(words.placeOf(time.timeZone))}" data-time-language="${escapeHtml(time.language)}" data-words="${wordsNeeded(time.language).join(" ")}"${assets.worker && !still ? ` data-worker="${assets.worker}"` : ""}>
<head>
${writeHead(state, assets, { still })}
</head>
<body>
${sprite}
<div id="page">${body}</div>
${state.page.kind === "offline" ? writeKeptLine(state) : ""}${still ? "" : `<script type="application/json" id="${pageDataId}">${writePageData(state)}</script>`}
<script>${placeScript}</script>
</body>
</html>
`;
}
