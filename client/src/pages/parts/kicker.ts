import type { Card, StoryView } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import { listPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import { foreign } from "./foreign.ts";
import { time } from "./time.ts";

type Labelled = Pick<Card | StoryView, "kind" | "state" | "startsAt" | "endedAt" | "section" | "topics">;

/** What a live story is just now: starts, live or ended. */
export function badge(
	context: Context,
	story: Pick<Labelled, "state" | "startsAt" | "endedAt">,
): TemplateResult | typeof nothing {
	const { words } = context;
	if (story.state === "live") return html`<span class="badge">${words.live}</span>`;
	if (story.state === "upcoming") {
		const at = story.startsAt ? html` ${time(context, story.startsAt)}` : nothing;
		return html`<span class="badge badge-upcoming"><span>${words.starts}${at}</span></span>`;
	}
	if (story.state === "ended") {
		const at = story.endedAt ? html` ${time(context, story.endedAt)}` : nothing;
		return html`<span class="badge badge-ended"><span>${words.ended}${at}</span></span>`;
	}
	return nothing;
}

/** Badge, section and first topic; a story without a section is of the News Feed. */
export function kicker(context: Context, story: Labelled): TemplateResult {
	const { lang } = foreign(context, context.site.language);
	const section = story.section
		? html`<a href=${listPath("section", story.section.slug)} lang=${lang}>${story.section.name}</a>`
		: html`<a href="/">${context.words.newsFeed}</a>`;
	const topic = story.topics[0];
	return html`<p class="kicker">${badge(context, story)}${section}${topic ? html`<a href=${listPath("topic", topic.slug)} lang=${lang}>${topic.name}</a>` : nothing}</p>`;
}
