import { type Feed, type FeedFormat, feedTypes } from "./feed.ts";
import { writeAtom } from "./write-atom.ts";
import { writeJsonFeed } from "./write-json-feed.ts";
import { writeRss } from "./write-rss.ts";

const writers = { rss: writeRss, atom: writeAtom, json: writeJsonFeed };

/** A feed in a format: its text, and what it says of its type. */
export function writeFeed(feed: Feed, format: FeedFormat): { text: string; type: string } {
	return { text: writers[format](feed), type: `${feedTypes[format]}; charset=utf-8` };
}

/** The `Link` header of a feed: the hub that tells of its updates, and its own address (WebSub, section 4). */
export const linkHeader = ({ hub, first }: Pick<Feed, "hub" | "first">): string =>
	`<${hub}>; rel="hub", <${first}>; rel="self"`;
