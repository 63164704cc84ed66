import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Context } from "../context.ts";
import type { KeptPage } from "../page-state.ts";
import { time as timeOf } from "../parts/time.ts";
import { type OfflineWords, offlineWords } from "../words/offline.ts";

/**
 * What a device without a network shows for a page that is not on it: the service worker answers with it at that page's
 * own address, and the browser puts in what there is.
 */
export function offlinePage(context: Context): TemplateResult {
	const { words, view } = context;
	const said = offlineWords.of(context.time.language);
	const { device } = view;
	const list = device && device.kept.length > 0 ? device.kept : null;
	const lead = device ? html` <span>${list ? said.onDevice : said.nothingOnDevice}</span>` : nothing;
	return html`<main class="wrap errors" id="main"><section class="message" aria-labelledby="message"><p class="message-code"><b>${words.offline}</b></p><div><h1 class="headline headline-page" id="message">${said.title}</h1><p class="standfirst">${said.opensByItself}${lead}</p>${device ? looking(said, device.nextTry) : nothing}${
		list
			? html`<ol class="entries entries-short">${repeat(
					list,
					({ path }) => path,
					(page) => html`<li>${keptEntry(context, page)}</li>`,
				)}</ol>`
			: nothing
	}</div></section></main>`;
}

function looking(said: OfflineWords, nextTry: number): TemplateResult {
	return html`<p class="signal" data-state="reconnecting" data-region="signal"><b>${said.lookingForConnection}</b><span>${said.nextTryIn(nextTry)}</span> <button type="button" data-action="retry">${said.tryNow}</button></p>`;
}

function keptEntry(context: Context, page: KeptPage): TemplateResult {
	const extent = extentOf(context, page);
	return html`<article class="entry"><div class="entry-text">${extent ? html`<p class="kicker"><span>${extent}</span></p>` : nothing}<h2 class="entry-headline"><a href=${page.path}>${page.title}</a></h2></div><div class="meta"><span class="updated">${offlineWords.of(context.time.language).asOf} ${timeOf(context, page.at)}</span></div></article>`;
}

function extentOf({ words, time }: Context, { kind, count }: KeptPage): string | null {
	if (count === null) return null;
	return kind === "story"
		? words.minRead(count)
		: kind === "live"
			? words.posts(count)
			: offlineWords.of(time.language).stories(count);
}
