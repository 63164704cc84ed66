import type { KeyDevelopmentView } from "@dateline/shared/model";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { sayDelivery } from "./delivery-words.ts";
import { DeskElement } from "./desk-element.ts";
import { icon } from "./icon.ts";

/** A story's key developments: each line is written where it stands, and goes to readers when it is left. */
export class KeyDevelopments extends DeskElement {
	static override properties = { storyId: {}, lines: { attribute: false }, draft: { state: true } };
	declare storyId: string;
	declare lines: readonly KeyDevelopmentView[];
	/** A line that was begun from a post: its words, waiting to be read over. */
	declare draft: { text: string; postId: string | null } | null;

	constructor() {
		super();
		this.storyId = "";
		this.lines = [];
		this.draft = null;
	}

	override connectedCallback() {
		if (!this.hasUpdated) this.watch(this.desk.outbox.observe);
		super.connectedCallback();
	}

	/** Begins a line with these words, for an editor to finish. */
	begin(text: string, postId: string | null) {
		this.draft = { text, postId };
		void this.updateComplete.then(() => {
			const field = this.querySelector<HTMLTextAreaElement>(".new-line textarea");
			field?.focus();
			field?.select();
		});
	}

	/** Hands in a line. */
	add(text: string, postId: string | null) {
		this.desk.outbox.send({
			lane: this.storyId,
			type: "key_development.add",
			method: "POST",
			path: `/api/v1/stories/${this.storyId}/key-developments`,
			body: { text, postId },
			about: { text },
		});
	}

	private change(line: KeyDevelopmentView, event: Event) {
		const field = event.target as HTMLTextAreaElement;
		const text = field.value.replace(/\s+/g, " ").trim();
		field.value = text === "" ? line.text : text;
		if (text === "" || text === line.text) return;
		this.desk.outbox.send({
			...{ lane: this.storyId, type: "key_development.update", method: "PATCH", path: this.pathOf(line) },
			...{ body: { text }, basis: line, about: { text, lineId: line.id } },
		});
	}

	private withdraw(line: KeyDevelopmentView) {
		this.desk.outbox.send({
			...{ lane: this.storyId, type: "key_development.withdraw", method: "DELETE", path: this.pathOf(line) },
			about: { text: line.text, lineId: line.id },
		});
	}

	private readonly pathOf = ({ id }: KeyDevelopmentView) => `/api/v1/stories/${this.storyId}/key-developments/${id}`;

	private submitNew(event: Event) {
		event.preventDefault();
		const field = this.querySelector<HTMLTextAreaElement>(".new-line textarea");
		const text = field?.value.replace(/\s+/g, " ").trim() ?? "";
		if (field === null || text === "") return;
		this.add(text, this.draft?.postId ?? null);
		this.draft = null;
		field.value = "";
		field.focus();
	}

	private onKey(event: KeyboardEvent, finish: () => void) {
		if (event.key === "Enter") {
			event.preventDefault();
			finish();
		} else if (event.key === "Escape") {
			this.draft = null;
			this.leave();
		}
	}

	/** Leaves the line that is written, which hands it in; the keyboard stays in this column. */
	private leave() {
		this.closest<HTMLElement>(".side")?.focus();
	}

	protected override render() {
		const { times, outbox } = this.desk;
		const under = outbox
			.list(this.storyId)
			.filter(({ type, state }) => type.startsWith("key_development.") && state !== "live");
		return html`<ol class="kd">${this.lines.map(
			(line) => html`<li data-line=${line.id}>
				<textarea class="line" rows="1" maxlength="300" aria-label=${msg(str`Key development of ${times.minute(line.at)}`)} .value=${line.text}
					@keydown=${(event: KeyboardEvent) => this.onKey(event, () => this.leave())}
					@change=${(event: Event) => this.change(line, event)}></textarea>
				<time class="n" datetime=${line.at} title=${times.full(line.at)}>${times.minute(line.at)}</time>
				<button type="button" class="icon" aria-label=${msg(str`Withdraw: ${line.text}`)} title=${msg("Withdraw")} @click=${() => this.withdraw(line)}>${icon("x")}</button>
			</li>`,
		)}</ol>
		${under.map(
			(
				delivery,
			) => html`<p class="sent ${delivery.state === "refused" ? "bad" : "dim"}" role="status">${String(delivery.about["text"] ?? "")}: ${sayDelivery(delivery, times)}
				${delivery.state === "refused" ? html`<button type="button" class="link" @click=${() => outbox.dismiss(delivery.id)}>${msg("Take it away")}</button>` : nothing}</p>`,
		)}
		<form class="new-line" @submit=${this.submitNew}>
			<textarea class="input" rows="1" maxlength="300" aria-label=${msg("New key development")} placeholder=${msg("One thing that happened, in a line")}
				.value=${this.draft?.text ?? ""} @keydown=${(event: KeyboardEvent) => this.onKey(event, () => this.submitNew(event))}></textarea>
			<button class="link">${msg("Add")}</button>
		</form>`;
	}
}

customElements.define("key-developments", KeyDevelopments);
