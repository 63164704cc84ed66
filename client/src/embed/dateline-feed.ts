import type { ChannelState, Event } from "@dateline/shared/model";
import { type Drawing, drawFeed } from "./draw-feed.ts";
import { embedStyle, themeStyle } from "./embed-style.ts";
import { embedWords } from "./embed-words.ts";
import { type FeedData, formOf, pathOf } from "./feed-data.ts";
import { type FeedView, viewOf } from "./feed-view.ts";
import type { Followed } from "./follow-feeds.ts";
import { holdFeed } from "./hold-feed.ts";
import { loadFeed } from "./load-feed.ts";
import { bringTo, element as h } from "./nodes.ts";

/** Where this script came from is the site that the embed shows. */
const home = new URL(import.meta.url).origin;
/** In a frame of ours, links open beside the page that it stands on. */
const target = location.origin === home && location.pathname.startsWith("/embed/") ? "_blank" : null;
/** Milliseconds: an ended story asks again, a ticker goes on, a lost server is asked again at first and at most. */
const pollInterval = 5 * 60_000;
const tickerInterval = 6_000;
const firstRetry = 3_000;
const longestRetry = 60_000;
const announceInterval = 10_000;

/**
 * A feed of ours on a page of somebody else's: `<dateline-feed channel="story:…" partner="…">`. Whatever goes wrong, it
 * throws nothing and leaves a plain link: the one in the element, if there is one.
 *
 * @attribute channel - `story:<id>`, `section:<id>`, `topic:<id>`, `author:<id>` or `feed`
 * @attribute post - the id of the one post of the story that is shown
 * @attribute partner - the partner's key
 * @attribute form - `compact`, `list`, `ticker`, `key-developments`
 * @attribute theme - `light`, `dark`, `auto` (the reader's system), `host` (the page's `color-scheme`)
 * @attribute lang - of the interface: `en`, `uk`, `ar`; else the page's, else the story's
 * @attribute count - items of a list, up to 20
 */
export class DatelineFeed extends HTMLElement {
	static observedAttributes = ["channel", "post", "partner", "form", "theme", "lang", "count"];
	#root: ShadowRoot | null = null;
	#data: FeedData | null = null;
	#state: ChannelState | null = null;
	#held = holdFeed();
	#followed: Followed | null = null;
	#events: Event[] = [];
	#signal: Drawing["trouble"] = null;
	#losses = 0;
	#retries = 0;
	/** Of what was begun last: an answer to anything before comes too late. */
	#turn = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#ticking: ReturnType<typeof setInterval> | undefined;
	#ticker = { index: 0, paused: matchMedia("(prefers-reduced-motion: reduce)").matches };
	#resting = false;
	#own = new CSSStyleSheet();
	#themed = new CSSStyleSheet();
	#announcedAt = 0;
	#stop: AbortController | null = null;
	#queued = false;

	connectedCallback() {
		try {
			this.#begin();
		} catch {
			this.#giveUp();
		}
	}

	disconnectedCallback() {
		this.#end();
	}

	attributeChangedCallback(name: string, before: string | null, after: string | null) {
		if (!this.isConnected || this.#root === null || before === after) return;
		if (name === "channel" || name === "partner" || name === "post") {
			this.#end();
			this.#data = null;
			this.#held = holdFeed();
			this.connectedCallback();
		} else this.#drawSoon();
	}

	get #partner(): string | null {
		return this.getAttribute("partner");
	}

	#begin() {
		// A frame comes with its drawing already, in a root that the server wrote.
		this.#root ??= this.shadowRoot ?? this.attachShadow({ mode: "open" });
		this.#own.replaceSync(embedStyle);
		this.#root.adoptedStyleSheets = [this.#own, this.#themed];
		this.#stop = new AbortController();
		const { signal } = this.#stop;
		const whenSeen = () => this.#held.waiting() > 0 && !this.#holds() && this.#drawSoon();
		addEventListener("scroll", whenSeen, { passive: true, capture: true, signal });
		document.addEventListener("selectionchange", whenSeen, { signal });
		document.addEventListener("visibilitychange", () => this.#askIfOld(), { signal });
		for (const name of ["pointerenter", "focusin"]) this.addEventListener(name, () => this.#rest(true), { signal });
		for (const name of ["pointerleave", "focusout"]) this.addEventListener(name, () => this.#rest(false), { signal });
		this.#ticking = setInterval(() => this.#tick(), tickerInterval);
		void this.#load();
	}

	#end() {
		this.#turn += 1;
		this.#stop?.abort();
		this.#followed?.leave();
		this.#followed = null;
		clearTimeout(this.#timer);
		clearInterval(this.#ticking);
	}

	async #load() {
		this.#turn += 1;
		const turn = this.#turn;
		const path = pathOf(this.getAttribute("channel") ?? "");
		if (path === null) return this.#giveUp();
		const query = new URLSearchParams();
		const post = this.getAttribute("post");
		if (this.#partner !== null) query.set("partner", this.#partner);
		if (post !== null) query.set("post", post);
		const search = query.size > 0 ? `?${query}` : "";
		const loaded = await loadFeed(`${home}/embed/state/${path}${search}`);
		if (turn !== this.#turn) return;
		if (loaded.is === "refused") return this.#giveUp();
		if (loaded.is === "away") return this.#retry();
		this.#retries = 0;
		this.#data = loaded.data;
		if (!this.#followed || post !== null) this.#state = loaded.data.state;
		this.#themed.replaceSync(themeStyle(loaded.data.theme));
		this.#draw();
		await this.#follow(loaded.data, turn);
	}

	/** Asks again later, ever later; a link stands there meanwhile if nothing else does. */
	#retry() {
		if (this.#data === null && this.#root?.childElementCount === 0) this.#drawLink();
		else if (this.#data !== null && !this.#followed) this.#say("offline");
		const wait = Math.min(longestRetry, firstRetry * 2 ** this.#retries);
		this.#retries += 1;
		this.#timer = setTimeout(() => void this.#load(), wait * (0.5 + Math.random() / 2));
	}

	/** A live story and whatever goes on is followed over the page's one connection; what has ended asks from time to time. */
	async #follow(data: FeedData, turn: number) {
		if (this.#followed) return;
		clearTimeout(this.#timer);
		const { state } = data;
		if (state.kind === "story" && "state" in state.story && state.story.state === "ended") {
			this.#timer = setTimeout(() => void this.#load(), pollInterval);
			return;
		}
		try {
			const { followFeed } = await import("./follow-feeds.ts");
			if (turn !== this.#turn) return;
			this.#followed = followFeed({ url: home, partner: this.#partner }, data, {
				onState: (now, events) => this.#take(now, events),
				onSignal: (signal) => this.#takeSignal(signal),
				onRefused: () => this.#giveUp(),
			});
		} catch {
			if (turn === this.#turn) this.#retry();
		}
	}

	#take(state: ChannelState | null, events: readonly Event[]) {
		const post = this.getAttribute("post");
		if (post !== null) {
			if (events.some((event) => event.post?.id === post || event.story)) void this.#load();
			return;
		}
		for (const { type, post: subject, card, at } of events) {
			const id = subject?.id ?? card?.id;
			if (id !== undefined && type.endsWith(".withdrawn")) this.#held.noteGone(id, at);
		}
		if (state === null) return;
		this.#state = state;
		this.#events.push(...events);
		this.#drawSoon();
	}

	#takeSignal(signal: "live" | "reconnecting" | "offline") {
		if (signal === "live") this.#losses = 0;
		else this.#losses += 1;
		this.#say(signal === "live" ? null : signal);
		// Refused twice: the key may have been revoked, which the state's address says.
		if (this.#losses === 2) void this.#load();
	}

	#say(trouble: Drawing["trouble"]) {
		if (this.#signal === trouble) return;
		this.#signal = trouble;
		this.#drawSoon();
	}

	#askIfOld() {
		if (document.visibilityState === "visible" && this.#data && !this.#followed) void this.#load();
	}

	/** Whether something new has to wait: somebody reads in the middle of it, or has selected its words. */
	#holds(): boolean {
		if (formOf(this.getAttribute("form")) === "ticker") return false;
		const { top, bottom } = this.getBoundingClientRect();
		if (bottom === top) return false;
		const selection = getSelection();
		const isSelected = selection !== null && !selection.isCollapsed && selection.containsNode(this, true);
		return top < 0 || isSelected;
	}

	#rest(resting: boolean) {
		this.#resting = resting;
	}

	#tick() {
		if (this.#resting || this.#ticker.paused || formOf(this.getAttribute("form")) !== "ticker") return;
		this.#step(1);
	}

	#step(by: number) {
		const items = Math.min(5, this.#state?.kind === "story" ? this.#state.posts.length : 5) || 1;
		this.#ticker.index = (this.#ticker.index + by + items) % items;
		this.#draw();
	}

	/** All that comes together is drawn once. */
	#drawSoon() {
		if (this.#queued) return;
		this.#queued = true;
		queueMicrotask(() => {
			this.#queued = false;
			this.#draw();
		});
	}

	#draw(release = false) {
		if (!this.#root || !this.#data || !this.#state || !this.isConnected) return;
		try {
			const whole = viewOf(this.#data, this.#state, home);
			const post = this.getAttribute("post");
			const view = post === null ? this.#held.show(whole, !release && this.#holds()) : onePost(whole, post);
			const theme = this.getAttribute("theme") ?? this.#data.theme?.scheme;
			if (theme && !this.hasAttribute("theme")) this.setAttribute("theme", theme);
			const drawing = this.#drawingOf(view, release);
			bringTo(this.#root, [drawFeed(view, drawing), h("p", { class: "sr", role: "status" }, this.#announce(drawing))]);
			this.#markShown();
		} catch {
			this.#giveUp();
		}
	}

	#drawingOf(view: FeedView, release: boolean): Drawing {
		const words = embedWords(this.getAttribute("lang"), this.closest("[lang]")?.getAttribute("lang"), view.language);
		const { language } = words;
		const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
		const most = Math.max(1, Math.min(20, Number(this.getAttribute("count")) || 5));
		const waiting = release ? 0 : this.#held.waiting();
		return {
			form: this.hasAttribute("post") ? "list" : formOf(this.getAttribute("form")),
			...{ words, language, target, waiting, namesZone: false, time: { language, timeZone } },
			most,
			now: new Date().toISOString(),
			trouble: this.#signal,
			onFresh: () => {
				this.#draw(true);
				this.scrollIntoView({ block: "start" });
			},
			ticker: {
				...this.#ticker,
				step: (by) => this.#step(by),
				toggle: () => {
					this.#ticker.paused = !this.#ticker.paused;
					this.#draw();
				},
			},
		};
	}

	/** How many wait, at most every ten seconds. */
	#announce({ words, waiting }: Drawing): string {
		const said = this.#root?.querySelector("[role=status]")?.textContent ?? "";
		if (waiting === 0 || Date.now() - this.#announcedAt < announceInterval) return waiting === 0 ? "" : said;
		this.#announcedAt = Date.now();
		return words.fresh(waiting);
	}

	/** The editor's receipt: this reader has it on the screen. */
	#markShown() {
		const events = this.#events;
		this.#events = [];
		if (events.length === 0 || document.visibilityState !== "visible") return;
		requestAnimationFrame(() => {
			for (const event of events) if (/^(post|story)\./.test(event.type)) this.#followed?.markShown(event);
		});
	}

	/** Nothing can be shown here: a link to the news, and no more questions. */
	#giveUp() {
		this.#end();
		this.#data = null;
		this.#state = null;
		try {
			this.#drawLink();
		} catch {
			// What stands in the element stays.
		}
	}

	#drawLink() {
		if (!this.#root) return;
		const given = this.querySelector("a[href]");
		const words = embedWords(this.getAttribute("lang"), this.closest("[lang]")?.getAttribute("lang"));
		const path = pathOf(this.getAttribute("channel") ?? "");
		const href =
			given instanceof HTMLAnchorElement && /^https?:$/.test(given.protocol)
				? given.href
				: `${home}/embed/open/${path ?? "feed"}`;
		const text = given?.textContent?.trim() || words.open(new URL(home).host);
		bringTo(this.#root, [
			h("div", { class: "dl plain", lang: words.language }, h("a", { href, target, rel: target && "noopener" }, text)),
		]);
	}
}

/** Of a story the one post that is asked for. */
const onePost = (view: FeedView, id: string): FeedView => ({
	...view,
	items: view.items.filter((item) => item.id === id),
});
