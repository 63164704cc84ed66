import { formatBefore, listPath, plainText, storyPath, wordsFor } from "@dateline/client/pages";
import {
	type Executor,
	readAuthorBySlug,
	readCorrections,
	readFeedCards,
	readFeedLines,
	readLastChanges,
	readLiveCards,
	readPosts,
	readSectionBySlug,
	readStoryView,
	readTopicBySlug,
	readWholeBodies,
	readWithdrawnLines,
	readWithdrawnPosts,
	readWithdrawnStories,
	readWithdrawnStory,
	type Tombstone,
} from "@dateline/shared/database";
import {
	type AuthorView,
	cardKey,
	type OrderKey,
	postKey,
	type SectionView,
	type SiteView,
	type StoryView,
} from "@dateline/shared/model";
import { lineEntry, postEntries, storyEntries } from "./entries.ts";
import type { Feed, FeedEntry } from "./feed.ts";
import { feedId } from "./feed-ids.ts";
import type { FeedRoute } from "./find-feed.ts";
import { plainEnough } from "./whole-html.ts";

/** Entries of one page, and the bytes of text at which a page ends earlier. */
const entriesOnPage = 30;
const bytesOnPage = 180_000;
/** Withdrawals that a feed tells of: those of weeks on most sites. */
const tombstonesInFeed = 50;

/** A feed with the channels that it depends on: it is another one when one of them has moved. */
export interface FeedRead {
	feed: Feed;
	channels: string[];
}

/** What is read for a page of a feed. */
interface Part {
	title: string;
	description: string;
	language: string;
	/** Path of our page. */
	home: string;
	entries: FeedEntry[];
	/** Where each entry stands, for the next page. */
	keys: OrderKey[];
	more: boolean;
	tombstones: { id: string; at: string }[];
	/** Instants that are no entry's, such as when the story was published. */
	stamps: (string | null | undefined)[];
	channels: string[];
	/** What its id is made of. */
	subject: string;
	expired?: boolean;
	gone?: boolean;
}

/** A page of a feed, from one state of the record; null when there is no such section, topic or author. */
export async function readFeed(
	executor: Executor,
	route: FeedRoute,
	{ origin, site }: { origin: string; site: SiteView },
): Promise<FeedRead | null> {
	const part = await readPart(executor, route, { origin, site });
	if (!part) return null;
	const shown = cut(part.entries);
	const last = part.keys[shown.length - 1];
	const more = part.more || shown.length < part.entries.length;
	const next =
		more && last ? `${route.first}${route.first.includes("?") ? "&" : "?"}before=${formatBefore(last)}` : null;
	const tombstones = route.before === null ? part.tombstones : [];
	const instants = [...shown.map((entry) => entry.edited), ...tombstones.map(({ at }) => at), ...part.stamps];
	const updated = instants.reduce<string>(
		(latest, at) => (at && at > latest ? at : latest),
		"1970-01-01T00:00:00.000Z",
	);
	const icon = site.logo?.light?.url ?? "/icon-512.png";
	const feed: Feed = {
		id: feedId("feed", `${part.subject}${route.keyOnly ? ":key" : ""}${route.language ? `:${route.language}` : ""}`),
		self: origin + route.key,
		first: origin + route.first,
		next: next && origin + next,
		home: origin + part.home,
		hub: `${origin}/hub`,
		title: plainEnough(part.title),
		description: plainEnough(part.description),
		language: part.language,
		publisher: {
			name: plainEnough(site.name),
			url: `${origin}/`,
			icon: icon.startsWith("/") ? origin + icon : icon,
		},
		updated,
		entries: shown,
		tombstones,
		expired: part.expired ?? false,
		gone: part.gone ?? false,
	};
	return { feed, channels: [...new Set(["site", ...part.channels])].sort() };
}

/** As many entries as a page holds: a feed is fetched often, by machines that give up on what is large. */
function cut(entries: readonly FeedEntry[]): FeedEntry[] {
	let bytes = 0;
	const end = entries.findIndex((entry) => {
		bytes += Buffer.byteLength(entry.html);
		return bytes > bytesOnPage;
	});
	return end < 0 ? [...entries] : entries.slice(0, Math.max(1, end));
}

interface Around {
	origin: string;
	site: SiteView;
}

async function readPart(executor: Executor, route: FeedRoute, around: Around): Promise<Part | null> {
	const { of } = route;
	if (of.kind === "story") return readStoryPart(executor, route, of.storyId, around);
	const list = await readListHead(executor, route, around);
	if (!list) return null;
	const { before, language } = route;
	if (route.keyOnly) {
		const { lines, more } = await readFeedLines(executor, list.channel, { before, limit: entriesOnPage, language });
		const changes = await readLastChanges(executor, "key_development", idsOf(lines));
		return {
			...list,
			entries: lines.map((line) => lineEntry(line, changes.get(line.id), around.origin)),
			keys: lines.map(({ at, id }) => ({ at, id })),
			more,
			tombstones: entombed("key_development", await readWithdrawnLines(executor, null, tombstonesInFeed)),
			channels: [list.channel, "feed", ...lines.map(({ storyId }) => `story:${storyId}`)],
		};
	}
	const isLive = of.kind === "live-now";
	const { cards, more } = isLive
		? { cards: await readLiveCards(executor, entriesOnPage), more: false }
		: await readFeedCards(executor, list.channel, { before, limit: entriesOnPage, language });
	const gone = isLive || before ? [] : await readWithdrawnStories(executor, list.channel, tombstonesInFeed);
	return {
		...list,
		entries: await storyEntries(executor, cards, around),
		keys: cards.map(cardKey),
		more,
		tombstones: entombed("story", gone),
		channels: [list.channel, ...cards.map(({ id }) => `story:${id}`)],
	};
}

const subjects = { section: readSectionBySlug, topic: readTopicBySlug, author: readAuthorBySlug };

/** What a feed of a list says of itself; null when there is no such list. */
async function readListHead(executor: Executor, route: FeedRoute, { site }: Around) {
	const { of } = route;
	const words = wordsFor(site.language);
	const named = (title: string) => (route.keyOnly ? `${title}: ${words.keyDevelopmentsOnly}` : title);
	const common = { language: route.language ?? site.language, stamps: [] };
	if (of.kind === "feed") {
		const description = site.description || words.newsFeed;
		return { ...common, channel: "feed", subject: "feed", title: named(site.name), description, home: "/" };
	}
	if (of.kind === "live-now") {
		const title = `${words.liveNow} – ${site.name}`;
		return { ...common, channel: "feed", subject: "live-now", title, description: title, home: "/" };
	}
	if (of.kind === "story") return null;
	const subject: SectionView | AuthorView | null = await subjects[of.kind](executor, of.slug);
	if (!subject) return null;
	const channel = `${of.kind}:${subject.id}`;
	const title = named(`${subject.name} – ${site.name}`);
	const about = "bio" in subject ? subject.bio : subject.description;
	return {
		...common,
		channel,
		subject: channel,
		title,
		description: about || title,
		home: listPath(of.kind, subject.slug),
	};
}

async function readStoryPart(
	executor: Executor,
	route: FeedRoute,
	storyId: string,
	around: Around,
): Promise<Part | null> {
	const { site } = around;
	const corrections = await readCorrections(executor, storyId);
	const story = await readStoryView(executor, storyId, corrections.get(null) ?? []);
	if (!story) return readWithdrawnPart(executor, route, storyId, around);
	const words = wordsFor(story.language);
	const title = `${story.headline} – ${site.name}`;
	const head = {
		title: route.keyOnly ? `${title}: ${words.keyDevelopmentsOnly}` : title,
		description: await describeStory(executor, story),
		language: story.language,
		home: storyPath(story),
		stamps: [story.publishedAt, story.updatedAt, story.endedAt, ...story.corrections.map(({ at }) => at)],
		channels: [`story:${storyId}`],
		subject: `story:${storyId}`,
		expired: story.state === "ended",
	};
	const { before } = route;
	if (route.keyOnly) {
		const asked = { before, limit: entriesOnPage, language: null };
		const { lines, more } = await readFeedLines(executor, `story:${storyId}`, asked);
		const changes = await readLastChanges(executor, "key_development", idsOf(lines));
		return {
			...head,
			entries: lines.map((line) => lineEntry(line, changes.get(line.id), around.origin)),
			keys: lines.map(({ at, id }) => ({ at, id })),
			more,
			tombstones: entombed("key_development", await readWithdrawnLines(executor, storyId, tombstonesInFeed)),
		};
	}
	const posts = await readPosts(executor, storyId, { before, floor: null, limit: entriesOnPage + 1 }, corrections);
	const shown = posts.slice(0, entriesOnPage);
	return {
		...head,
		entries: await postEntries(executor, story, shown, around.origin),
		keys: shown.map(postKey),
		more: posts.length > entriesOnPage,
		tombstones: entombed("post", await readWithdrawnPosts(executor, storyId, tombstonesInFeed)),
	};
}

/** Standfirst and introduction as plain text, and what was wrong in them. */
async function describeStory(executor: Executor, story: StoryView): Promise<string> {
	const html = (await readWholeBodies(executor, "stories", [story.id])).get(story.id) ?? "";
	const words = wordsFor(story.language);
	const notes = story.corrections.map(({ text }) => `${words.correction}: ${text}`);
	return [story.standfirst, plainText(html).slice(0, 1_000), ...notes].filter(Boolean).join("\n\n") || story.headline;
}

/** Of a story that was withdrawn nothing is told but that it was, and which of its posts went with it. */
async function readWithdrawnPart(
	executor: Executor,
	route: FeedRoute,
	storyId: string,
	{ site }: Around,
): Promise<Part | null> {
	const gone = await readWithdrawnStory(executor, storyId, tombstonesInFeed);
	if (!gone) return null;
	const title = `${wordsFor(site.language).storyWithdrawn} – ${site.name}`;
	return {
		title,
		description: title,
		language: site.language,
		home: "/",
		entries: [],
		keys: [],
		more: false,
		tombstones: route.keyOnly
			? entombed("key_development", await readWithdrawnLines(executor, storyId, tombstonesInFeed))
			: entombed("post", gone.posts),
		stamps: [gone.at],
		channels: [`story:${storyId}`],
		subject: `story:${storyId}`,
		expired: true,
		gone: true,
	};
}

const idsOf = (all: readonly { id: string }[]): string[] => all.map(({ id }) => id);

const entombed = (kind: "story" | "post" | "key_development", gone: readonly Tombstone[]) =>
	gone.map(({ id, at }) => ({ id: feedId(kind, id), at }));
