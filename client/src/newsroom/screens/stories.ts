import { newId } from "@dateline/shared/model";
import type { StoryLine } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { type Begun, listBegun } from "../desk/list-begun.ts";
import { sentenceOf } from "../desk/request.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { letterOf } from "../parts/keys.ts";
import { type GroupId, readGroup, type StoryGroup, stampOf } from "./story-groups.ts";
import { begunRow, storyRow } from "./story-row.ts";
import { submissionRow } from "./submission-row.ts";
import "./story-peek.ts";
import "./templates.ts";

const views = [
	"open",
	"live",
	"upcoming",
	"waiting",
	"scheduled",
	"draft",
	"published",
	"ended",
	"withdrawn",
	"templates",
] as const;
type ViewId = (typeof views)[number];

/** The parts of each view, in their order. */
const groupsOf: Record<ViewId, readonly GroupId[]> = {
	open: ["live", "upcoming", "drafts", "published", "ended"],
	live: ["live"],
	upcoming: ["upcoming"],
	waiting: [],
	scheduled: [],
	draft: ["drafts"],
	published: ["published"],
	ended: ["ended"],
	withdrawn: ["withdrawn"],
	templates: [],
};

/** What comes in a burst is read once. */
const settle = 400;

/** All stories: what is live on top, then what readers don't have yet, then the rest, newest first. */
export class StoriesScreen extends DeskElement {
	static override properties = {
		view: { state: true },
		words: { state: true },
		kind: { state: true },
		mine: { state: true },
		groups: { state: true },
		begun: { state: true },
		chosen: { state: true },
		look: { state: true },
		problem: { state: true },
	};
	declare view: ViewId;
	declare words: string;
	/** Empty: both. */
	declare kind: "" | "article" | "live";
	/** Only what this account has made. */
	declare mine: boolean;
	declare groups: ReadonlyMap<GroupId, StoryGroup>;
	/** What this person has typed and never kept as a draft. */
	declare begun: readonly Begun[];
	/** The id of the story that the right column tells about. */
	declare chosen: string | null;
	/** Whether the right column lies over the list, where there is no room beside it. */
	declare look: boolean;
	declare problem: string;
	private timer: ReturnType<typeof setTimeout> | undefined;
	private unfollow = () => undefined as unknown;
	private round = 0;

	constructor() {
		super();
		this.view = "open";
		this.words = "";
		this.kind = "";
		this.mine = false;
		this.groups = new Map();
		this.begun = [];
		this.chosen = null;
		this.look = false;
		this.problem = "";
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			this.watch(this.desk.pending.observe);
			this.watch(this.desk.together.observe);
			this.watch(() => this.desk.readers.observe(() => this.loadSoon()));
			this.watch(() => this.desk.pending.observe(() => this.loadSoon()));
		}
		super.connectedCallback();
		this.unfollow = this.desk.readers.follow("feed");
		document.addEventListener("keydown", this.onKey);
		void this.load();
		void this.readBegun();
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		this.unfollow();
		clearTimeout(this.timer);
		document.removeEventListener("keydown", this.onKey);
	}

	private async readBegun() {
		this.begun = await listBegun(this.desk.keeper);
	}

	private loadSoon() {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => void this.load(), settle);
	}

	/** What is searched is searched everywhere. */
	private get shownGroups(): readonly GroupId[] {
		return this.words === "" ? groupsOf[this.view] : ["all"];
	}

	private async load() {
		this.round += 1;
		const { round, words } = this;
		try {
			const ids = this.shownGroups;
			const read = await Promise.all(ids.map((id) => readGroup(id, words, this.groups.get(id) ?? null, false)));
			if (round !== this.round) return;
			this.groups = new Map([...this.groups, ...read.map((group) => [group.id as GroupId, group] as const)]);
			const shown = this.stories();
			if (!shown.some(({ id }) => id === this.chosen)) this.chosen = shown[0]?.id ?? null;
			this.problem = "";
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	private async more(id: GroupId) {
		try {
			const group = await readGroup(id, this.words, this.groups.get(id) ?? null, true);
			this.groups = new Map(this.groups).set(id, group);
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	private choose(view: ViewId) {
		this.view = view;
		void this.load();
	}

	private search(event: InputEvent) {
		this.words = (event.target as HTMLInputElement).value.trim();
		this.groups = new Map([...this.groups].filter(([id]) => id !== "all"));
		this.loadSoon();
	}

	private begin(kind: "article" | "live") {
		this.desk.go(`/newsroom/new/${kind}/${newId()}`);
	}

	private async throwAway({ id }: Begun) {
		await this.desk.keeper.forget(`new-story:${id}`);
		await this.readBegun();
	}

	private isShown = (story: StoryLine): boolean =>
		(this.kind === "" || story.kind === this.kind) && (!this.mine || story.createdBy === `user:${this.desk.user.id}`);

	/** The stories of a part as they are shown: newest first, upcoming ones as they will begin. */
	private storiesOf(id: GroupId): StoryLine[] {
		const { scheduled } = this.desk.pending;
		// A draft that has its time stands among what is scheduled, and only there.
		const isDue = (story: StoryLine) =>
			scheduled.some(({ storyId, type }) => storyId === story.id && type === "story.publish");
		const stories = (this.groups.get(id)?.stories ?? []).filter(
			(story) => this.isShown(story) && !(id === "drafts" && this.view === "open" && isDue(story)),
		);
		if (id === "upcoming") return stories.sort((a, b) => ((a.startsAt ?? "9") < (b.startsAt ?? "9") ? -1 : 1));
		return stories.sort((a, b) => (stampOf(a) < stampOf(b) ? 1 : -1));
	}

	private stories(): StoryLine[] {
		return this.shownGroups.flatMap((id) => this.storiesOf(id));
	}

	private readonly onKey = (event: KeyboardEvent) => {
		const letter = letterOf(event);
		const ids = this.stories().map(({ id }) => id);
		const at = ids.indexOf(this.chosen ?? "");
		const resting =
			event.target === document.body || (event.target instanceof HTMLElement && event.target.matches("main, .rows"));
		if (letter === "j" || letter === "k") {
			this.chosen = ids[Math.max(0, Math.min(ids.length - 1, at + (letter === "j" ? 1 : -1)))] ?? null;
			void this.updateComplete.then(() => this.querySelector(".is-sel")?.scrollIntoView({ block: "nearest" }));
		} else if (letter === "n") this.begin("live");
		else if (letter === "a") this.begin("article");
		else if (letter === "f") this.querySelector<HTMLInputElement>(".find-story")?.focus();
		else if (letter === " " && resting) this.look = !this.look;
		else if (letter !== null && /^[1-9]$/.test(letter)) this.choose(views[Number(letter) - 1] ?? "open");
		else if (event.key === "Escape" && this.look) this.look = false;
		else if (event.key === "Enter" && this.chosen && resting) this.desk.go(`/newsroom/story/${this.chosen}`);
		else return;
		event.preventDefault();
	};

	protected override render() {
		return html`<main id="main" class="page stories">
				<header class="page-head"><h1>${msg("Stories")}</h1>
					<span class="filters">
						<button type="button" class=${this.kind === "live" ? "on" : ""} aria-pressed=${String(this.kind === "live")} @click=${() => this.filter({ kind: this.kind === "live" ? "" : "live" })}>${msg("Live stories")}</button>
						<button type="button" class=${this.kind === "article" ? "on" : ""} aria-pressed=${String(this.kind === "article")} @click=${() => this.filter({ kind: this.kind === "article" ? "" : "article" })}>${msg("Articles")}</button>
						<button type="button" class=${this.mine ? "on" : ""} aria-pressed=${String(this.mine)} @click=${() => this.filter({ mine: !this.mine })}>${msg("Mine")}</button>
						<label><span class="sr">${msg("Find a story by its headline")}</span>
						<input class="input find-story" type="search" placeholder=${msg("Find a story")} .value=${this.words} @input=${this.search} /></label></span>
				<span class="right">
					<button type="button" class="btn quiet" @click=${() => this.begin("article")}>${msg("New article")}</button>
					<button type="button" class="btn solid" @click=${() => this.begin("live")}>${msg("New live story")}<kbd aria-hidden="true">N</kbd></button></span></header>
				<div class="views" role="group" aria-label=${msg("Which stories")}>
					${views.map((id) => this.renderView(id))}
				</div>
				<div class="rows" tabindex="0" role="region" aria-label=${msg("Stories")}>
					${this.problem ? html`<p class="offline" role="status">${this.problem}</p>` : nothing}
					${this.renderRows()}
				</div>
				<div class="keys list" aria-hidden="true"><span><kbd>J</kbd><kbd>K</kbd> ${msg("move")}</span><span><kbd>↵</kbd> ${msg("open")}</span><span><kbd>Space</kbd> ${msg("look")}</span>
					<span><kbd>F</kbd> ${msg("find")}</span><span><kbd>N</kbd> ${msg("new live story")}</span><span><kbd>A</kbd> ${msg("new article")}</span><span><kbd>1</kbd>–<kbd>9</kbd> ${msg("views")}</span><span class="end"><kbd>?</kbd> ${msg("every key")}</span></div>
			</main>
			<story-peek class=${this.look ? "on-top" : ""} .desk=${this.desk} .storyId=${this.view === "templates" ? null : this.chosen}></story-peek>`;
	}

	private filter(change: { kind?: "" | "article" | "live"; mine?: boolean }) {
		if (change.kind !== undefined) this.kind = change.kind;
		if (change.mine !== undefined) this.mine = change.mine;
		const shown = this.stories();
		if (!shown.some(({ id }) => id === this.chosen)) this.chosen = shown[0]?.id ?? null;
	}

	private renderView(id: ViewId) {
		const labels: Record<ViewId, string> = {
			open: msg("Open", { id: "stories-open" }),
			live: msg("Live"),
			upcoming: msg("Upcoming"),
			waiting: msg("Waiting"),
			scheduled: msg("Scheduled"),
			draft: msg("Drafts"),
			published: msg("Published"),
			ended: msg("Ended"),
			withdrawn: msg("Withdrawn"),
			templates: msg("Templates"),
		};
		const count = this.countOf(id);
		return html`<button type="button" aria-current=${this.view === id && this.words === "" ? "true" : nothing} @click=${() => this.choose(id)}>${labels[id]}${
			count === null ? nothing : html` <span class="n ${id === "waiting" && count > 0 ? "new" : ""}">${count}</span>`
		}</button>`;
	}

	/** How many a view has, where that is known whole. */
	private countOf(id: ViewId): number | null {
		const { pending } = this.desk;
		if (id === "waiting") return pending.waiting.length;
		if (id === "scheduled") return pending.scheduled.length;
		const [group] = groupsOf[id];
		const read = group && groupsOf[id].length === 1 ? this.groups.get(group) : undefined;
		return read && read.next === null ? read.stories.length : null;
	}

	private renderRows() {
		if (this.words !== "") return this.renderGroup("all", "");
		if (this.view === "templates") return html`<template-list .desk=${this.desk}></template-list>`;
		if (this.view === "waiting" || this.view === "scheduled") return this.renderSubmissions(this.view, true);
		const titles: Record<GroupId, string> = {
			live: msg("Live"),
			upcoming: msg("Upcoming"),
			drafts: msg("Drafts"),
			published: msg("Published"),
			ended: msg("Ended"),
			withdrawn: msg("Withdrawn"),
			all: "",
		};
		const open = this.view === "open";
		const parts = this.shownGroups.map((id) => {
			const part = this.renderGroup(id, open ? titles[id] : "");
			// What waits for somebody stands above what nobody waits for.
			return id === "live" && open
				? html`${part}${this.renderSubmissions("waiting", false)}${this.renderSubmissions("scheduled", false)}`
				: part;
		});
		const loaded = this.shownGroups.every((id) => this.groups.has(id));
		const none = loaded && this.stories().length === 0 && this.begun.length === 0;
		const waits = open && this.desk.pending.waiting.length + this.desk.pending.scheduled.length > 0;
		return html`${open || this.view === "draft" ? this.renderBegun() : nothing}${parts}${none && !waits ? this.renderEmpty() : nothing}`;
	}

	private renderGroup(id: GroupId, title: string) {
		const group = this.groups.get(id);
		if (group === undefined) return nothing;
		const stories = this.storiesOf(id);
		if (stories.length === 0 && group.next === null) return id === "all" ? this.renderEmpty() : nothing;
		return html`${title ? html`<h2><b>${title}</b> ${group.next === null ? stories.length : msg(str`the newest ${stories.length}`)}</h2>` : nothing}
			<ul>${stories.map((story) =>
				storyRow(this.desk, story, story.id === this.chosen, () => {
					this.chosen = story.id;
				}),
			)}</ul>
			${group.next ? html`<p class="further"><button type="button" class="btn" @click=${() => this.more(id)}>${msg("Older stories")}</button></p>` : nothing}`;
	}

	private renderSubmissions(which: "waiting" | "scheduled", alone: boolean) {
		const { pending } = this.desk;
		const lines = [...pending[which]].sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
		if (lines.length === 0)
			return !alone
				? nothing
				: which === "waiting"
					? html`<div class="empty"><p>${msg("No contributions wait.")}</p><p>${msg("They come here the second they are filed.")}</p></div>`
					: html`<div class="empty"><p>${msg("Nothing is scheduled.")}</p><p>${msg("A story or post gets its time where it is written.")}</p></div>`;
		return html`<h2><b>${which === "waiting" ? msg("Contributions waiting") : msg("Scheduled")}</b> ${lines.length}
				<a class="link end" href=${which === "waiting" ? "/newsroom/waiting" : "/newsroom/schedule"}>${which === "waiting" ? msg("Read them") : msg("The schedule")}</a></h2>
			<ul>${lines.map((line) => submissionRow(this.desk, line, true))}</ul>`;
	}

	private renderBegun() {
		if (this.begun.length === 0) return nothing;
		return html`<h2><b>${msg("Begun and not kept")}</b> ${this.begun.length}</h2>
			<ul>${this.begun.map((begun) => begunRow(this.desk, begun, () => this.throwAway(begun)))}</ul>`;
	}

	private renderEmpty() {
		if (this.words !== "")
			return html`<div class="empty"><p>${msg(str`No headline has “${this.words}”.`)}</p><p>${msg("Search takes words of the headline.")}</p>
				<p><button type="button" class="link" @click=${() => {
					this.words = "";
					void this.load();
				}}>${msg("Clear")}</button></p></div>`;
		if (this.kind !== "" || this.mine)
			return html`<div class="empty"><p>${msg("Nothing here with these filters.")}</p><p><button type="button" class="link" @click=${() => this.filter({ kind: "", mine: false })}>${msg("Show all")}</button></p></div>`;
		return html`<div class="empty"><p>${msg("Nothing here yet.")}</p><p>${msg("Begin with a live story or an article. Readers see it when you publish.")}</p></div>`;
	}
}

customElements.define("stories-screen", StoriesScreen);
