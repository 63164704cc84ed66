import { listPath, type PageState, siteOf, storyOf, storyPath } from "@dateline/client/pages";
import { escapeHtml } from "@dateline/shared/model";
import { type FeedFile, feedFiles, feedTypes } from "../syndication/feeds/feed.ts";
import { feedAddress } from "../syndication/feeds/find-feed.ts";

/** The feeds of what a page shows, for programs that look for them in its head; of a page that has none, the site's. */
export function feedLinks(state: PageState): string[] {
	const of = feedsOf(state);
	if (!of) return [];
	return (Object.keys(feedFiles) as FeedFile[]).map((file) => {
		const href = escapeHtml(state.origin + feedAddress(of.base, file));
		return `<link rel="alternate" type="${feedTypes[feedFiles[file]]}" title="${escapeHtml(of.title)}" href="${href}">`;
	});
}

function feedsOf(state: PageState): { base: string; title: string } | null {
	const { page } = state;
	const { name } = siteOf(state);
	switch (page.kind) {
		case "section":
		case "topic":
		case "author": {
			const list = state.states[`${page.kind}:${page.id}`];
			const subject = list?.kind === "list" ? list.subject : null;
			return subject && { base: listPath(page.kind, subject.slug), title: `${subject.name} – ${name}` };
		}
		case "live": {
			const story = storyOf(state, page.id)?.story;
			return story ? { base: storyPath(story), title: `${story.headline} – ${name}` } : { base: "", title: name };
		}
		case "feed": {
			const { from } = page;
			if (!from) return { base: "", title: name };
			const list = state.states[`${from.kind}:${from.id}`];
			const subject = list?.kind === "list" ? list.subject : null;
			return { base: listPath(from.kind, from.slug), title: subject ? `${subject.name} – ${name}` : name };
		}
		case "story":
		case "digest":
		case "text":
			return { base: "", title: name };
		default:
			return null;
	}
}
