import type { EditorStory } from "@dateline/shared/protocol";
import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { api } from "../desk/api.ts";
import type { Desk } from "../desk/desk.ts";
import { ApiError, sentenceOf } from "../desk/request.ts";
import { DeskElement } from "../parts/desk-element.ts";
import "./live-desk.ts";
import "./story-text.ts";

/** One story: an article's text, a live story's desk, or a live story's own text. Reads it again whenever it changes. */
export class StoryScreen extends DeskElement {
	static override properties = { storyId: {}, view: {}, story: { state: true }, problem: { state: true } };
	declare storyId: string;
	declare view: "desk" | "text";
	declare story: EditorStory | null;
	declare problem: string;
	private unfollow = () => undefined as unknown;
	/** The desk as it is in this story, where membership lets somebody publish who does not everywhere. */
	private deskHere: Desk | null = null;
	private timer: ReturnType<typeof setTimeout> | undefined;

	constructor() {
		super();
		this.storyId = "";
		this.view = "desk";
		this.story = null;
		this.problem = "";
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			const { readers, outbox } = this.desk;
			this.watch(() =>
				readers.observe(
					(changes) => changes.some(({ channel }) => channel === `story:${this.storyId}`) && this.loadSoon(),
				),
			);
			this.watch(() => outbox.observe(() => this.loadSoon()));
		}
		super.connectedCallback();
		void this.load();
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		clearTimeout(this.timer);
		this.unfollow();
		this.unfollow = () => undefined;
	}

	private loadSoon() {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => void this.load(), 250);
	}

	private async load() {
		try {
			this.story = await api.story(this.storyId);
			this.problem = "";
			const headline = (this.story.content ?? this.story.draft)?.headline;
			if (headline) document.title = `${headline} · Newsroom`;
			// A channel exists from the first publication on.
			if (this.story.revision > 0 && this.desk.readers.state(`story:${this.storyId}`) === null) {
				this.unfollow();
				this.unfollow = this.desk.readers.follow(`story:${this.storyId}`);
			}
		} catch (error) {
			this.problem =
				error instanceof ApiError && error.problem.status === 404 ? msg("There is no such story.") : sentenceOf(error);
		}
	}

	/** Membership gives more than the role does, never less. */
	private deskIn({ mayPublish }: EditorStory): Desk {
		const { desk } = this;
		if (desk.publishes || mayPublish !== true) return desk;
		this.deskHere ??= Object.create(desk, { publishes: { value: true } }) as Desk;
		return this.deskHere;
	}

	protected override render() {
		const { story } = this;
		if (story === null)
			return html`<main id="main" class="alone">${this.problem ? html`<h1>${this.problem}</h1><p><a class="link" href="/newsroom">${msg("All stories")}</a></p>` : nothing}</main>`;
		const desk = this.deskIn(story);
		return story.kind === "live" && this.view === "desk"
			? html`<live-desk .desk=${desk} .story=${story}></live-desk>`
			: html`<story-text .desk=${desk} .story=${story} .kind=${story.kind}></story-text>`;
	}
}

customElements.define("story-screen", StoryScreen);
