import { type ChannelState, cardKey, type Event, type OrderKey, postKey } from "@dateline/shared/model";
import type { Pulse } from "@dateline/shared/protocol";
import { createStore, type StoreChange } from "../live/store.ts";
import { spokenOn } from "../pages/context.ts";
import { type PageState, siteOf, type View } from "../pages/page-state.ts";
import { wordsFor } from "../pages/words/common.ts";
import { createAnnouncer } from "./announce.ts";
import { countVisit } from "./count-visit.ts";
import { createScreen } from "./create-screen.ts";
import { follow } from "./follow.ts";
import { bringUp, type HoldOptions, holdBack, waitingIn, withoutMissing } from "./hold-back.ts";
import type { Kept } from "./keep-place.ts";
import { createCardLoader } from "./load-cards.ts";
import type { Kind } from "./load-kind.ts";
import { createLongBodies } from "./long-bodies.ts";
import { noteWithdrawals } from "./note-withdrawals.ts";
import { createOlder } from "./older.ts";
import { isGivenBack, pageAfter } from "./page-after.ts";
import { filtered, followedBy, growsAt, isOlderPage, streamChannel } from "./page-facts.ts";
import { reloadPage } from "./reload-page.ts";
import { createFrame } from "./renew-frame.ts";
import { unreadLines } from "./unread-lines.ts";
import { useDevice } from "./use-device.ts";
import { watchActions } from "./watch-actions.ts";
import { watchAttention } from "./watch-attention.ts";

/** The least time from the end of one drawing to the next, in milliseconds, when much comes at once. */
const betweenDrawings = 50;

const nextTask = () => new Promise((resolve) => setTimeout(resolve));

/** How long the tint of what has just come in is there, in milliseconds. */
const freshFor = 6_000;

/** A connection that was away for less than this is not worth a line when it comes back, in milliseconds. */
const worthTelling = 60_000;

/**
 * Brings a page to life: takes it over from the server, follows its channels and shows what comes by the rules 1 to 3 of
 * BEHAVIOUR.md. `define` makes the leaf elements work, once the page is taken over. Each step is a task of its own, so that
 * a click is never kept waiting for all of them. Returns the end of it.
 */
export async function startReader(
	root: HTMLElement,
	initial: PageState,
	kind: Kind,
	define: () => void,
): Promise<() => void> {
	/** What is on the screen. What is true is in the store. */
	let state = initial;
	let title = document.title;
	/** Of what waits, what has been announced, by id and place: an update is told of once. */
	let told = new Set<string>();
	/** Posts that wait and are not held any more: see `long-story.ts`. */
	const away = new Set<string>();
	/** Builds whose notice was shown. */
	const noticed = new Set<string>();
	const store = createStore();
	for (const [channel, channelState] of Object.entries(initial.states)) {
		store.hold(channel, channelState, initial.cursor);
	}
	const lighten = kind.createLongStory?.({ store, away });
	const renewFrame = createFrame(root, initial);
	const screen = createScreen(root, initial, kind.content);
	await nextTask();
	define();
	await nextTask();

	const loadCards = createCardLoader({
		store,
		read: () => ({ ...state, states: readTruth() }),
		adopt: adoptCards,
	});
	const bodies = createLongBodies(() => update());
	/** Whether something waits for the reader's attention: of the stream, or beside it. */
	let isBehind = false;
	const attention = watchAttention(() => {
		if (isBehind) update();
	});
	const words = wordsFor(spokenOn(initial));
	const announcer = createAnnouncer((announcement) => show({ announcement }), words.newUpdates);

	function draw(next: PageState, kept: Kept = "all") {
		state = next;
		screen.draw(state, kept);
		const { pending } = state.view;
		document.title = pending > 0 ? `(${pending}) ${title}` : title;
	}

	/** Changes what only the view knows. */
	const show = (view: Partial<View>) => draw({ ...state, view: { ...state.view, ...view } });

	/** Every channel of the page as it is in truth, its long bodies in place. */
	function readTruth(): Record<string, ChannelState> {
		const entries = Object.entries(state.states).map(
			([channel, shown]) =>
				[channel, filtered(state.page, channel, bodies.fill(store.state(channel) ?? shown, shown))] as const,
		);
		return Object.fromEntries(entries);
	}

	/** Brings the screen as near to the truth as the reader's attention allows; all the way when `reveal` says so. */
	function update(reveal = false) {
		const free = reveal || (!isOlderPage(state.page) && attention.isFree());
		isBehind = !free;
		const stream = streamChannel(state.page) ?? "";
		const shown = state.states[stream];
		if (lighten) state = lighten(state, stream, free);
		const truth = readTruth();
		const options: HoldOptions = {
			grows: growsAt(state.page),
			open: attention.unseenParts(),
			withdrawn: state.view.withdrawn,
		};
		const waiting = shown && truth[stream] ? waitingIn(shown, truth[stream], options) : [];
		const bring = free ? bringUp : holdBack;
		const states: Record<string, ChannelState> = {};
		for (const [channel, before] of Object.entries(state.states)) {
			states[channel] = bring(before, truth[channel] ?? before, options);
		}
		const opened = Object.keys(state.view.opened).map((id) => [id, htmlOf(states[`story:${id}`])] as const);
		const view: View = {
			...state.view,
			opened: Object.fromEntries(opened),
			pending: free ? 0 : waiting.length + away.size,
			...(free && waiting.length > 0 && comeUp(waiting, shown, states[stream])),
		};
		draw({ ...state, states, view }, free ? "above-stream" : "all");
		announce(waiting);
		if (free) away.clear();
	}

	/** What the view says of these when they come up: tinted, and under the unread line when they had to wait. */
	function comeUp(waiting: readonly OrderKey[], shown?: ChannelState, states?: ChannelState): Partial<View> {
		const ids = waiting.map(({ id }) => id);
		setTimeout(() => {
			show({ fresh: new Set([...state.view.fresh].filter((id) => !ids.includes(id))) });
		}, freshFor);
		const fresh = new Set([...state.view.fresh, ...ids]);
		if (state.view.pending === 0) return { fresh };
		const onScreen = keysOf(states).map(({ id }) => id);
		if (growsAt(state.page) === "above") onScreen.reverse();
		return { fresh, ...unreadLines(waiting, onScreen, keysOf(shown)[0]?.at ?? null, away) };
	}

	function announce(waiting: readonly OrderKey[]) {
		const keys = waiting.map(({ at, id }) => `${id} ${at}`);
		const news = keys.filter((key) => !told.has(key));
		told = new Set(keys);
		if (news.length > 0) announcer.add(news.length);
	}

	function takeChanges(changes: readonly StoreChange[]) {
		if (screen.isBroken() || changes.some((change) => isGivenBack(state.page, change))) return reloadPage();
		const events = changes.flatMap(({ event }) => event ?? []);
		const last = events.at(-1);
		retitle(changes);
		const withdrawn = noteWithdrawals(state.view.withdrawn, changes);
		const states = { ...state.states };
		for (const { channel, isSnapshot, before, after, unconfirmedBelow } of changes) {
			const shown = states[channel];
			// A snapshot does not say why something is not in it: what was withdrawn must not stay.
			if (isSnapshot && shown && after) states[channel] = withoutMissing(shown, after, withdrawn);
			const missed = missedBetween(before, after);
			for (let count = 0; unconfirmedBelow && count < missed; count += 1) away.add(`${last?.position} ${count}`);
			if (unconfirmedBelow) void older.confirm(channel, unconfirmedBelow, missed > 0);
		}
		const { pending } = state.view;
		const view = { ...state.view, withdrawn, lastUpdate: last?.at ?? state.view.lastUpdate };
		state = { ...state, states, view, page: pageAfter(state.page, changes) };
		update();
		renewFrame(state);
		announce(changes.flatMap(significantUpdate));
		// Editors ask when their post or text was seen, not the cards that moved with it.
		const seen = events.findLast(({ type }) => /^(post|story)\./.test(type)) ?? last;
		if (seen && state.view.pending <= pending) markShown(seen);
		if (events.some(({ type }) => type.startsWith("story."))) following.renew();
		loadCards();
	}

	/** The cards of stories that an update has made this page refer to. */
	function adoptCards(loaded: Record<string, ChannelState>) {
		const held = new Set(store.channels());
		const before = Object.entries(state.states).filter(
			([channel]) => !channel.startsWith("card:") || held.has(channel),
		);
		draw({ ...state, states: { ...loaded, ...Object.fromEntries(before) } });
		following.renew();
	}

	/** The reader's receipt of an event that is on the screen, once it has been drawn. */
	function markShown(event: Event) {
		if (document.visibilityState === "visible") requestAnimationFrame(() => following.markShown(event));
	}

	/** The title of the tab follows the headline. */
	function retitle(changes: readonly StoreChange[]) {
		for (const { channel, after } of changes) {
			const from = headlineOf(state.states[channel]);
			const to = headlineOf(after);
			if (from && to && from !== to) title = title.replace(from, () => to);
		}
	}

	function takePulse({ build, stories }: Pulse) {
		const { page, view } = state;
		const readers = page.kind === "live" ? (stories?.[page.id] ?? null) : null;
		if (readers !== view.readers) show({ readers });
		if (build === state.build || noticed.has(build)) return;
		noticed.add(build);
		offer("new-version");
	}

	const older = createOlder({
		store,
		read: () => state,
		adopt(next) {
			state = next;
		},
		show,
		renew: () => following.renew(),
	});
	/** What has come since the last drawing: the first change of some is drawn at once, those right behind it together. */
	let gathered: StoreChange[] = [];
	let drawnAt = Number.NEGATIVE_INFINITY;
	let drawing: ReturnType<typeof setTimeout> | undefined;
	function takeGathered() {
		const changes = gathered;
		gathered = [];
		drawing = undefined;
		try {
			takeChanges(changes);
		} catch (error) {
			console.error("An update could not be shown; the page is loaded anew.", error);
			reloadPage();
		}
		drawnAt = performance.now();
	}
	store.observe((changes) => {
		gathered.push(...changes);
		const wait = drawnAt + betweenDrawings - performance.now();
		if (wait > 0) drawing ??= setTimeout(takeGathered, wait);
		else if (drawing === undefined) takeGathered();
	});
	/** The line under the masthead, once its place is out of sight. */
	function offer(notice: "new-version" | "too-old" | "online") {
		import("./device.ts").then(
			({ placeNotice }) => placeNotice(notice, show),
			() => undefined,
		);
	}
	let lostAt: number | undefined;
	const showMore = (address: string) => older.showMore(address, false);
	const noteCurrent = useDevice(root, { read: () => state, show, showMore });
	const following = follow({
		store,
		way: () => followedBy({ page: state.page, states: readTruth() }),
		onSignal(signal) {
			show({ signal });
			if (signal === "offline") lostAt ??= Date.now();
			if (signal !== "live") return;
			noteCurrent();
			if (lostAt !== undefined && Date.now() - lostAt > worthTelling) offer("online");
			lostAt = undefined;
		},
		onPulse: takePulse,
		onTooOld: () => offer("too-old"),
	});
	/** Counts that a story was opened and how far it was read, when all else is there. */
	function count(id: string, kind: "article" | "live", selector: string, from?: "feed") {
		const element = root.querySelector(selector);
		if (element) countVisit({ id, kind }, element, from);
	}
	if (initial.page.kind === "story") count(initial.page.id, "article", "article[data-story]");
	if (initial.page.kind === "live") count(initial.page.id, "live", "main");
	if (initial.page.kind === "search") {
		const { page } = initial;
		// Without it the form is sent as any other.
		import("./search.ts").then(
			({ startSearch }) =>
				startSearch({
					root,
					language: spokenOn(initial),
					site: siteOf(initial).name,
					read: () => (state.page.kind === "search" ? state.page : page),
					show: (found, more = "rest") => draw({ ...state, page: found, view: { ...state.view, more } }),
				}),
			() => undefined,
		);
	}
	// With the first selection comes the script that copies it as a quote.
	const firstSelection = new AbortController();
	document.addEventListener(
		"selectionchange",
		() => {
			if (getSelection()?.isCollapsed !== false) return;
			firstSelection.abort();
			import("./quote.ts").then(
				({ offerQuotes }) => offerQuotes(root, words),
				() => undefined,
			);
		},
		{ signal: firstSelection.signal },
	);
	const stopActions = watchActions(root, {
		showUpdates() {
			update(true);
			const line = root.querySelector<HTMLElement>("[data-region='unread']");
			line?.scrollIntoView({ block: "start", behavior: "instant" });
			line?.focus({ preventScroll: true });
		},
		showMore: older.showMore,
		openCard(storyId, address) {
			count(storyId, "article", `[data-card="${storyId}"]`, "feed");
			void older.openCard(storyId, address);
		},
		retry: following.retry,
		reload: () =>
			void import("./device.ts").then(
				({ reloadInPlace }) => reloadInPlace(),
				() => location.reload(),
			),
		dismiss: () => show({ notice: null }),
		reorder(address) {
			const { page } = state;
			if (page.kind !== "live" || page.frozen !== null || page.older !== null || page.later) return false;
			const order = address.searchParams.get("order") === "oldest" ? "oldest" : "newest";
			history.replaceState(history.state, "", address);
			draw({ ...state, page: { ...page, order } }, "above-stream");
			return true;
		},
	});

	return () => {
		attention.close();
		announcer.close();
		following.close();
		stopActions();
	};
}

/** A story's own text that was updated, where it is the page: it is told of as what comes into a stream is. */
function significantUpdate({ before, after }: StoreChange): OrderKey[] {
	if (before?.kind !== "story" || after?.kind !== "story") return [];
	if (!("slug" in before.story) || !("slug" in after.story) || after.story.kind !== "article") return [];
	const { id, updatedAt } = after.story;
	return updatedAt !== null && updatedAt !== before.story.updatedAt ? [{ id, at: updatedAt }] : [];
}

/** The places of a stream's cards or posts, newest first. */
function keysOf(state: ChannelState | undefined): OrderKey[] {
	if (state?.kind === "list") return state.cards.map(cardKey);
	return state?.kind === "story" ? state.posts.map(postKey) : [];
}

/** Posts of a story that came between two of its states and are in neither. */
function missedBetween(before: ChannelState | null, after: ChannelState | null): number {
	if (before?.kind !== "story" || after?.kind !== "story") return 0;
	if (!("slug" in before.story) || !("slug" in after.story)) return 0;
	const known = new Set(before.posts.map(({ id }) => id));
	const come = after.posts.filter(({ id }) => !known.has(id)).length;
	return Math.max(0, after.story.postCount - before.story.postCount - come);
}

function htmlOf(state: ChannelState | undefined): string {
	return state?.kind === "story" && "html" in state.story ? (state.story.html ?? "") : "";
}

function headlineOf(state: ChannelState | null | undefined): string | null {
	return state?.kind === "story" && "headline" in state.story ? state.story.headline : null;
}
