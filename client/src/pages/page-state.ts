import type {
	Card,
	ChannelState,
	DigestView,
	OrderKey,
	SitePage,
	SiteView,
	StoryChannelState,
} from "@dateline/shared/model";
import type { Cursor, FollowLetter, SearchAnswer, SearchQuery } from "@dateline/shared/protocol";

/**
 * Which page it is, and what it shows that no channel brings. `before` is set on an older page: it shows only what
 * stands after this key in the order, so that what comes in on top never moves into it.
 */
export type Page =
	| FeedPage
	| { kind: "section" | "topic" | "author"; id: string; before: OrderKey | null }
	| { kind: "story"; id: string; next: string | null; withdrawal?: WithdrawalNote | null }
	| LivePage
	| { kind: "digest"; digest: DigestView; earlier: string | null; later: string | null }
	| ChangesPage
	/** One of the site's own pages; null when nobody wrote it, and the site's short words stand in. */
	| { kind: "text"; page: SitePage; html: string | null }
	/** What a reader may be told; \`quiet\` are the hours that a device begins with, in minutes of its day. */
	| { kind: "follow"; letter: FollowLetter; quiet: { from: number; until: number } | null }
	| SearchPage
	| { kind: "missing" }
	/** What a device without a network shows for a page that it has not kept. */
	| { kind: "offline" }
	/** A post that was withdrawn; a story that was is a page of its own kind whose state says so. */
	| { kind: "gone"; id: string; postId: string; withdrawal: WithdrawalNote | null }
	| { kind: "failed"; reference: string };

/** The feed, all of it or what a filter leaves of it. */
export interface FeedPage {
	kind: "feed";
	before: OrderKey | null;
	digests: string[];
	/** The story that stands in full: its body is in the state of its own channel. */
	full?: string;
	/** The section or topic whose stories are shown. */
	from?: { kind: "section" | "topic"; id: string; slug: string };
	/** Only stories that have key developments. */
	keyOnly?: true;
}

/** The channel whose cards a feed page shows. */
export const feedChannel = ({ from }: FeedPage): string => (from ? `${from.kind}:${from.id}` : "feed");

/** The search: what is asked for, and what was found. */
export interface SearchPage {
	kind: "search";
	query: SearchQuery;
	/** What stands on the page: of an earlier question while `way` is `asking`. Null when there was no answer. */
	answer: SearchAnswer | null;
	way: "rest" | "asking" | "failed";
	/** What the browser has learnt since: how many more there are, and which results are gone. */
	news?: { more: number; gone: string[] };
}

/** What changed in a story's own text, or in a post: rendered by the server only, and left alone by the browser. */
export interface ChangesPage {
	kind: "changes";
	id: string;
	postId: string | null;
	/** The newest version when the page was made: a later one is told of. */
	revision: number;
	title: string;
	description: string;
	/** Its own address, with the parameters that make it another page. */
	path: string;
	/** The newest instant on it. */
	asOf: string;
	/** What stands on it; empty in a browser, which takes over what stands in the document. */
	html: string;
}

/** A page of a live story's posts. */
export interface LivePage {
	kind: "live";
	id: string;
	/** The post that the address names, tinted and told in words; null on the story's own address. */
	addressed: string | null;
	order: "newest" | "oldest";
	/** Null on the newest page; on a frozen one, its own boundary and the key that all its posts stand after. */
	frozen: { boundary: string; before: OrderKey } | null;
	/** The boundary of the page before, `newest` for the newest page, null when there is none. */
	newer: string | null;
	/** The boundary of the page after; null when this is the oldest. */
	older: string | null;
	/**
	 * Of an open page that is read oldest first: the first post that it let go of, since its reader is far from there. What
	 * stands before it is shown, and "Show later posts" leads on to the page that it is on.
	 */
	later?: OrderKey;
	/** Of a story that is withdrawn: what readers are told of it. */
	withdrawal?: WithdrawalNote | null;
}

/** When something was withdrawn, since when it had been there, and why, where readers are told; instants are ISO 8601. */
export interface WithdrawalNote {
	at: string;
	publishedAt: string;
	reason: string | null;
}

/** A page that is kept on the device, as the page for those who are offline lists it. */
export interface KeptPage {
	path: string;
	title: string;
	kind: string;
	/** Minutes of an article, posts of a live story, stories of a list; null when nothing is counted. */
	count: number | null;
	/** As of when. */
	at: string;
}

/** What only a browser knows. The server renders {@link restView}, and so does hydration. */
export interface View {
	/** The state of the connection; null while nothing listens: "Page of 14:05. Refresh". */
	signal: "live" | "reconnecting" | "offline" | null;
	/** When the last update came in, or null when none has since the page was made. */
	lastUpdate: string | null;
	/** About how many read this story just now; null when there are few, or it is not known. */
	readers: number | null;
	/** Updates that wait behind the button. */
	pending: number;
	/** What the role=status region says. */
	announcement: string;
	/** "Unread from here" stands over the card or post `id`; "You had read up to here" under the one of `seen`. */
	unread: { id: string; count: number; since: string } | null;
	seen: { id: string; at: string } | null;
	/** What has come since the visit before, and where the first of it stands; null at a first visit. */
	since: { updates: number; developments: number; isMore: boolean; href: string } | null;
	/** When this reader was here before: key developments since are marked as new. */
	lastVisit: string | null;
	/** Cards and posts that have just come in: their tint fades in five seconds. */
	fresh: ReadonlySet<string>;
	/** Whole bodies, by story id, of cards that were opened in place. */
	opened: Readonly<Record<string, string>>;
	/**
	 * What was withdrawn: posts and cards that still stand in `states` because this page has shown them, by id. Each is a
	 * tombstone in its place.
	 */
	withdrawn: Readonly<Record<string, Withdrawal>>;
	/** The button of Show More and of older posts. */
	more: "rest" | "loading" | "failed";
	/** Of the page that stands in for one that is not on the device: what is, and the seconds until the next try. */
	device: { kept: readonly KeptPage[]; nextTry: number } | null;
	/** The line under the masthead. */
	notice: "new-version" | "too-old" | "online" | "preview" | null;
}

/** When something was withdrawn, and why where the newsroom tells it. */
export interface Withdrawal {
	at: string;
	reason?: string;
}

/** Everything that a page's body is a function of: see `renderPage`. */
export interface PageState {
	page: Page;
	/** By channel; `site` is always there, the rest is what the page shows. */
	states: Readonly<Record<string, ChannelState>>;
	/** The position at which the page was rendered. */
	cursor: Cursor;
	/** The site's own address, without a slash at its end. */
	origin: string;
	/** The build of the software that rendered it. */
	build: string;
	view: View;
}

export const restView: View = {
	signal: null,
	lastUpdate: null,
	readers: null,
	pending: 0,
	announcement: "",
	unread: null,
	seen: null,
	since: null,
	lastVisit: null,
	fresh: new Set(),
	opened: {},
	withdrawn: {},
	more: "rest",
	device: null,
	notice: null,
};

/** The site of a page. */
export function siteOf(state: Pick<PageState, "states">): SiteView {
	const site = state.states["site"];
	if (site?.kind !== "site") throw new Error("A page without the state of its site.");
	return site.site;
}

/** The state of `story:<id>`, or null when it is not there or withdrawn. */
export function storyOf(
	state: Pick<PageState, "states">,
	id: string,
): (StoryChannelState & { story: Extract<StoryChannelState["story"], { slug: string }> }) | null {
	const channel = state.states[`story:${id}`];
	if (channel?.kind !== "story" || !("slug" in channel.story)) return null;
	return { ...channel, story: channel.story };
}

/** The card of a story that the page shows beside its own, or null when it is not there or withdrawn. */
export function cardOf(state: Pick<PageState, "states">, id: string): Card | null {
	const channel = state.states[`card:${id}`];
	return channel?.kind === "card" && "slug" in channel.card ? channel.card : null;
}

/** The channels that a page depends on, sorted: what it subscribes to, and what its version is made of. */
export function channelsOfPage(state: Pick<PageState, "states">): string[] {
	return Object.keys(state.states).sort();
}
