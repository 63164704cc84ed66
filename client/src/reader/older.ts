import { type ChannelState, compareKeys, type OrderKey, postKey } from "@dateline/shared/model";
import { maxChannels } from "@dateline/shared/protocol";
import { extendState } from "../live/extend-state.ts";
import type { Store } from "../live/store.ts";
import { feedPath, frozenPath, olderPath, postPath } from "../pages/addresses.ts";
import { cardChannels } from "../pages/card-channels.ts";
import type { LivePage, PageState, View } from "../pages/page-state.ts";
import { fetchPage } from "./fetch-page.ts";
import { withoutMissing } from "./hold-back.ts";
import { streamChannel } from "./page-facts.ts";

/** What the loading of further parts of a page works with. */
export interface OlderParts {
	store: Store;
	read(): PageState;
	/** Goes on from this state; it is drawn with the next change. */
	adopt(state: PageState): void;
	show(view: Partial<View>): void;
	/** The store follows more channels now. */
	renew(): void;
}

/** Loads what a page leads to into it. Its address becomes that of what was loaded, as if the link had been followed. */
export interface Older {
	showMore(address: string, byKeyboard: boolean): Promise<void>;
	openCard(storyId: string, address: string): Promise<void>;
	/**
	 * Asks again for what stands below a key, since a snapshot did not confirm it; where `apart`, posts are missing between
	 * the two, and only what the page holds is asked for.
	 */
	confirm(channel: string, below: OrderKey, apart?: boolean): Promise<void>;
}

/** Pages that {@link Older.confirm} asks for: what a reader can have loaded, and an end in any case. */
const mostPages = 30;

export function createOlder({ store, read, adopt, show, renew }: OlderParts): Older {
	/** Puts a page that was loaded into this one; false when it is of another history or can't be brought up to date. */
	function take(channel: string, loaded: PageState): boolean {
		const piece = loaded.states[channel];
		const state = read();
		const shown = state.states[channel];
		const truth = store.state(channel);
		if (!piece || !shown || !truth) return false;
		const before = keyAbove(loaded);
		const states: Record<string, ChannelState> = { ...followable(loaded), ...state.states };
		// Both what is shown and what is true grow by it, so that nothing of it counts as news.
		states[channel] = extendState(shown, piece, before);
		adopt({ ...state, states, page: goOn(state, loaded) });
		if (!store.extend(channel, piece, before, loaded.cursor)) {
			adopt(state);
			return false;
		}
		holdOthers(loaded);
		return true;
	}

	/** Of what a page brought, what is followed here or may be: the rest would grow old on the screen. */
	function followable({ states }: PageState): PageState["states"] {
		const held = new Set(store.channels());
		const known = Object.entries(states).filter(([channel]) => held.has(channel));
		const others = Object.entries(states).filter(([channel]) => !held.has(channel));
		return Object.fromEntries([...known, ...others.slice(0, maxChannels - held.size)]);
	}

	function holdOthers(loaded: PageState) {
		for (const [other, otherState] of Object.entries(followable(loaded))) store.hold(other, otherState, loaded.cursor);
		renew();
	}

	async function load(channel: string, address: string): Promise<PageState | null> {
		const loaded = await fetchPage(address);
		if (loaded && take(channel, loaded)) return loaded;
		// What a cache gave may be too old to be brought up to date.
		const anew = loaded ? await fetchPage(address, true) : null;
		return anew && take(channel, anew) ? anew : null;
	}

	return {
		async showMore(address, byKeyboard) {
			const channel = streamChannel(read().page);
			if (channel === null || read().view.more === "loading") return;
			const known = new Set(itemIds(read().states[channel]));
			show({ more: "loading" });
			const loaded = await load(channel, address);
			show({ more: loaded ? "rest" : "failed" });
			if (loaded) readAt(address);
			const first = itemIds(read().states[channel]).find((id) => !known.has(id));
			if (byKeyboard && first !== undefined) {
				const item = document.querySelector<HTMLElement>(`[data-card="${first}"], [data-post="${first}"]`);
				item?.querySelector("a")?.focus();
			}
		},
		async openCard(storyId, address) {
			const channel = `story:${storyId}`;
			const loaded = await fetchPage(address);
			const opened = loaded?.states[channel];
			const isFull = store.channels().length >= maxChannels;
			if (!loaded || isFull || opened?.kind !== "story" || !("slug" in opened.story)) return location.assign(address);
			const state = read();
			const texts = { ...state.view.opened, [storyId]: opened.story.html ?? "" };
			// Of the story's page, what stands in its text: not its next story and what else is not shown here.
			const wanted = new Set([channel, ...cardChannels(state, texts)]);
			const shown = Object.entries(loaded.states).filter(([name]) => wanted.has(name));
			store.hold(channel, opened, loaded.cursor);
			const part = { ...loaded, states: Object.fromEntries(shown) };
			adopt({ ...state, states: { ...followable(part), ...state.states } });
			show({ opened: texts });
			readAt(address);
			holdOthers(part);
		},
		async confirm(channel, below, apart = false) {
			const { page } = read();
			if (streamChannel(page) !== channel) return;
			let address = firstBelow(channel, below, apart);
			for (let count = 0; address !== null && count < mostPages; count += 1) {
				const loaded = await load(channel, address);
				const state = store.state(channel);
				if (!loaded || !state) return;
				const { states, view } = read();
				const shown = states[channel];
				const confirmed = shown && withoutMissing(shown, state, view.withdrawn);
				if (confirmed) adopt({ ...read(), states: { ...states, [channel]: confirmed } });
				show({});
				address = isCovered(state, loaded.states[channel]) ? null : nextAfter(loaded);
			}
		},
	};

	function firstBelow(channel: string, below: OrderKey, apart: boolean): string | null {
		const state = store.state(channel);
		if (state?.kind === "list") return olderPath(listAddress(read().page), below);
		if (state?.kind !== "story" || !("slug" in state.story) || !state.boundary) return null;
		const held = apart && state.posts.find((post) => compareKeys(postKey(post), below) > 0);
		if (held) return postPath(state.story.slug, held.id);
		return frozenPath(state.story.slug, state.boundary.id);
	}
}

/** The key that all of a page stands after; null on the newest page. */
function keyAbove({ page }: PageState): OrderKey | null {
	if (page.kind === "live") return page.frozen?.before ?? null;
	return "before" in page ? page.before : null;
}

/** The page with its ways on where the loaded one has them: on to older posts, or to later ones when those come last. */
function goOn({ page }: PageState, { page: loaded }: PageState): PageState["page"] {
	if (page.kind !== "live" || loaded.kind !== "live") return page;
	if (page.order === "newest") return { ...page, older: loaded.older };
	if (page.later) return goOnLater(page, loaded);
	return { ...page, newer: loaded.newer, frozen: loaded.frozen };
}

/** A page that had let go of later posts goes on to the end of the one that was loaded, or is whole again. */
function goOnLater({ later: _, ...page }: LivePage, { frozen }: LivePage): LivePage {
	return frozen ? { ...page, later: frozen.before } : page;
}

function nextAfter({ page, states }: PageState): string | null {
	const channel = streamChannel(page);
	const state = channel === null ? undefined : states[channel];
	if (state?.kind === "list") return state.floor ? olderPath(listAddress(page), state.floor) : null;
	if (page.kind !== "live" || page.older === null || state?.kind !== "story" || !("slug" in state.story)) return null;
	return frozenPath(state.story.slug, page.older);
}

/** What was put in has been read: the address becomes its own, and the device keeps its page. */
function readAt(address: string): void {
	history.replaceState(history.state, "", address);
	navigator.serviceWorker?.controller?.postMessage({ read: address });
}

/** The address of a list's newest page, whatever the address has become. */
const listAddress = (page: PageState["page"]): string => (page.kind === "feed" ? feedPath(page) : location.pathname);

/** Whether a piece goes down as far as the whole. */
function isCovered(whole: ChannelState, piece: ChannelState | undefined): boolean {
	if (!piece || !("floor" in piece) || !("floor" in whole) || piece.floor === null) return true;
	return whole.floor !== null && compareKeys(piece.floor, whole.floor) >= 0;
}

function itemIds(state: ChannelState | undefined): string[] {
	if (state?.kind === "list") return state.cards.map(({ id }) => id);
	return state?.kind === "story" ? state.posts.map(({ id }) => id) : [];
}
