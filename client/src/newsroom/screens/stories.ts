import { newId } from "@dateline/shared/model";
import type { StoryLine } from "@dateline/shared/protocol";
import { html, nothing } from "lit";
import { api } from "../desk/api.ts";
import { type Begun, listBegun } from "../desk/list-begun.ts";
import { sentenceOf } from "../desk/request.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { letterOf } from "../parts/keys.ts";
import { storyState } from "../parts/story-state.ts";
import "./story-peek.ts";

const views = [
	{ id: "open", label: "All", filter: {} },
	{ id: "live", label: "Live", filter: { kind: "live", state: "live" } },
	{ id: "draft", label: "Drafts", filter: { status: "draft" } },
	{ id: "published", label: "Published", filter: { status: "published" } },
	{ id: "ended", label: "Ended", filter: { kind: "live", state: "ended" } },
	{ id: "withdrawn", label: "Withdrawn", filter: { status: "withdrawn" } },
] as const;
type ViewId = (typeof views)[number]["id"];

/** What comes in a burst is read once. */
const settle = 500;

/** All stories: what is live on top, then what readers don't have yet, then the rest, newest first. */
export class StoriesScreen extends DeskElement {
	static override properties = {
		view: { state: true },
		words: { state: true },
		stories: { state: true },
		begun: { state: true },
		next: { state: true },
		chosen: { state: true },
		problem: { state: true },
	};
	declare view: ViewId;
	declare words: string;
	declare stories: readonly StoryLine[] | null;
	/** What this person has typed and never kept as a draft. */
	declare begun: readonly Begun[];
	declare next: string | null;
	/** The id of the story that the right column tells about. */
	declare chosen: string | null;
	declare problem: string;
	private timer: ReturnType<typeof setTimeout> | undefined;
	private unfollow = () => undefined as unknown;

	constructor() {
		super();
		this.view = "open";
		this.words = "";
		this.stories = null;
		this.begun = [];
		this.next = null;
		this.chosen = null;
		this.problem = "";
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			this.watch(this.desk.pending.observe);
			this.watch(() => this.desk.readers.observe(() => this.loadSoon()));
		}
		super.connectedCallback();
		this.unfollow = this.desk.readers.follow("feed");
		document.addEventListener("keydown", this.onKey);
		void this.load();
		void listBegun(this.desk.keeper).then((begun) => {
			this.begun = begun;
		});
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		this.unfollow();
		clearTimeout(this.timer);
		document.removeEventListener("keydown", this.onKey);
	}

	private loadSoon() {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => void this.load(), settle);
	}

	private async load(after?: string) {
		const { view, words } = this;
		const filter = views.find(({ id }) => id === view)?.filter ?? {};
		try {
			const page = await api.stories({
				...filter,
				...(words === "" ? {} : { q: words }),
				...(after ? { after } : {}),
				limit: 60,
			});
			if (view !== this.view || words !== this.words) return;
			this.stories = after ? [...(this.stories ?? []), ...page.items] : page.items;
			this.next = page.next;
			this.chosen = this.stories.some(({ id }) => id === this.chosen)
				? this.chosen
				: (this.groups()[0]?.stories[0]?.id ?? null);
			this.problem = "";
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	private choose(view: ViewId) {
		this.view = view;
		this.stories = null;
		void this.load();
	}

	private search(event: InputEvent) {
		this.words = (event.target as HTMLInputElement).value.trim();
		this.loadSoon();
	}

	private begin(kind: "article" | "live") {
		this.desk.go(`/newsroom/new/${kind}/${newId()}`);
	}

	private readonly onKey = (event: KeyboardEvent) => {
		const letter = letterOf(event);
		const ids = this.groups().flatMap(({ stories }) => stories.map(({ id }) => id));
		const at = ids.indexOf(this.chosen ?? "");
		if (letter === "j" || letter === "k") {
			this.chosen = ids[Math.max(0, Math.min(ids.length - 1, at + (letter === "j" ? 1 : -1)))] ?? null;
			void this.updateComplete.then(() => this.querySelector(".is-sel")?.scrollIntoView({ block: "nearest" }));
		} else if (letter === "n") this.begin("live");
		else if (letter === "a") this.begin("article");
		else if (letter === "f") this.querySelector<HTMLInputElement>(".find-story")?.focus();
		else if (event.key === "Enter" && this.chosen && event.target === document.body)
			this.desk.go(`/newsroom/story/${this.chosen}`);
		else return;
		event.preventDefault();
	};

	/** The list in its parts; each story stands in one of them. */
	private groups(): { title: string; stories: StoryLine[] }[] {
		const all = this.stories ?? [];
		if (this.view !== "open" || this.words !== "") return all.length === 0 ? [] : [{ title: "", stories: [...all] }];
		const newest = [...all].sort((a, b) => (stampOf(a) < stampOf(b) ? 1 : -1));
		const part = (title: string, is: (story: StoryLine) => boolean) => ({ title, stories: newest.filter(is) });
		const out = (story: StoryLine) => story.status === "published";
		return [
			part("Live", (story) => out(story) && story.state === "live"),
			part("Upcoming", (story) => out(story) && story.state === "upcoming"),
			part("Drafts", ({ status }) => status === "draft"),
			part("Published", (story) => out(story) && story.kind === "article"),
			part("Ended", (story) => out(story) && story.state === "ended"),
			part("Withdrawn", ({ status }) => status === "withdrawn"),
		].filter(({ stories }) => stories.length > 0);
	}

	protected override render() {
		const groups = this.groups();
		return html`<main id="main" class="page">
				<header class="page-head"><h1>Stories</h1><span class="right">
					<button class="btn quiet" @click=${() => this.begin("article")}>New article</button>
					<button class="btn solid" @click=${() => this.begin("live")}>New live story<kbd aria-hidden="true">N</kbd></button></span></header>
				<div class="views" role="group" aria-label="Which stories">
					${views.map(
						({ id, label }) =>
							html`<button aria-current=${this.view === id ? "true" : nothing} @click=${() => this.choose(id)}>${label}</button>`,
					)}
					<label class="filters"><span class="sr">Find a story by its headline</span>
						<input class="input find-story" type="search" placeholder="Find a story" @input=${this.search} /></label>
				</div>
				<div class="rows" tabindex="0" role="region" aria-label="Stories">
					${this.problem ? html`<p class="offline" role="status">${this.problem}</p>` : nothing}
					${this.renderBegun()}
					${groups.map(
						({ title, stories }) => html`${title ? html`<h2><b>${title}</b> ${stories.length}</h2>` : nothing}
						<ul>${stories.map((story) => this.renderRow(story))}</ul>`,
					)}
					${this.stories !== null && groups.length === 0 && this.begun.length === 0 ? this.renderEmpty() : nothing}
					${this.next ? html`<p class="further"><button class="btn" @click=${() => this.load(this.next ?? undefined)}>Older stories</button></p>` : nothing}
				</div>
				<div class="keys list" aria-hidden="true"><span><kbd>J</kbd><kbd>K</kbd> move</span><span><kbd>↵</kbd> open</span>
					<span><kbd>F</kbd> find</span><span><kbd>N</kbd> new live story</span><span><kbd>A</kbd> new article</span><span class="end"><kbd>?</kbd> every key</span></div>
			</main>
			<story-peek .desk=${this.desk} .storyId=${this.chosen}></story-peek>`;
	}

	private renderBegun() {
		if (this.begun.length === 0 || this.words !== "" || !(this.view === "open" || this.view === "draft"))
			return nothing;
		const { times } = this.desk;
		return html`<h2><b>Begun and not kept</b> ${this.begun.length}</h2>
			<ul>${this.begun.map(({ id, kind, words, at }) => {
				const when = at.toISOString();
				return html`<li class="row"><span class="state draft">Begun</span>
					<a class="head" href="/newsroom/new/${kind}/${id}">${words} <em>only you see it</em></a>
					<time class="when" datetime=${when} title=${times.full(when)}>${times.moment(when)}</time></li>`;
			})}</ul>`;
	}

	private renderEmpty() {
		if (this.words !== "")
			return html`<div class="empty"><p>No headline has “${this.words}”.</p><p>Search takes words of the headline.</p></div>`;
		return html`<div class="empty"><p>Nothing here yet.</p><p>Begin with a live story or an article. Readers see it when you publish.</p></div>`;
	}

	private renderRow(story: StoryLine) {
		const { times } = this.desk;
		const when = stampOf(story);
		const due = story.status === "draft" && this.desk.pending.scheduled.find(({ storyId }) => storyId === story.id);
		const facts = [
			due ? `goes out ${times.moment(due.dueAt)}` : "",
			story.kind === "live" && story.status === "published"
				? `${story.postCount} ${story.postCount === 1 ? "post" : "posts"}`
				: "",
			story.state === "upcoming" && story.startsAt ? `begins ${times.moment(story.startsAt)}` : "",
			story.kind === "live" && story.status === "draft" ? "live story" : "",
		].filter(Boolean);
		return html`<li class="row ${story.id === this.chosen ? "is-sel" : ""}"
				@click=${() => {
					this.chosen = story.id;
				}}>
			${storyState(story)}
			<a class="head" href="/newsroom/story/${story.id}">${story.headline || "No headline yet"}${facts.map((fact) => html` <em>${fact}</em>`)}</a>
			<time class="when" datetime=${when} title=${times.full(when)}>${times.moment(when)}</time>
		</li>`;
	}
}

/** What a story's place and time in the list go by. */
const stampOf = ({ updatedAt, publishedAt, createdAt }: StoryLine): string => updatedAt ?? publishedAt ?? createdAt;

customElements.define("stories-screen", StoriesScreen);
