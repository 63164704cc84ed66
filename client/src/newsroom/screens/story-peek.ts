import type { EditorMedia, EditorStory } from "@dateline/shared/protocol";
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
			return html`<aside class="side peek" aria-label="Chosen story"></aside>`;
		const content = story.content ?? story.draft;
		const lines = story.keyDevelopments.filter(({ status }) => status === "published").slice(0, 5);
		const fact = (name: string, value: string | number | null) =>
			value === null ? nothing : html`<dt>${name}</dt><dd>${value}</dd>`;
		const stamp = (at: string | null) => (at === null ? null : times.moment(at));
		return html`<aside class="side peek" aria-label="Chosen story" tabindex="0">
			${lead ? html`<img src=${lead.renditions[0]?.url ?? lead.url} alt=${lead.alt} />` : nothing}
			<section>${storyState(story)}<h3>${content?.headline || "No headline yet"}</h3><p class="dim">${content?.standfirst}</p></section>
			${
				lines.length === 0
					? nothing
					: html`<section><h2>Key developments</h2><ol class="kd">${lines.map(
							({ text, at }, index) =>
								html`<li><span class="n">${index + 1}</span><span>${text}</span><time class="n" datetime=${at}>${times.minute(at)}</time></li>`,
						)}</ol></section>`
			}
			<section><dl class="facts">
				${story.kind === "live" ? fact("Posts", story.postCount) : nothing}
				${fact("First published", stamp(story.publishedAt))} ${fact("Updated, significant", stamp(story.updatedAt))}
				${fact("Begins", stamp(story.startsAt))} ${fact("Ended", stamp(story.endedAt))} ${fact("Withdrawn", stamp(story.withdrawnAt))}
				${fact("Revision", story.revision === 0 ? null : story.revision)}
				${fact("Corrections", story.corrections.length === 0 ? "none" : story.corrections.length)}
			</dl></section>
		</aside>`;
	}
}

customElements.define("story-peek", StoryPeek);
