import type { PostView, StoryView } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import { postAnchor, postPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import { formatStamp } from "../format-time.ts";
import { actions } from "./actions.ts";
import { body } from "./body.ts";
import { corrections } from "./correction.ts";
import { icon } from "./icon.ts";
import { names } from "./meta.ts";
import { placeTime } from "./place-time.ts";
import { age, time } from "./time.ts";
import { tombstone } from "./tombstone.ts";

/** A post in the stream: its time on the rail, which is also its address; `timeZone` is that of where it happens. */
export function post(
	context: Context,
	{ slug, timeZone }: Pick<StoryView, "slug" | "timeZone">,
	view: PostView,
	addressed: boolean,
): TemplateResult {
	const { words } = context;
	const path = postPath(slug, view.id);
	const anchor = postAnchor(view.id);
	const withdrawnAt = context.view.withdrawn[view.id];
	if (withdrawnAt !== undefined) {
		const when = words.postOf(formatStamp(context.time, view.publishedAt, context.asOf));
		return html`<article class="post" id=${anchor} data-post=${view.id} data-withdrawn aria-label=${when}><div class="post-rail"><span class="post-time">${time(context, view.publishedAt, "clock")}</span></div><div class="post-main">${tombstone(context, "post", withdrawnAt)}</div></article>`;
	}
	const title = view.headline || words.postOf(formatStamp(context.time, view.publishedAt, context.asOf));
	return html`<article class="post" id=${anchor} data-post=${view.id} aria-labelledby=${view.headline ? `${anchor}-h` : nothing} aria-label=${view.headline ? nothing : title} ?data-breaking=${view.breaking} ?data-addressed=${addressed} ?data-fresh=${context.view.fresh.has(view.id)}><div class="post-rail"><a class="post-time" href=${path}>${time(context, view.publishedAt, "clock")}</a>${placeTime(context, timeZone, view.publishedAt)}<span>${age(context, view.publishedAt)}</span>${view.pinned === null ? nothing : html`<span class="post-mark">${icon.pin}${words.pinned}</span>`}${view.key ? html`<span class="post-mark">${icon.key}${words.keyEvent}</span>` : nothing}</div><div class="post-main">${view.breaking ? html`<span class="breaking">${words.breaking}</span>` : nothing}${view.headline ? html`<h3 class="post-headline" id=${`${anchor}-h`}>${view.headline}</h3>` : nothing}${view.html ? body(context, `post:${view.id}`, view.html) : nothing}${corrections(context, view.corrections)}${view.updatedAt ? html`<p class="edited">${words.edited} ${time(context, view.updatedAt)}</p>` : nothing}${view.authors.length > 0 ? html`<p class="post-authors">${names(context, view.authors)}</p>` : nothing}${actions(context, path, title)}</div></article>`;
}
