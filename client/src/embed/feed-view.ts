import {
	type Card,
	type ChannelState,
	isWithdrawn,
	type KeyDevelopmentView,
	type PostView,
	type StoryView,
} from "@dateline/shared/model";
import type { FeedData } from "./feed-data.ts";
import { plainText } from "./plain-text.ts";

/** One line of an embed: a post of a story, or a story of a list. */
export interface FeedItem {
	id: string;
	at: string;
	headline: string;
	text: string;
	href: string;
	/** A key event, or breaking. */
	isKey: boolean;
	isBreaking: boolean;
	editedAt: string | null;
	correction: { text: string; at: string } | null;
	/** When it was withdrawn; its words are gone then. */
	goneAt: string | null;
}

/** All that an embed may show, whatever its form: a function of a channel's state. */
export interface FeedView {
	/** Null when the whole of it was withdrawn. */
	title: string | null;
	href: string;
	/** Of the words of the news, not of the interface. */
	language: string;
	state: "upcoming" | "live" | "ended" | null;
	startsAt: string | null;
	updatedAt: string | null;
	standfirst: string;
	/** Newest first. */
	items: FeedItem[];
	lines: { id: string; text: string; at: string; href: string }[];
	/** How many there are in all; 0 when that is not known. */
	count: number;
	site: string;
	timeZone: string;
}

/** Signs of a text in an embed. */
export const textLength = 280;

const storyHref = (origin: string, { kind, slug }: { kind: string; slug: string }): string =>
	`${origin}/${kind === "live" ? "live" : "story"}/${encodeURIComponent(slug)}`;
const postHref = (origin: string, slug: string, postId: string): string =>
	`${origin}/live/${encodeURIComponent(slug)}/post/${postId}`;
const newest = (times: readonly (string | null)[]): string | null =>
	times.reduce((last, at) => (at !== null && (last === null || at > last) ? at : last), null);

/** @param origin of the site, where its links lead */
export function viewOf(
	{ site, channel }: Pick<FeedData, "site" | "channel">,
	state: ChannelState,
	origin: string,
): FeedView {
	const common = { site: site.name, timeZone: site.timeZone };
	if (state.kind === "story" && !isWithdrawn(state.story)) {
		return { ...common, ...viewOfStory(state.story, state.posts, state.keyDevelopments, origin) };
	}
	if (state.kind === "list") return { ...common, ...viewOfList(state, site, channel, origin) };
	return {
		...{ ...common, title: null, href: origin, language: site.language, state: null, startsAt: null, updatedAt: null },
		...{ standfirst: "", items: [], lines: [], count: 0 },
	};
}

function viewOfStory(
	story: StoryView,
	posts: readonly PostView[],
	lines: readonly KeyDevelopmentView[],
	origin: string,
): Omit<FeedView, "site" | "timeZone"> {
	const href = storyHref(origin, story);
	return {
		...{ title: story.headline, href, language: story.language, state: story.state, startsAt: story.startsAt },
		updatedAt: newest([
			story.updatedAt ?? story.publishedAt,
			...posts.map((post) => post.updatedAt ?? post.publishedAt),
		]),
		standfirst: story.standfirst,
		items: posts.map((post) => ({
			id: post.id,
			at: post.publishedAt,
			headline: post.headline,
			text: plainText(post.html, textLength),
			href: postHref(origin, story.slug, post.id),
			isKey: post.key,
			isBreaking: post.breaking,
			editedAt: post.updatedAt,
			correction: post.corrections[0] ?? null,
			goneAt: null,
		})),
		lines: lines.map(({ id, text, at, postId }) => ({
			...{ id, text, at },
			href: postId === null ? href : postHref(origin, story.slug, postId),
		})),
		count: story.kind === "live" ? story.postCount : 0,
	};
}

function viewOfList(
	{ subject, cards }: Extract<ChannelState, { kind: "list" }>,
	site: FeedData["site"],
	channel: string,
	origin: string,
): Omit<FeedView, "site" | "timeZone"> {
	const kind = channel.split(":")[0];
	return {
		title: subject?.name ?? site.name,
		href: subject ? `${origin}/${kind}/${encodeURIComponent(subject.slug)}` : `${origin}/`,
		language: cards[0]?.language ?? site.language,
		state: cards.some((card) => card.state === "live") ? "live" : null,
		startsAt: null,
		updatedAt: newest(cards.map((card) => card.updatedAt ?? card.publishedAt)),
		standfirst: "",
		items: cards.map((card) => itemOfCard(card, origin)),
		lines: cards
			.flatMap((card) => card.keyDevelopments.map((line) => ({ line, card })))
			.sort((a, b) => (a.line.at < b.line.at ? 1 : -1))
			.map(({ line: { id, text, at, postId }, card }) => ({
				...{ id, text, at },
				href: postId === null ? storyHref(origin, card) : postHref(origin, card.slug, postId),
			})),
		count: 0,
	};
}

const itemOfCard = (card: Card, origin: string): FeedItem => ({
	id: card.id,
	at: card.updatedAt ?? card.publishedAt,
	headline: card.headline,
	text: card.standfirst,
	href: storyHref(origin, card),
	isKey: card.state === "live",
	isBreaking: false,
	editedAt: null,
	correction: card.correction,
	goneAt: null,
});
