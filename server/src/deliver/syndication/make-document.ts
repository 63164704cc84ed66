import type { Executor } from "@dateline/shared/database";
import type { SiteView } from "@dateline/shared/model";
import { readFeed } from "./feeds/read-feed.ts";
import { linkHeader, writeFeed } from "./feeds/write-feed.ts";
import type { DocumentRoute } from "./find-document.ts";

/** A document as it goes out, with the channels that it depends on. */
export interface Made {
	status: 200 | 404 | 410;
	type: string;
	text: string;
	/** The `Link` header, or null. */
	links: string | null;
	channels: string[];
}

/** What stands at a route, from one state of the record. */
export async function makeDocument(
	executor: Executor,
	route: DocumentRoute,
	around: { origin: string; site: SiteView },
): Promise<Made> {
	const read = await readFeed(executor, route, around);
	if (!read) return missing;
	const { feed, channels } = read;
	return { status: feed.gone ? 410 : 200, ...writeFeed(feed, route.format), links: linkHeader(feed), channels };
}

const missing: Made = {
	status: 404,
	type: "text/plain; charset=utf-8",
	text: "There is no such feed.\n",
	links: null,
	channels: ["site"],
};
