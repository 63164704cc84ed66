import type { StoryChannelState } from "@dateline/shared/model";
import type { EditorStory } from "@dateline/shared/protocol";
import { html, nothing } from "lit";
import { firstWords } from "../desk/kept-lines.ts";
import { sayDelivery } from "../parts/delivery-words.ts";
import { DeskElement } from "../parts/desk-element.ts";
import "../parts/key-developments.ts";

/** What each write is called in the list of deliveries. */
const typeWords: Record<string, string> = {
	"post.add": "Post",
	"post.keep": "Draft of a post",
	"post.update": "Edit",
	"post.publish": "Post",
	"post.withdraw": "Withdrawal",
	"post.restore": "Restored",
	"key_development.add": "Key development",
	"key_development.update": "Key development, edited",
	"key_development.withdraw": "Key development, withdrawn",
	"story.update": "Story’s text",
	"story.publish": "Story",
	"story.correct": "Correction",
	"story.start": "Coverage started",
	"story.end": "Coverage ended",
};

/** The right column of a live story's desk: what became of what was sent, its lines, its coverage, its key events. */
export class LiveSide extends DeskElement {
	static override properties = { story: { attribute: false }, state: { attribute: false } };
	declare story: EditorStory;
	declare state: StoryChannelState | null;

	constructor() {
		super();
		this.state = null;
	}

	override connectedCallback() {
		if (!this.hasUpdated) this.watch(this.desk.outbox.observe);
		super.connectedCallback();
	}

	protected override render() {
		const { story, state, desk } = this;
		const lines = state?.keyDevelopments ?? story.keyDevelopments.filter(({ status }) => status === "published");
		return html`<aside class="side" id="side" aria-label="About this story" tabindex="0">
			${this.renderDeliveries()}
			<section aria-labelledby="s-kd"><h2 id="s-kd">Key developments <a class="more" href="/newsroom/digest">Digest</a></h2>
				<key-developments .desk=${desk} .storyId=${story.id} .lines=${lines}></key-developments>
				<p class="hint desk-only">Or press <kbd>D</kbd> on a post.</p></section>
			${story.revision > 0 ? this.renderCoverage() : nothing} ${this.renderTimeline()}
		</aside>`;
	}

	private renderDeliveries() {
		const { outbox, times } = this.desk;
		const sent = outbox.list(this.story.id).slice(-6).reverse();
		return html`<section class="landing" aria-labelledby="s-land"><h2 id="s-land">Delivery</h2>
			${sent.length === 0 ? html`<p class="dim">Nothing has gone out from here yet.</p>` : nothing}
			<ul class="sent-list">${sent.map((delivery) => {
				const about = firstWords(delivery.about);
				return html`<li data-state=${delivery.state}><span>${typeWords[delivery.type] ?? delivery.type}${about ? html`<small>${about}</small>` : nothing}</span>
					<span class="said">${sayDelivery(delivery, times)}</span></li>`;
			})}</ul></section>`;
	}

	private renderCoverage() {
		const { story, desk } = this;
		const { times } = desk;
		const act = (verb: "start" | "end") =>
			desk.outbox.send({
				...{ lane: story.id, type: `story.${verb}`, method: "POST", path: `/api/v1/stories/${story.id}/${verb}` },
				about: { headline: story.content?.headline ?? "" },
			});
		const says = {
			upcoming: html`<p>Upcoming${story.startsAt ? `, begins ${times.moment(story.startsAt)}` : ""}. Readers see that it has not begun.</p>
				<div class="acts"><button class="btn" @click=${() => act("start")}>Start the coverage</button></div>`,
			live: html`<p>Live${story.startedAt ? ` since ${times.moment(story.startedAt)}` : ""}.</p>
				<details class="form"><summary>End the coverage</summary><p class="hint">Readers see “ended”, and their pages stop asking for more. Posts can still be edited, and it can be started again.</p>
					<button class="btn" @click=${() => act("end")}>End it now</button></details>`,
			ended: html`<p>Ended${story.endedAt ? ` ${times.moment(story.endedAt)}` : ""}.</p>
				<div class="acts"><button class="btn" @click=${() => act("start")}>Start it again</button></div>`,
		};
		return html`<section aria-labelledby="s-co"><h2 id="s-co">Coverage</h2>${says[story.state ?? "live"]}</section>`;
	}

	private renderTimeline() {
		const { times } = this.desk;
		const entries = this.state?.timeline ?? [];
		return html`<section aria-labelledby="s-tl"><h2 id="s-tl">Timeline <span class="more">${entries.length} key ${entries.length === 1 ? "event" : "events"}</span></h2>
			${entries.length === 0 ? html`<p class="dim">Key events stand here, in order.</p>` : nothing}
			<ol class="tl">${entries.slice(0, 30).map(({ at, headline }) => html`<li><time datetime=${at} title=${times.full(at)}>${times.minute(at)}</time><span>${headline || "A post without a headline"}</span></li>`)}</ol></section>`;
	}
}

customElements.define("live-side", LiveSide);
