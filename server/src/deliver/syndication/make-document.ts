import type { Executor } from "@dateline/shared/database";
import type { SiteView } from "@dateline/shared/model";
import { readFeed } from "./feeds/read-feed.ts";
import { linkHeader, writeFeed } from "./feeds/write-feed.ts";
import type { DocumentRoute } from "./find-document.ts";
import { writeOembed } from "./oembed/write-oembed.ts";
import { writeNewsSitemap, writeRobots, writeSitemap, writeSitemapFile } from "./sitemaps/write-sitemaps.ts";

/** A document as it goes out, with the channels that it depends on. */
export interface Made {
	status: 200 | 404 | 410;
	type: string;
	text: string;
	/** The `Link` header, or null. */
	links: string | null;
	channels: string[];
	/** When the clock changes it, in milliseconds since 1970; null when only an event does. */
	until: number | null;
}

/** What stands at a route, from one state of the record. */
export async function makeDocument(
	executor: Executor,
	route: DocumentRoute,
	around: { origin: string; site: SiteView },
): Promise<Made> {
	const map = { status: 200, type: "application/xml; charset=utf-8", links: null, channels: ["feed", "site"] } as const;
	switch (route.kind) {
		case "feed": {
			const read = await readFeed(executor, route, around);
			if (!read) return missing("There is no such feed.");
			const { feed, channels } = read;
			const written = writeFeed(feed, route.format);
			return { status: feed.gone ? 410 : 200, ...written, links: linkHeader(feed), channels, until: null };
		}
		case "sitemap":
			return { ...map, channels: [...map.channels], text: await writeSitemap(executor, around), until: null };
		case "sitemap-file": {
			const text = await writeSitemapFile(executor, route.number, around);
			if (text === null) return missing("There is no such file of the sitemap.");
			return { ...map, channels: [...map.channels], text, until: null };
		}
		case "news-sitemap":
			return { ...map, channels: [...map.channels], ...(await writeNewsSitemap(executor, around)) };
		case "robots":
			return { ...map, channels: [], type: "text/plain; charset=utf-8", text: writeRobots(around.origin), until: null };
		case "oembed": {
			const text = await writeOembed(executor, route, around);
			const channels = ["site", `story:${route.storyId}`];
			if (text === null) return { ...missing("There is nothing to embed at this address."), channels };
			const type = route.format === "json" ? "application/json; charset=utf-8" : "text/xml; charset=utf-8";
			return { status: 200, type, text, links: null, channels, until: null };
		}
	}
}

const missing = (message: string): Made => ({
	status: 404,
	type: "text/plain; charset=utf-8",
	text: `${message}\n`,
	links: null,
	channels: ["site"],
	until: null,
});
