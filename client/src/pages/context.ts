import { type Card, compareKeys, type SiteView } from "@dateline/shared/model";
import type { TimeStyle } from "./format-time.ts";
import { type PageState, siteOf, storyOf, type View } from "./page-state.ts";
import { translated, type Words, wordsFor } from "./words/common.ts";

/** What every template needs beside its subject. */
export interface Context {
	state: PageState;
	site: SiteView;
	view: View;
	words: Words;
	/** The language and zone of all times. */
	time: TimeStyle;
	/** The newest instant that the page shows: a time on the same day in the zone is told without its day. */
	asOf: string;
	/** The main language of the page's text: what differs from it says so. */
	language: string;
}

/** Languages that are written from right to left, by their first subtag. */
const rightToLeft = new Set(["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"]);

/** The direction in which a language is written. */
export function directionOf(language: string): "ltr" | "rtl" {
	return rightToLeft.has(language.toLowerCase().split("-")[0] ?? "") ? "rtl" : "ltr";
}

/** The language of a page's text: a story's own on its pages, else the site's. */
export function languageOf(state: PageState): string {
	const { page } = state;
	const ofStory = page.kind === "story" || page.kind === "live" || page.kind === "gone" || page.kind === "changes";
	const story = ofStory ? storyOf(state, page.id) : null;
	return story?.story.language ?? siteOf(state).language;
}

/**
 * Times speak the interface's language; of its variants, such as `en-GB`, the site's. Their zone is the site's, on a
 * story's own pages the one of where it happens.
 */
function timeStyleOf(state: PageState, site: SiteView, language: string): TimeStyle {
	const { page } = state;
	const ofStory = page.kind === "story" || page.kind === "live" || page.kind === "changes";
	const story = ofStory ? storyOf(state, page.id)?.story : undefined;
	return { language, timeZone: story?.timeZone ?? site.timeZone };
}

/**
 * The language of a page's interface, as its whole tag: the one of its text, in the site's own variant (`en-GB`) where
 * they are the same; where our words are not in it, the site's.
 */
export function spokenOn(state: PageState): string {
	const language = languageOf(state);
	const site = siteOf(state).language;
	const tag = translated(language);
	const same = tag === undefined || (language === tag && translated(site) === tag);
	return same ? site : language;
}

export function contextOf(state: PageState): Context {
	const site = siteOf(state);
	const language = languageOf(state);
	const spoken = spokenOn(state);
	const words = wordsFor(spoken);
	const time = timeStyleOf(state, site, spoken);
	return { state, site, view: state.view, words, time, asOf: newestInstant(state), language };
}

/** When a card was last changed in a way that readers are told of. */
export const stampOf = (card: Pick<Card, "publishedAt" | "updatedAt">): string => card.updatedAt ?? card.publishedAt;

/** Whether a key stands after `before` in an order that is newest first. */
export function standsAfter(key: { at: string; id: string }, before: { at: string; id: string } | null): boolean {
	return before === null || compareKeys(key, before) > 0;
}

/** The newest of some instants, or an empty text when there is none. */
export function newestOf(instants: readonly (string | null | undefined)[]): string {
	return instants.reduce<string>((last, at) => (at && at > last ? at : last), "");
}

function newestInstant(state: PageState): string {
	const { page, states } = state;
	switch (page.kind) {
		case "story": {
			const story = storyOf(state, page.id)?.story;
			return (
				newestOf([story?.publishedAt, story?.updatedAt, ...(story?.corrections ?? []).map((note) => note.at)]) || epoch
			);
		}
		case "live": {
			const channel = storyOf(state, page.id);
			const posts = (channel?.posts ?? []).filter((post) =>
				standsAfter({ at: post.publishedAt, id: post.id }, page.frozen?.before ?? null),
			);
			const own = page.frozen ? [] : [channel?.story.publishedAt, channel?.story.updatedAt, channel?.story.endedAt];
			return newestOf([...own, ...posts.flatMap((post) => [post.publishedAt, post.updatedAt])]) || epoch;
		}
		case "changes":
			return page.asOf;
		case "digest":
			return newestOf([page.digest.publishedAt, page.digest.updatedAt, ...page.digest.lines.map((line) => line.at)]);
		case "search":
			return newestOf((page.answer?.results ?? []).flatMap(({ at, story }) => [at, story.updatedAt])) || epoch;
		default: {
			const lists = Object.values(states).map((channel) => (channel.kind === "list" ? channel.cards : []));
			const site = states["site"];
			const digest = page.kind === "feed" && site?.kind === "site" ? site.digest : null;
			return newestOf([digest?.updatedAt, digest?.publishedAt, ...lists.flat().map(stampOf)]) || epoch;
		}
	}
}

/** A page that shows nothing with a time has this one, and shows no date. */
export const epoch = "1970-01-01T00:00:00.000Z";
