import {
	contextOf,
	directionOf,
	languageOf,
	type PageState,
	pageDataId,
	renderPage,
	sprite,
	wordsNeeded,
	writePageData,
} from "@dateline/client/pages";
import { escapeHtml } from "@dateline/shared/model";
import { render } from "@lit-labs/ssr";
import { collectResultSync } from "@lit-labs/ssr/lib/render-result.js";
import { placeScript } from "./inline-scripts.ts";
import type { ReaderAssets } from "./reader-assets.ts";
import { writeHead } from "./write-head.ts";
import { writeKeptLine } from "./write-kept-line.ts";

/** A whole document: head, body and the state that the browser goes on from; one that stands still goes on nowhere. */
export function writeDocument(state: PageState, assets: ReaderAssets, { still = false } = {}): string {
	const language = languageOf(state);
	const { time, words } = contextOf(state);
	const body = renderBody(state);
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

/** Stands for HTML that is put into the rendered page as it is. */
const place = "<!--the server's-->";

/** What is HTML already, and long, must not be read by the renderer, which takes it apart to write it again. */
function renderBody(state: PageState): string {
	const { page } = state;
	if (page.kind !== "changes") return collectResultSync(render(renderPage(state)));
	const around = collectResultSync(render(renderPage({ ...state, page: { ...page, html: place } })));
	return around.replace(place, () => page.html);
}
