import { html, nothing, type TemplateResult } from "lit";
import { storyPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import { formatStamp } from "../format-time.ts";
import type { Frame } from "./frame.ts";
import { time } from "./time.ts";

/** Everything around a page's own content. */
export function shell(context: Context, content: TemplateResult, { head, foot }: Frame): TemplateResult {
	return html`<div class="page" data-page=${context.state.page.kind}>${head}${notice(context)}${liveNow(context)}${content}${foot}</div>`;
}

/**
 * What is live and what will be; on a section's front, what is in the section, if anything is. A post changes no page that does not show its
 * story anyway (docs/decisions/0005), so a story's newest post stands here where its card is on the page.
 */
function liveNow(context: Context): TemplateResult | typeof nothing {
	const { words, site, state } = context;
	const { page, states } = state;
	const own = page.kind === "live" ? page.id : null;
	const others = site.liveNow.filter(({ id }) => id !== own);
	const list = page.kind === "section" ? states[`section:${page.id}`] : undefined;
	const section = list?.kind === "list" ? list.subject : null;
	const here = others.filter((story) => section && story.section === section.id);
	const stories = here.length > 0 ? here : others;
	if (stories.length === 0) return nothing;
	return html`<section class="live-now" aria-labelledby="live-now"><div class="wrap"><h2 id="live-now">${section && here.length > 0 ? words.liveIn(section.name) : words.liveNow}</h2><ul>${stories
		.slice(0, 3)
		.map((story) => {
			const newest = newestPostOf(state, story.id);
			const line =
				story.state === "upcoming"
					? html`${words.starts} ${story.startsAt ? time(context, story.startsAt) : nothing}`
					: newest
						? html`${time(context, newest.at, "short")} <bdi>${newest.headline}</bdi>`
						: html`<b class="live-word">${words.live}</b>`;
			return html`<li class=${story.state === "upcoming" ? "upcoming" : ""} data-live=${story.id}><a href=${storyPath({ kind: "live", slug: story.slug })}><strong><bdi>${story.headline}</bdi></strong><span>${line}</span></a></li>`;
		})}</ul></div></section>`;
}

/** The newest post of a live story, where the page holds its card. */
function newestPostOf({ states }: Context["state"], id: string) {
	for (const channel of Object.values(states)) {
		const cards = channel.kind === "list" ? channel.cards : channel.kind === "card" ? [channel.card] : [];
		const card = cards.find((one) => one.id === id);
		if (card && "slug" in card) return card.latestPosts[0];
	}
	return undefined;
}

function notice(context: Context): TemplateResult | typeof nothing {
	const { words, site, view } = context;
	if (view.notice === null) return nothing;
	const text = {
		"new-version": [words.newVersion(site.name), words.newVersionText],
		"too-old": [words.tooOld, words.tooOldText],
		online: [words.online, words.upTo(formatStamp(context.time, view.lastUpdate ?? context.asOf, context.asOf))],
		preview: [words.preview, words.previewText],
	}[view.notice];
	const reload = view.notice === "new-version" || view.notice === "too-old";
	return html`<aside class="site-line" aria-label=${words.noticeOfSite(site.name)} data-region="notice"><div class="wrap"><p><b>${text[0]}</b> ${text[1]}</p>${view.notice === "preview" ? nothing : html`<div class="site-line-actions">${reload ? html`<button type="button" data-action="reload">${words.reloadNow}</button>` : nothing}<button type="button" data-action="dismiss">${words.notNow}</button></div>`}</div></aside>`;
}
