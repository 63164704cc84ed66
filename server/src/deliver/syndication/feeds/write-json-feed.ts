import { generateJsonFeed } from "feedsmith";
import type { Feed, FeedEntry } from "./feed.ts";

/**
 * JSON Feed 1.1. What it has no word for stands in `_dateline`: of each item what it is of and its revision, of the feed
 * what was withdrawn.
 */
export function writeJsonFeed(feed: Feed): string {
	const made = generateJsonFeed({
		title: feed.title,
		home_page_url: feed.home,
		feed_url: feed.self,
		description: feed.description,
		language: feed.language,
		icon: feed.publisher.icon,
		authors: [{ name: feed.publisher.name, url: feed.publisher.url }],
		...(feed.next && { next_url: feed.next }),
		...(feed.expired && { expired: true }),
		hubs: [{ type: "WebSub", url: feed.hub }],
		items: feed.entries.map(writeItem),
	}) as Record<string, unknown>;
	const own = { _dateline: { withdrawn: feed.tombstones } };
	// The library leaves out a list that is empty, which the format demands.
	return JSON.stringify({ ...made, items: made["items"] ?? [], ...(feed.tombstones.length > 0 && own) });
}

function writeItem(entry: FeedEntry) {
	return {
		id: entry.id,
		url: entry.url,
		title: entry.title,
		content_html: entry.html,
		...(entry.summary && { summary: entry.summary }),
		...(entry.image && { image: entry.image.url }),
		date_published: new Date(entry.published),
		...(entry.edited !== entry.published && { date_modified: new Date(entry.edited) }),
		...(entry.authors.length > 0 && {
			authors: entry.authors.map(({ name, url, avatar }) => ({ name, url, ...(avatar && { avatar }) })),
		}),
		...(entry.tags.length > 0 && { tags: entry.tags }),
		language: entry.language,
		_dateline: entry.subject,
	};
}
