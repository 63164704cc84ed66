import type { ChannelState } from "@dateline/shared/model";
import { storyPath } from "../pages/addresses.ts";
import { type PageState, siteOf } from "../pages/page-state.ts";
import { fetchDocument } from "./fetch-page.ts";

/** Within how long the open pages ask for a head and foot that have changed, in milliseconds: not all at once. */
const spread = 30_000;

/**
 * Keeps head and foot of the page as the site is. The browser has no templates of them: of what changes while a reader
 * is there, it sets the link to what is live itself; when the site's name, sections, pages or digest change, it takes
 * both from the page as the server writes it now. Returns what to call with the page's state when it has changed.
 */
export function createFrame(root: HTMLElement, initial: PageState): (state: PageState) => void {
	let known = factsOf(initial);
	let asking = false;
	return (state) => {
		const live = siteOf(state).liveNow.find((one) => one.state === "live");
		const item = root.querySelector<HTMLElement>("[data-live-link]");
		if (item) item.hidden = !live;
		const href = live ? storyPath({ kind: "live", slug: live.slug }) : "";
		const link = item?.firstElementChild;
		link?.setAttribute("href", href);
		if (state.page.kind === "live" && state.page.id === live?.id) link?.setAttribute("aria-current", "page");
		else link?.removeAttribute("aria-current");
		const facts = factsOf(state);
		if (facts === known || asking) return;
		asking = true;
		setTimeout(async () => {
			asking = false;
			const anew = await fetchDocument(location.href, true);
			known = facts;
			for (const part of [".masthead", ".footer"]) {
				const fresh = anew?.querySelector(part);
				if (fresh) root.querySelector(part)?.replaceWith(fresh);
			}
		}, Math.random() * spread);
	};
}

/** What head and foot say, but for what is live. */
function factsOf({ states }: PageState): string {
	const { site, digest } = states["site"] as Extract<ChannelState, { kind: "site" }>;
	return JSON.stringify([{ ...site, liveNow: 0 }, digest?.date, !digest?.lines.length]);
}
