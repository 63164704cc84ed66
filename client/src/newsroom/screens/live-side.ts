import type { StoryChannelState } from "@dateline/shared/model";
import type { EditorStory } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import { firstWords } from "../desk/kept-lines.ts";
import { sayDelivery } from "../parts/delivery-words.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { plural } from "../parts/plural.ts";
import "../parts/audience-chart.ts";
import "../parts/key-developments.ts";
import "../parts/presence-line.ts";
import { sayPartners, sayReceipt } from "../parts/receipt-line.ts";
import "./embed-panel.ts";
import { spreadCurve } from "../parts/spark-curve.ts";

/** What each write is called in the list of deliveries. */
const typeWords = (): Record<string, string> => ({
	"post.add": msg("Post"),
	"post.keep": msg("Draft of a post"),
	"post.update": msg("Edit"),
	"post.publish": msg("Post"),
	"post.withdraw": msg("Withdrawal"),
	"post.restore": msg("Restored"),
	"post.merge": msg("Posts merged"),
	"post.move": msg("Posts moved"),
	"post.move_back": msg("Posts moved back"),
	"post.restore_revision": msg("Restored"),
	"post.break_out": msg("Own story"),
	"key_development.add": msg("Key development"),
	"key_development.update": msg("Key development, edited"),
	"key_development.withdraw": msg("Key development, withdrawn"),
	"story.update": msg("Story’s text"),
	"story.publish": msg("Story"),
	"story.correct": msg("Correction"),
	"story.start": msg("Coverage started"),
	"story.end": msg("Coverage ended"),
});

/** The right column of a live story's desk: what became of what was sent, its lines, its coverage, its key events. */
export class LiveSide extends DeskElement {
	static override properties = { story: { attribute: false }, state: { attribute: false } };
	declare story: EditorStory;
	declare state: StoryChannelState | null;
	/** Whether the coverage was started or ended here, and the keyboard was on what did it. */
	private acted = false;

	constructor() {
		super();
		this.state = null;
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			this.watch(this.desk.outbox.observe);
			this.watch(this.desk.together.observe);
		}
		super.connectedCallback();
	}

	protected override render() {
		const { story, state, desk } = this;
		const lines = state?.keyDevelopments ?? story.keyDevelopments.filter(({ status }) => status === "published");
		return html`<aside class="side" id="side" aria-label=${msg("About this story")} tabindex="0">
			${this.renderDeliveries()}
			<section aria-labelledby="s-kd"><h2 id="s-kd">${msg("Key developments")} <a class="more" href="/newsroom/digest">${msg("Digest")}</a></h2>
				<key-developments .desk=${desk} .storyId=${story.id} .lines=${lines}></key-developments>
				<p class="hint desk-only">${msg(html`Or press <kbd>D</kbd> on a post.`)}</p></section>
			<presence-line .desk=${desk} .storyId=${story.id}></presence-line>
			${story.revision > 0 ? html`<audience-chart .desk=${desk} .storyId=${story.id}></audience-chart>${this.renderCoverage()}<embed-panel .desk=${desk} .story=${story}></embed-panel>` : nothing} ${this.renderTimeline()}
		</aside>`;
	}

	/** How the newest publication landed, and what became of what was sent from here. */
	private renderDeliveries() {
		const { outbox, times, together } = this.desk;
		const sent = outbox.list(this.story.id).slice(-6).reverse();
		const [newest] = together.receipts(this.story.id);
		const words = typeWords();
		return html`<section class="landing" aria-labelledby="s-land"><h2 id="s-land">${msg("Delivery")}</h2>
			${newest ? html`<p class="landed" role="status">${sayReceipt(newest, times.second)}</p>${spreadCurve(newest)}${newest.skipped > 0 ? html`<p class="dim">${plural(newest.skipped, msg(str`${newest.skipped} [was too slow to take it and asks|were too slow to take it and ask] again.`))}</p>` : nothing}${sayPartners(newest)}` : nothing}
			${sent.length === 0 && !newest ? html`<p class="dim">${msg("Nothing has gone out yet.")}</p>` : nothing}
			<ul class="sent-list">${sent.map((delivery) => {
				const about = firstWords(delivery.about);
				return html`<li data-state=${delivery.state}><span>${words[delivery.type] ?? delivery.type}${about ? html`<small>${about}</small>` : nothing}</span>
					<span class="said">${sayDelivery(delivery, times)}</span></li>`;
			})}</ul></section>`;
	}

	protected override updated() {
		// The button that started or ended it is gone: the one that undoes it has its place.
		if (!this.acted || document.activeElement !== document.body) return;
		this.querySelector<HTMLElement>(".coverage :is(.acts .btn, summary)")?.focus();
		this.acted = false;
	}

	private renderCoverage() {
		const { story, desk } = this;
		const { times } = desk;
		const act = (verb: "start" | "end") => {
			this.acted = true;
			desk.outbox.send({
				...{ lane: story.id, type: `story.${verb}`, method: "POST", path: `/api/v1/stories/${story.id}/${verb}` },
				about: { headline: story.content?.headline ?? "" },
			});
		};
		// Whoever files begins and ends nothing.
		const mine = (what: TemplateResult) => (desk.publishes ? what : nothing);
		const says = {
			upcoming: html`<p>${story.startsAt ? msg(str`Upcoming, begins ${times.moment(story.startsAt)}. Readers see that it has not begun.`) : msg("Upcoming. Readers see that it has not begun.")}</p>
				${mine(html`<div class="acts"><button class="btn" @click=${() => act("start")}>${msg("Start the coverage")}</button></div>`)}`,
			live: html`<p>${story.startedAt ? msg(str`Live since ${times.moment(story.startedAt)}.`) : msg("Live.")}</p>
				${mine(html`<details class="form"><summary>${msg("End the coverage")}</summary><p class="hint">${msg("Readers see “ended”, and their pages stop asking for more. Posts can still be edited, and it can be started again.")}</p>
					<button class="btn" @click=${() => act("end")}>${msg("End it now")}</button></details>`)}`,
			ended: html`<p>${story.endedAt ? msg(str`Ended ${times.moment(story.endedAt)}.`) : msg("Ended.")}</p>
				${mine(html`<div class="acts"><button class="btn" @click=${() => act("start")}>${msg("Start it again")}</button></div>`)}`,
		};
		return html`<section class="coverage" aria-labelledby="s-co"><h2 id="s-co">${msg("Coverage")}</h2>${says[story.state ?? "live"]}</section>`;
	}

	private renderTimeline() {
		const { times } = this.desk;
		const entries = this.state?.timeline ?? [];
		return html`<section aria-labelledby="s-tl"><h2 id="s-tl">${msg("Timeline")} <span class="more">${plural(entries.length, msg(str`${entries.length} [key event|key events]`))}</span></h2>
			${entries.length === 0 ? html`<p class="dim">${msg("Key events stand here, in order.")}</p>` : nothing}
			<ol class="tl">${entries.slice(0, 30).map(({ at, headline }) => html`<li><time datetime=${at} title=${times.full(at)}>${times.minute(at)}</time><span>${headline || msg("A post without a headline")}</span></li>`)}</ol></section>`;
	}
}

customElements.define("live-side", LiveSide);
