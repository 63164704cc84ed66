import type { EditorStory, Erasure } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing, type PropertyValues } from "lit";
import { life } from "../desk/life.ts";
import { request, sentenceOf } from "../desk/request.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { plural } from "../parts/plural.ts";

type Subject =
	| { kind: "story" }
	| { kind: "post"; id: string }
	| { kind: "revision"; postId: string | null; number: number };

/**
 * Erasing for good, which nothing gives back: an administrator's alone, with a reason, in two steps. Everybody else is
 * told who can.
 *
 * @fires erased - it is gone
 */
export class ErasePanel extends DeskElement {
	static override properties = {
		story: { attribute: false },
		postId: { attribute: false },
		revision: { attribute: false },
		step: { state: true },
		what: { state: true },
		media: { state: true },
		problem: { state: true },
		done: { state: true },
		erasures: { state: true },
	};
	declare story: EditorStory;
	/** The post that one looks at; null: the story itself. */
	declare postId: string | null;
	/** The revision that one looks at; null when it is about the whole. */
	declare revision: number | null;
	/** `reason` is written first, `sure` asks again. */
	declare step: "reason" | "sure" | "under way";
	declare what: "whole" | "revision";
	declare media: boolean;
	declare problem: string;
	declare done: Erasure | null;
	declare erasures: readonly Erasure[];
	private reason = "";

	constructor() {
		super();
		this.postId = null;
		this.revision = null;
		this.step = "reason";
		this.what = "whole";
		this.media = false;
		this.problem = "";
		this.done = null;
		this.erasures = [];
	}

	private get may(): boolean {
		return this.desk.user.role === "administrator";
	}

	protected override updated(changed: PropertyValues<this>) {
		const before = changed.get("story");
		if (changed.has("story") && before?.id !== this.story.id && this.may) void this.readErasures();
	}

	private async readErasures() {
		this.erasures = await life.erasures(this.story.id).then(
			({ items }) => items,
			() => [],
		);
	}

	private get subject(): Subject {
		const { postId, revision } = this;
		if (this.what === "revision" && revision !== null) return { kind: "revision", postId, number: revision };
		return postId === null ? { kind: "story" } : { kind: "post", id: postId };
	}

	private ask(event: SubmitEvent) {
		event.preventDefault();
		this.reason = String(new FormData(event.target as HTMLFormElement).get("reason")).trim();
		if (this.reason === "") return;
		this.step = "sure";
		void this.updateComplete.then(() => this.querySelector<HTMLElement>(".sure .stay")?.focus());
	}

	private async erase() {
		this.step = "under way";
		this.problem = "";
		try {
			await request(`/api/v1/stories/${this.story.id}/erase`, {
				method: "POST",
				body: { subject: this.subject, reason: this.reason, media: this.media },
			});
			await this.readErasures();
			this.done = this.erasures[0] ?? null;
			this.reason = "";
			this.dispatchEvent(new Event("erased", { bubbles: true, composed: true }));
		} catch (error) {
			this.problem = sentenceOf(error);
		}
		this.step = "reason";
	}

	private get name(): string {
		const { postId, revision } = this;
		if (this.what === "revision" && revision !== null) return msg(str`the words of revision ${revision}`);
		return postId === null ? msg("this story and all of its posts") : msg("this post, in every revision");
	}

	protected override render() {
		return html`<section class="erase" aria-labelledby="re"><h2 id="re">${msg("Erase")}</h2>
			<p class="dim small">${msg("Only an administrator, with a reason, such as a court’s order. It blanks the words in every copy and revision, and leaves the fact. Nothing gives them back.")}</p>
			${this.erasures.map((one) => this.renderErasure(one))}
			${this.problem ? html`<p class="bad" role="alert">${this.problem}</p>` : nothing}
			${this.may ? (this.step === "reason" ? this.renderAsk() : this.renderSure()) : nothing}</section>`;
	}

	private renderErasure({ at, reason, actorName, snapshots, streamClearedAt }: Erasure) {
		const { times } = this.desk;
		return html`<p class="small erased"><b>${msg(str`Erased ${times.moment(at)}`)}</b>${actorName ? html`, ${actorName}` : nothing}: ${reason}
			${streamClearedAt === null ? html`<span class="warn">${msg("Redis has yet to be rid of it.")}</span>` : nothing}
			${snapshots.length > 0 ? html`<span class="warn">${plural(snapshots.length, msg(str`${snapshots.length} [snapshot of the data folder from before still holds|snapshots of the data folder from before still hold] the words.`))}</span>` : nothing}</p>`;
	}

	private renderAsk() {
		const revision = this.revision;
		return html`<details class="form"><summary>${msg("Erase for good")}</summary><form @submit=${this.ask}>
			${
				revision === null
					? nothing
					: html`<div class="field"><label for="er-what">${msg("What is erased")}</label><select id="er-what" class="input" @change=${(
							event: Event,
						) => {
							this.what = (event.target as HTMLSelectElement).value as "whole" | "revision";
						}}><option value="whole">${this.postId === null ? msg("The whole story, with its posts") : msg("The whole post")}</option>
						<option value="revision">${msg(str`Revision ${revision} alone`)}</option></select></div>`
			}
			<div class="field"><label for="er-why">${msg("By what order or request")} <small>${msg("kept for good")}</small></label>
				<textarea id="er-why" name="reason" class="input" rows="2" maxlength="2000" required .value=${this.reason}></textarea></div>
			<p class="hint">${msg("Don’t repeat in it what is to be erased.")}</p>
			<label class="check"><input type="checkbox" .checked=${this.media} @change=${(event: Event) => {
				this.media = (event.target as HTMLInputElement).checked;
			}} /> ${msg("Pictures that only it shows, too")}</label>
			<div class="acts"><button class="btn risk">${msg("Go on")}</button></div></form></details>`;
	}

	private renderSure() {
		const busy = this.step === "under way";
		return html`<div class="sure" role="group" aria-label=${msg("Erase for good")}>
			<p><b>${msg(str`This erases ${this.name}.`)}</b> ${msg("It goes from every screen, feed, search, revision and event, and nobody can give it back.")}</p>
			<p class="dim small">${msg(str`Reason: ${this.reason}`)}</p>
			<div class="acts"><button type="button" class="btn stay" ?disabled=${busy} @click=${() => {
				this.step = "reason";
			}}>${msg("Leave it")}</button>
			<button type="button" class="btn risk" ?disabled=${busy} @click=${this.erase}>${busy ? msg("Erasing") : msg("Erase it now")}</button></div></div>`;
	}
}

customElements.define("erase-panel", ErasePanel);
