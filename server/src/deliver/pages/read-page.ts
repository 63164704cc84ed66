import { readSitePage } from "@dateline/shared/database";
import { cardKey } from "@dateline/shared/model";
import { readSearchPage } from "../search/read-search-page.ts";
import { readChanges } from "./changes/read-changes.ts";
import type { Route } from "./find-route.ts";
import { followPage } from "./follow-page.ts";
import { type PageSource, type ReadPage, readRecord, readStates } from "./page-source.ts";
import { readDigestPage } from "./read-digest-page.ts";
import { listOf, readFeed, readList } from "./read-list.ts";
import { readLive, readPost } from "./read-live.ts";
import { readStory } from "./read-story.ts";

/** Stories that lead on from a page that is not there. */
const waysOn = 4;

/** What stands at a route just now. */
export async function readPage(source: PageSource, route: Route): Promise<ReadPage> {
	return (await readKnown(source, route)) ?? readMissing(source);
}

async function readKnown(source: PageSource, route: Route): Promise<ReadPage | null> {
	switch (route.kind) {
		case "feed":
			return readFeed(source, route);
		case "section":
		case "topic":
		case "author":
			return readList(source, route);
		case "story":
			return readStory(source, route);
		case "live":
			return readLive(source, route);
		case "post":
			return readPost(source, route);
		case "changes":
			return readChanges(source, route);
		case "digest":
			return readDigestPage(source, route);
		case "newest-digest": {
			const { site } = await readStates(source, ["site"]);
			const date = site?.kind === "site" ? site.digest?.date : undefined;
			return date ? { redirect: { location: `/digest/${date}`, status: 302 } } : null;
		}
		case "text": {
			const { page } = route;
			// The state first: a text that comes in between moves the site's head, and the page is read again.
			const states = await readStates(source, ["site"]);
			const html = await readRecord(source, (executor) => readSitePage(executor, page));
			const always = page === "about" || page === "contact";
			return html !== null || always ? { status: 200, page: { kind: "text", page, html }, states } : null;
		}
		case "follow":
			return { status: 200, page: followPage(source), states: await readStates(source, ["site"]) };
		case "offline":
			return { status: 200, page: { kind: "offline" }, states: await readStates(source, ["site"]) };
		case "search":
			return readSearchPage(source, route);
		case "missing":
			return null;
	}
}

async function readMissing(source: PageSource): Promise<ReadPage> {
	const states = await readStates(source, ["site", "feed"]);
	const feed = listOf(states["feed"]);
	const cards = feed.cards.slice(0, waysOn);
	const last = cards.at(-1);
	const shown = { ...feed, cards, floor: last ? cardKey(last) : null };
	return { status: 404, page: { kind: "missing" }, states: { ...states, feed: shown } };
}
