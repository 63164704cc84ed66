import { html, nothing, type TemplateResult } from "lit";
import { feedPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import type { FeedPage } from "../page-state.ts";

/** The ways to see a part of the feed that the site's editors offer; each is an address, and the one that holds is named. */
export function filters(context: Context, page: FeedPage): TemplateResult | typeof nothing {
	const { words, site } = context;
	const { sections = [], topics = [], keyDevelopments = false } = site.filters ?? {};
	const only = page.keyOnly && { keyOnly: page.keyOnly };
	const lists = [
		...sections.map((section) => ({ kind: "section" as const, ...section })),
		...topics.map((topic) => ({ kind: "topic" as const, ...topic })),
	];
	if (lists.length === 0 && !keyDevelopments && !page.from && !page.keyOnly) return nothing;
	const line = (name: string, href: string, isOn: boolean) =>
		html`<li><a href=${href} aria-current=${isOn ? "true" : nothing}>${name}</a></li>`;
	const one = page.from && { from: page.from };
	return html`<nav class="filters" aria-label=${words.filters}><ul>${line(words.allStories, feedPath({ ...only }), !page.from)}${lists.map(({ kind, id, slug, name }) => line(name, feedPath({ from: { kind, id, slug }, ...only }), page.from?.id === id))}</ul>${
		keyDevelopments || page.keyOnly
			? html`<ul class="filters-only">${line(words.keyDevelopmentsOnly, feedPath({ ...one, ...(page.keyOnly ? {} : { keyOnly: true }) }), page.keyOnly === true)}</ul>`
			: nothing
	}</nav>`;
}
