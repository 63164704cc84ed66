import type { PostView, StoryView } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import { changesPath, postAnchor, postPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import { comma, formatStamp } from "../format-time.ts";
import { actions } from "./actions.ts";
import { body } from "./body.ts";
import { corrections } from "./correction.ts";
import { icon } from "./icon.ts";
import { names } from "./meta.ts";
import { age, placeTime, time } from "./time.ts";
import { tombstone } from "./tombstone.ts";

/** A post in the stream: its time on the rail, which is also its address. */
export function post(
	context: Context,
	{ slug }: Pick<StoryView, "slug">,
	view: PostView,
	addressed: boolean,
): TemplateResult {
	const { words } = context;
	const path = postPath(slug, view.id);
	const changes = changesPath({ kind: "live", slug }, view.id);
	const anchor = postAnchor(view.id);
	const withdrawnAt = context.view.withdrawn[view.id];
	if (withdrawnAt !== undefined) {
		const when = words.postOf(formatStamp(context.time, view.publishedAt, context.asOf));
		return html`<article class="post" id=${anchor} data-post=${view.id} data-withdrawn aria-label=${when}><div class="post-rail"><span class="post-time">${time(context, view.publishedAt, "clock")}</span></div><div class="post-main">${tombstone(context, "post", withdrawnAt)}</div></article>`;
	}
	const title = view.headline || words.postOf(formatStamp(context.time, view.publishedAt, context.asOf));
	return html`<article class="post" id=${anchor} data-post=${view.id} aria-labelledby=${`${anchor}-h`} ?data-breaking=${view.breaking} ?data-addressed=${addressed} ?data-fresh=${context.view.fresh.has(view.id)}><div class="post-rail"><a class="post-time" href=${path}>${time(context, view.publishedAt, "clock")}</a><span>${age(context, view.publishedAt)}</span>${view.pinned === null ? nothing : html`<span class="post-mark">${icon.pin}${words.pinned}</span>`}${view.key ? html`<span class="post-mark">${icon.key}${words.keyEvent}</span>` : nothing}${placeTime(view.publishedAt)}</div><div class="post-main">${view.breaking ? html`<span class="breaking" aria-hidden="true">${words.breaking}</span>` : nothing}${heading(context, view, `${anchor}-h`)}${view.html ? body(context, `post:${view.id}`, view.html) : nothing}${corrections(context, view.corrections, changes)}${view.updatedAt ? html`<p class="edited">${words.edited} ${time(context, view.updatedAt)}${context.view.notice === "preview" ? nothing : html` – <a href=${changes}>${words.seeWhatChanged}</a>`}</p>` : nothing}${view.authors.length > 0 ? html`<p class="post-authors">${names(context, view.authors)}</p>` : nothing}${actions(context, path, title)}</div></article>`;
}

/**
 * The heading by which one hears and finds a post: when, how urgent and what, as one phrase. What is seen of the first
 * two stands on the rail and over the headline; a post without a headline has a heading that is only heard.
 */
function heading(context: Context, view: PostView, id: string): TemplateResult {
	const { words } = context;
	const mark = comma(context.time.language);
	const heard = html`${time(context, view.publishedAt, "clock")}${view.breaking ? `${mark}${words.breaking}` : ""}`;
	if (view.headline === "") return html`<h3 class="visually-hidden" id=${id}>${words.post}${mark}${heard}</h3>`;
	return html`<h3 class="post-heading" id=${id}><span class="visually-hidden">${heard}${mark}</span><span class="post-headline">${view.headline}</span></h3>`;
}
