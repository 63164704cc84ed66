import { isPicture } from "@dateline/shared/model";
import type { EditorMedia, EditorStory } from "@dateline/shared/protocol";
import { msg } from "@lit/localize";
import { html, nothing, type PropertyValues } from "lit";
import { api } from "../desk/api.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { storyState } from "../parts/story-state.ts";

/** The right column of the list: the chosen story at a glance. */
export class StoryPeek extends DeskElement {
	static override properties = { storyId: { attribute: false }, story: { state: true }, lead: { state: true } };
	declare storyId: string | null;
	declare story: EditorStory | null;
	declare lead: EditorMedia | null;

	constructor() {
		super();
		this.storyId = null;
		this.story = null;
		this.lead = null;
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			this.watch(this.desk.pending.observe);
			this.watch(this.desk.together.observe);
		}
		super.connectedCallback();
	}

	protected override willUpdate(changed: PropertyValues<this>) {
		if (changed.has("storyId") && this.storyId !== null) void this.load(this.storyId);
	}

	private async load(id: string) {
		const story = await api.story(id).catch(() => null);
		if (id !== this.storyId) return;
		const leadId = (story?.content ?? story?.draft)?.lead ?? null;
		const lead = leadId === null ? null : await this.desk.library.media(leadId).catch(() => null);
		if (id !== this.storyId) return;
		this.story = story;
		this.lead = lead;
	}

	protected override render() {
		const { story, lead } = this;
		const { times } = this.desk;
		if (this.storyId === null || story === null)
			return html`<aside class="side peek" aria-label=${msg("Chosen story")}></aside>`;
		const content = story.content ?? story.draft;
		const lines = story.keyDevelopments.filter(({ status }) => status === "published").slice(0, 5);
		const { waiting, scheduled: due } = this.desk.pending;
		const waits = waiting.filter(({ storyId }) => storyId === story.id).length;
		const scheduled = due.find(({ storyId }) => storyId === story.id);
		const fact = (name: string, value: string | number | null) =>
			value === null ? nothing : html`<dt>${name}</dt><dd>${value}</dd>`;
		const stamp = (at: string | null) => (at === null ? null : times.moment(at));
		return html`<aside class="side peek" aria-label=${msg("Chosen story")} tabindex="0">
			${lead && isPicture(lead) ? html`<img src=${lead.renditions[0]?.url ?? lead.url} alt=${lead.alt} />` : nothing}
			<section>${storyState(story)}<h3>${content?.headline || msg("No headline yet")}</h3><p class="dim">${content?.standfirst}</p></section>
			${
				lines.length === 0
					? nothing
					: html`<section><h2>${msg("Key developments")}</h2><ol class="kd">${lines.map(
							({ text, at }, index) =>
								html`<li><span class="n">${index + 1}</span><span>${text}</span><time class="n" datetime=${at}>${times.minute(at)}</time></li>`,
						)}</ol></section>`
			}
			<section><dl class="facts">
				${waits === 0 ? nothing : html`<dt>${msg("Contributions waiting")}</dt><dd class="warn"><a class="link" href="/newsroom/waiting">${waits}</a></dd>`}
				${scheduled ? html`<dt>${msg("Scheduled in it")}</dt><dd><a class="link" href="/newsroom/schedule">${times.moment(scheduled.dueAt)}</a></dd>` : nothing}
				${fact(msg("Readers now"), this.desk.together.readers(story.id))}
				${story.kind === "live" ? fact(msg("Posts"), story.postCount) : nothing}
				${fact(msg("First published"), stamp(story.publishedAt))} ${fact(msg("Updated, significant"), stamp(story.updatedAt))}
				${fact(msg("Begins"), stamp(story.startsAt))} ${fact(msg("Ended"), stamp(story.endedAt))} ${fact(msg("Withdrawn"), stamp(story.withdrawnAt))}
				${fact(msg("Revision"), story.revision === 0 ? null : story.revision)}
				${fact(msg("Corrections"), story.corrections.length === 0 ? msg("none") : story.corrections.length)}
			</dl><div class="acts"><a class="btn small" href="/newsroom/story/${story.id}">${msg("Open")}</a>${story.revision > 0 ? html`<a class="btn quiet small" href="/newsroom/story/${story.id}/history">${msg("Revisions")}</a>` : nothing}${story.url && story.status === "published" ? html`<a class="btn quiet small" href=${story.url} target="_blank" rel="noopener">${msg("View as reader")}</a>` : nothing}</div></section>
		</aside>`;
	}
}

customElements.define("story-peek", StoryPeek);
