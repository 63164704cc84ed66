import { generateRssFeed } from "feedsmith";
import type { Feed, FeedEntry } from "./feed.ts";
import { feedTypes } from "./feed.ts";

/** Minutes for which a program that polls may keep what it has: who wants news at once follows the hub. */
const minutesToLive = 5;

/** RSS 2.0, with the whole text in `content:encoded`. What was withdrawn is not in it: RSS has no word for that. */
export function writeRss(feed: Feed): string {
	return generateRssFeed({
		title: feed.title,
		link: feed.home,
		description: feed.description,
		language: feed.language,
		lastBuildDate: new Date(feed.updated),
		docs: "https://www.rssboard.org/rss-specification",
		generator: "Dateline",
		ttl: minutesToLive,
		image: { url: feed.publisher.icon, title: feed.title, link: feed.home },
		atom: {
			links: [
				{ href: feed.self, rel: "self", type: feedTypes.rss },
				{ href: feed.hub, rel: "hub" },
				...(feed.next ? [{ href: feed.next, rel: "next", type: feedTypes.rss }] : []),
			],
		},
		items: feed.entries.map(writeItem),
	});
}

function writeItem(entry: FeedEntry) {
	const { image } = entry;
	return {
		title: entry.title,
		link: entry.url,
		guid: { value: entry.id, isPermaLink: false },
		pubDate: new Date(entry.published),
		...(entry.summary && { description: entry.summary }),
		categories: entry.tags.map((name) => ({ name })),
		content: { encoded: entry.html },
		dc: { creators: entry.authors.map(({ name }) => name), languages: [entry.language] },
		...(entry.updated !== entry.published && { atom: { updated: new Date(entry.updated) } }),
		...(image && {
			media: {
				contents: [
					{
						...{ url: image.url, medium: "image", type: image.type },
						...(image.width > 0 && { width: image.width, height: image.height }),
					},
				],
			},
		}),
	};
}
