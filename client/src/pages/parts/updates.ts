import { html, nothing, type TemplateResult } from "lit";
import type { Context } from "../context.ts";
import { icon } from "./icon.ts";
import { time } from "./time.ts";

/**
 * The updates button in a dock that has no height, so that it moves nothing, and the one region that is announced. On
 * an older page nothing is ever put in: the button leads to the newest page instead.
 */
export function updates(context: Context, latest: string | null): TemplateResult {
	const { view, words } = context;
	const label = words.newUpdates(view.pending);
	const shown =
		view.pending === 0
			? nothing
			: latest === null
				? html`<button class="updates" type="button" data-action="show-updates">${icon.up}${label}</button>`
				: html`<a class="updates" href=${latest}>${icon.up}${words.goToLatest}</a>`;
	return html`<div class="updates-dock" data-region="updates">${shown}</div><p class="visually-hidden" role="status" data-region="status">${view.announcement}</p>`;
}

/** How live the page is, in words, and when the last update came. */
export function signal(context: Context): TemplateResult | typeof nothing {
	const { view, words } = context;
	if (view.notice === "preview") return nothing;
	const at = view.lastUpdate ?? context.asOf;
	switch (view.signal) {
		case null:
			return html`<p class="signal" data-state="ended" data-region="signal"><span>${words.pageOf} ${time(context, at)}. <a class="link" href="">${words.refresh}</a></span></p>`;
		case "live":
			return html`<p class="signal" data-state="live" data-region="signal"><b>${words.live}</b><span>${words.lastUpdate} ${time(context, at)}</span>${view.readers === null ? nothing : html`<span>${words.reading(view.readers)}</span>`}</p>`;
		case "reconnecting":
			return html`<p class="signal" data-state="reconnecting" data-region="signal"><b>${words.reconnecting}</b><span>${words.lastUpdate} ${time(context, at)}</span></p>`;
		case "offline":
			return html`<p class="signal" data-state="offline" data-region="signal"><b>${words.offline}</b><span>${words.lastUpdate} ${time(context, at)}</span> <button type="button" data-action="retry">${words.tryAgain}</button></p>`;
	}
}

/** Show More: a link to the page that goes on, which the browser fetches in place. */
export function showMore(context: Context, href: string | null, label: string): TemplateResult | typeof nothing {
	if (href === null) return nothing;
	return html`<div class="show-more">${moreLink(context, href, label)}</div>`;
}

export function moreLink(context: Context, href: string, label: string): TemplateResult {
	const { view, words } = context;
	const text = view.more === "loading" ? words.loading : view.more === "failed" ? words.couldNotLoad : label;
	return html`<a class="button button-wide" href=${href} data-action="show-more" aria-disabled=${view.more === "loading" ? "true" : nothing}>${text}</a>`;
}
