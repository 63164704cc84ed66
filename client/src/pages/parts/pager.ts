import { html, type TemplateResult } from "lit";
import { frozenPath, postPath, storyPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import type { LivePage } from "../page-state.ts";
import { icon } from "./icon.ts";
import { moreLink } from "./updates.ts";

/** The addresses of the pages beside one of a live story; null where there is none. */
export function pagePaths(slug: string, page: LivePage) {
	const suffix = page.order === "oldest" ? "order=oldest" : "";
	const of = (boundary: string | null): string | null => {
		if (boundary === null) return null;
		const path = boundary === "newest" ? storyPath({ kind: "live", slug }) : frozenPath(slug, boundary);
		return suffix === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${suffix}`;
	};
	return {
		newest: page.frozen ? of("newest") : null,
		newer: page.later ? postPath(slug, page.later.id) : of(page.newer),
		older: of(page.older),
		oldest: page.older === null ? null : of("oldest"),
	};
}

/** Newest, newer, older, oldest; the ends are plain text, not dead links. */
export function pagerLinks(context: Context, slug: string, page: LivePage): TemplateResult {
	const { words } = context;
	const paths = pagePaths(slug, page);
	const before = (href: string | null, drawing: TemplateResult, label: string) =>
		href === null
			? html`<li><span>${drawing}${label}</span></li>`
			: html`<li><a href=${href}>${drawing}${label}</a></li>`;
	const after = (href: string | null, drawing: TemplateResult, label: string) =>
		href === null
			? html`<li><span>${label}${drawing}</span></li>`
			: html`<li><a href=${href}>${label}${drawing}</a></li>`;
	return html`<ul>${before(paths.newest, icon.first, words.newest)}${before(paths.newer, icon.back, words.newer)}${after(paths.older, icon.next, words.older)}${after(paths.oldest, icon.last, words.oldest)}</ul>`;
}

/** What stands under a page of posts: the way on, and all the ways. */
export function pager(context: Context, slug: string, page: LivePage): TemplateResult {
	const { words } = context;
	const paths = pagePaths(slug, page);
	const on = page.order === "oldest" ? paths.newer : paths.older;
	const label = page.order === "oldest" ? words.showLaterPosts : words.showOlderPosts;
	return html`<nav class="pager" aria-label=${words.pagesOfCoverage}>${on === null ? "" : moreLink(context, on, label)}${pagerLinks(context, slug, page)}${page.frozen ? html`<p>${words.complete}</p>` : ""}</nav>`;
}
