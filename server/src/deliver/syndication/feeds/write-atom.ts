import { escapeHtml } from "@dateline/shared/model";
import { generateAtomFeed } from "feedsmith";
import type { Feed, FeedEntry } from "./feed.ts";
import { feedTypes } from "./feed.ts";

/** Atom (RFC 4287), with paging (RFC 5005) and, of what was withdrawn, tombstones (RFC 6721). */
export function writeAtom(feed: Feed): string {
	const text = generateAtomFeed({
		id: feed.id,
		title: { value: feed.title },
		subtitle: { value: feed.description },
		updated: new Date(feed.updated),
		generator: { text: "Dateline" },
		icon: feed.publisher.icon,
		authors: [{ name: feed.publisher.name, uri: feed.publisher.url }],
		links: [
			{ href: feed.self, rel: "self", type: feedTypes.atom },
			{ href: feed.home, rel: "alternate", type: "text/html" },
			{ href: feed.hub, rel: "hub" },
			...(feed.first === feed.self ? [] : [{ href: feed.first, rel: "first", type: feedTypes.atom }]),
			...(feed.next ? [{ href: feed.next, rel: "next", type: feedTypes.atom }] : []),
		],
		xml: { lang: feed.language },
		entries: feed.entries.map(writeEntry),
	});
	return feed.tombstones.length === 0 ? text : addTombstones(text, feed);
}

function writeEntry(entry: FeedEntry) {
	return {
		id: entry.id,
		title: { value: entry.title },
		updated: new Date(entry.updated),
		published: new Date(entry.published),
		links: [{ href: entry.url, rel: "alternate", type: "text/html" }],
		...(entry.summary && { summary: { value: entry.summary } }),
		content: { value: entry.html, type: "html" },
		authors: entry.authors.map(({ name, url }) => ({ name, uri: url })),
		categories: entry.tags.map((term) => ({ term })),
		...(entry.edited !== entry.updated && { app: { edited: new Date(entry.edited) } }),
		xml: { lang: entry.language },
	};
}

/** The library has no tombstones: they stand before the first entry, under their own namespace. */
function addTombstones(text: string, feed: Feed): string {
	const stones = feed.tombstones.map(
		({ id, at }) => `  <at:deleted-entry ref="${escapeHtml(id)}" when="${escapeHtml(at)}"/>\n`,
	);
	const named = text.replace("<feed ", '<feed xmlns:at="http://purl.org/atompub/tombstones/1.0" ');
	const place = /^[ \t]*<(?:entry[ >]|\/feed>)/m;
	return named.replace(place, (start) => stones.join("") + start);
}
