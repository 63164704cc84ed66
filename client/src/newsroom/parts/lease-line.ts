import { leaseTime } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { DeskElement } from "./desk-element.ts";
import { sayClock, saySpan } from "./durations.ts";
import { colourOf } from "./person-colour.ts";

/** Who has said nothing for so long is told of as silent, milliseconds: two heartbeats. */
const silentAfter = 11_000;

/**
 * Who edits this, under its text; draws nothing while nobody else does. Never in the way of reading.
 *
 * @fires lease-won - it is mine now: `detail` is the subject, and the editor may open
 * @fires lease-draft - the draft that a take-over left me is wanted: `detail` is the subject
 */
export class LeaseLine extends DeskElement {
	static override properties = { storyId: {}, subject: {}, whole: { type: Boolean }, asked: { state: true } };
	declare storyId: string;
	/** `post:<id>`, `story:<id>`, `key-development:<id>`. */
	declare subject: string;
	/** It stands above its text, whose screen stays open whoever holds the lease. */
	declare whole: boolean;
	/** When it was asked for from here, milliseconds; 0: it was not. */
	declare asked: number;
	private timer: ReturnType<typeof setInterval> | undefined;

	constructor() {
		super();
		this.storyId = "";
		this.subject = "";
		this.whole = false;
		this.asked = 0;
	}

	override connectedCallback() {
		if (!this.hasUpdated) this.watch(this.desk.together.observe);
		super.connectedCallback();
		this.timer = setInterval(() => {
			if (this.desk.together.lease(this.subject).kind === "theirs") this.requestUpdate();
		}, 1000);
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		clearInterval(this.timer);
	}

	private fire(name: "lease-won" | "lease-draft") {
		this.dispatchEvent(new CustomEvent(name, { detail: this.subject, bubbles: true }));
	}

	private async askFor() {
		if (await this.desk.together.askFor(this.storyId, this.subject)) this.asked = Date.now();
	}

	private async takeOver() {
		const state = await this.desk.together.takeOver(this.storyId, this.subject);
		if (state.kind === "mine") this.fire("lease-won");
	}

	private async throwAway() {
		await this.desk.keeper.forget(this.subject);
		this.desk.together.noted(this.storyId, this.subject);
	}

	protected override render() {
		const { together } = this.desk;
		const asked = together.askedFor(this.subject);
		return html`${asked ? html`<p class="lease-asked" role="status">${msg(str`${asked.by} asks for this.`)}</p>` : nothing}${this.renderTaken()}${this.renderTheirs()}`;
	}

	/** What a take-over left behind: my text is a draft, and this says whose doing that is. */
	private renderTaken() {
		const { together, times } = this.desk;
		const taken = together.taken(this.subject);
		if (taken === null || together.lease(this.subject).kind === "mine") return nothing;
		if (this.whole) {
			return html`<div class="why lease taken" role="status"><p>${msg(html`<strong>${taken.by}</strong> took this over at ${times.second(taken.at)}. What you typed is kept here.`)}</p>
				<button type="button" class="btn quiet small" @click=${() => together.noted(this.storyId, this.subject)}>${msg("I have read this")}</button></div>`;
		}
		return html`<div class="why lease taken" role="status"><p>${msg(html`<strong>${taken.by}</strong> took this over at ${times.second(taken.at)}. Your text is kept as your draft.`)}</p>
			<button type="button" class="btn small" @click=${() => this.fire("lease-draft")}>${msg("Open my draft")}</button>
			<button type="button" class="btn quiet small" @click=${() => this.throwAway()}>${msg("Throw it away")}</button></div>`;
	}

	private renderTheirs() {
		const { together } = this.desk;
		const state = together.lease(this.subject);
		if (state.kind !== "theirs") return nothing;
		const { holder, since, tab } = state.lease;
		const isMe = holder.id === this.desk.user.id;
		const who = isMe ? msg("You, in another window,") : holder.name;
		const person = together.people(this.storyId).find((one) => one.tab === tab);
		const isTyping = person?.doing.typing === true && state.silent < silentAfter;
		const spent = sayClock(together.now() - Date.parse(since));
		const said =
			state.silent > silentAfter
				? state.silent > leaseTime
					? msg(html`<strong>${who}</strong> has been silent for ${saySpan(state.silent)}. It is free.`)
					: msg(html`<strong>${who}</strong> has been silent for ${saySpan(state.silent)}.`)
				: isTyping
					? msg(html`<strong>${who}</strong> has been editing this for ${spent} and is typing.`)
					: msg(html`<strong>${who}</strong> has been editing this for ${spent}.`);
		const asked = this.asked > 0 && Date.now() - this.asked < 60_000;
		return html`<div class="why lease ${colourOf(holder.id)}" role="group" aria-label=${msg("Somebody else edits this")}><p>${said}${this.whole ? nothing : html` ${msg("Readers see the text above.")}`}</p>
			${
				isMe || state.silent > leaseTime
					? nothing
					: html`<button type="button" class="btn small" aria-disabled=${asked ? "true" : "false"} @click=${() => (asked ? undefined : this.askFor())}>${asked ? msg("Asked") : msg("Ask for it")}</button>`
			}
			<button type="button" class="btn small" @click=${() => this.takeOver()}>${msg("Take over")}</button></div>`;
	}
}

customElements.define("lease-line", LeaseLine);
