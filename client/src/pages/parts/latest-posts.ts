import type { Card } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import { postPath, storyPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import { foreign } from "./foreign.ts";
import { icon } from "./icon.ts";
import { time } from "./time.ts";

/** The newest posts of a live story and the way to it. */
export function latestPosts(context: Context, card: Card): TemplateResult {
	const { words } = context;
	const { lang, dir } = foreign(context, card.language);
	const posts = card.latestPosts.map(
		(post) =>
			html`<li data-latest=${post.id}>${time(context, post.at, "short")}<a href=${postPath(card.slug, post.id)} lang=${lang} dir=${dir}>${post.headline}</a></li>`,
	);
	return html`${posts.length > 0 ? html`<ol class="latest" aria-label=${words.latestPosts}>${posts}</ol>` : nothing}<a class="more" href=${storyPath(card)}>${card.state === "ended" ? words.readMore : words.followLive}<span class="visually-hidden">: <bdi lang=${lang}>${card.headline}</bdi></span>${icon.next}</a>`;
}
