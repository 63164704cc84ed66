import { type FeedData, type FeedKind, plainText, textLength } from "@dateline/client/embed";
import { readCorrections, readPost } from "@dateline/shared/database";
import { type ChannelState, isWithdrawn, type PostView, postKey } from "@dateline/shared/model";
import type { PartnerTheme } from "@dateline/shared/protocol";
import { type PageSource, readRecord, readStates } from "../pages/page-source.ts";

/** An embed's first state, the theme of who asks aside; and the positions that decide whether it is still right. */
export interface ReadFeed {
	data: Omit<FeedData, "theme">;
	channels: readonly string[];
}

/** What embeds are read from. */
export type FeedSource = Pick<PageSource, "model" | "states" | "record" | "origin">;

/** Posts and cards that an embed begins with: as many as its largest form shows, and some for what is withdrawn. */
const mostItems = 24;

/** The channel of an address `/embed/<kind>/<id>`. */
export const channelOf = (kind: FeedKind, id: string): string => (kind === "feed" ? kind : `${kind}:${id}`);

/**
 * Reads what an embed of a channel shows: whole where it counts, its bodies cut to the words that an embed shows of them.
 * Null for what was never public.
 *
 * @param postId of an embed of one post, wherever in its story it stands
 */
export async function readFeed(source: FeedSource, channel: string, postId: string | null): Promise<ReadFeed | null> {
	const { model } = source;
	const channels = [channel, "site"];
	const { position: start, epoch } = model;
	const states = await readStates(source, channels);
	const state = states[channel];
	const site = states["site"];
	if (!state || site?.kind !== "site") return null;
	const short = postId === null ? shorten(state) : await onlyPost(source, state, postId);
	if (!short) return null;
	const position = Math.min(start, Math.max(model.head(channel), 0));
	const { name, language, timeZone } = site.site;
	return { data: { v: 1, channel, epoch, position, state: short, site: { name, language, timeZone } }, channels };
}

function shorten(state: ChannelState): ChannelState {
	if (state.kind === "story") {
		const posts = state.posts.slice(0, mostItems);
		const last = posts.at(-1);
		return {
			...state,
			story: isWithdrawn(state.story) ? state.story : { ...state.story, html: "", bodyUrl: null },
			posts: posts.map(shortenPost),
			floor: last && posts.length < state.posts.length ? postKey(last) : state.floor,
			pinned: [],
			timeline: [],
		};
	}
	if (state.kind !== "list") return state;
	const cards = state.cards.slice(0, mostItems).map((card) => ({ ...card, opening: "" }));
	const last = cards.at(-1);
	const floor =
		last && cards.length < state.cards.length ? { at: last.updatedAt ?? last.publishedAt, id: last.id } : state.floor;
	return { ...state, cards, floor };
}

/** The words of a body as one paragraph: what is left of it is what is shown. */
const shortenPost = (post: PostView): PostView => ({
	...post,
	html: `<p>${escapeText(plainText(post.html, textLength))}</p>`,
	bodyUrl: null,
});

const escapeText = (text: string): string => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A story with one of its posts; one that was withdrawn is not in it. */
async function onlyPost(source: FeedSource, state: ChannelState, postId: string): Promise<ChannelState | null> {
	if (state.kind !== "story") return null;
	const short = shorten(state) as typeof state;
	if (isWithdrawn(state.story)) return short;
	const held = [...state.posts, ...state.pinned].find(({ id }) => id === postId);
	const { id } = state.story;
	const read = () =>
		readRecord(source, async (executor) => readPost(executor, postId, await readCorrections(executor, id)));
	const post = held ?? (await read());
	if (post && post.storyId !== id) return null;
	return { ...short, posts: post ? [shortenPost(post)] : [], keyDevelopments: [] };
}

/** The same for who asks. */
export const forPartner = ({ data }: ReadFeed, theme: PartnerTheme | null): FeedData => ({ ...data, theme });
