import { type Executor, readSite, readStoryBySlug, type StoryAddress } from "@dateline/shared/database";
import type { ReadTopic } from "@dateline/workers/hub";
import { type FeedRoute, findFeed } from "./find-feed.ts";
import { readFeed } from "./read-feed.ts";
import { writeFeed } from "./write-feed.ts";

/** The feed at an address, for who follows the hub: the same bytes as whoever asks for it gets. */
export const readTopic: ReadTopic = async (executor, topic, origin) => {
	const route = await findTopic(executor, topic);
	if (!route) return null;
	const read = await readFeed(executor, route, { origin, site: await readSite(executor) });
	return read && writeFeed(read.feed, route.format);
};

/** The feed's route, after a slug was changed the one of now. */
async function findTopic(executor: Executor, topic: string): Promise<FeedRoute | null> {
	const [, kind, slug = ""] = topic.split("?")[0]?.split("/") ?? [];
	let story: StoryAddress | null = null;
	if ((kind === "live" || kind === "story") && slug) {
		story = await readStoryBySlug(executor, decodeURIComponent(slug)).catch(() => null);
	}
	let route = findFeed(topic, () => story);
	if (route && typeof route === "object" && "redirect" in route) {
		route = findFeed(route.redirect.location, () => story);
	}
	return route && typeof route === "object" && "kind" in route ? route : null;
}
