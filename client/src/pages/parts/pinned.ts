import type { PostView } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import { postPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import { body } from "./body.ts";
import { icon } from "./icon.ts";
import { age, time } from "./time.ts";

/**
 * A pinned post: a copy on top, the original in the stream keeps the address. One that is taller than its fold shows the
 * beginning and a button, only where there is JavaScript to open it; the newest post of the story stands open.
 */
export function pinned(context: Context, slug: string, view: PostView, open: boolean): TemplateResult {
	const { words } = context;
	const id = `pinned-${view.id}`;
	return html`<section class="pinned" data-pinned=${view.id} aria-labelledby=${view.headline ? `${id}-h` : nothing} aria-label=${view.headline ? nothing : words.pinned}><div class="post-rail"><a class="post-mark" href=${postPath(slug, view.id)}>${icon.pin}${words.pinned}</a><span>${words.pinnedFrom} ${time(context, view.publishedAt, "clock")} · ${age(context, view.publishedAt)}</span></div><dateline-pinned ?data-foldable=${!open}>${view.headline ? html`<h2 class="post-headline" id=${`${id}-h`}>${view.headline}</h2>` : nothing}<div class="pinned-fold"><div class="pinned-window" id=${`${id}-text`}>${view.html ? body(context, `pinned:${view.id}`, view.html) : nothing}</div>${
		open
			? nothing
			: html`<div class="pinned-foot"><button class="pinned-toggle" type="button" aria-expanded="false" aria-controls=${`${id}-text`}><span class="pinned-more">${words.showAll}</span><span class="pinned-less">${words.showLess}</span>${icon.down}</button></div>`
	}</div></dateline-pinned></section>`;
}
