import { msg } from "@lit/localize";
import { html } from "lit";
import type { Delivery } from "../desk/delivery.ts";
import type { RichText } from "../editor/rich-text.ts";
import type { TextTools } from "../editor/text-tools.ts";
import { hasRefusedPicture, sendWordsOfUploads } from "../editor/words-of-uploads.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { commandEnter } from "../parts/keys.ts";
import { answerSlash, postByline, postToggles, readHeadline, slashContext } from "./post-fields.ts";
import { emptyPostWork, isEmptyPost, type PostWork, postWorkSchema } from "./post-work.ts";

/**
 * A post that has not gone out, or was refused, while its words are changed in their place. Each key is kept in the
 * outbox itself; it stays there until it is let go.
 *
 * @fires done - it was handed in, or left
 */
export class QueuedEditor extends DeskElement {
	static override properties = { deliveryId: {}, work: { state: true }, problem: { state: true } };
	declare deliveryId: string;
	declare work: PostWork;
	declare problem: string;

	constructor() {
		super();
		this.deliveryId = "";
		this.work = emptyPostWork();
		this.problem = "";
	}

	private get delivery(): Delivery | null {
		return this.desk.outbox.list().find(({ id }) => id === this.deliveryId) ?? null;
	}

	private get text(): RichText | null {
		return this.querySelector<RichText>("rich-text");
	}

	override connectedCallback() {
		this.work = postWorkSchema.safeParse(this.delivery?.about).data ?? emptyPostWork();
		super.connectedCallback();
		void this.updateComplete.then(async () => {
			if (this.text) this.text.document = this.work.body;
			await this.text?.updateComplete;
			this.text?.focus();
		});
	}

	private readonly write = (part: Partial<PostWork>) => {
		this.work = { ...this.work, ...part };
		this.problem = "";
		const { delivery, work } = this;
		if (delivery === null) return;
		const body = { ...(delivery.body as object), ...work, headline: work.headline.trim() };
		this.desk.outbox.amend(delivery.id, { body, about: { ...delivery.about, ...work } });
	};

	private leave() {
		this.desk.outbox.release(this.deliveryId);
		this.dispatchEvent(new Event("done", { bubbles: true }));
	}

	private submit() {
		const { delivery, work } = this;
		this.problem = isEmptyPost(work)
			? msg("Nothing is left of it. To be rid of it, take it out.")
			: hasRefusedPicture(this)
				? msg("A picture was refused. Take it out, or try it again.")
				: "";
		if (this.problem !== "") return;
		sendWordsOfUploads(this.desk, this);
		if (delivery?.state === "refused") {
			const { lane, type, method, path, about, body, stampLate } = delivery;
			this.desk.outbox.dismiss(delivery.id);
			this.desk.outbox.send({ lane, type, method, path, about, body, stampLate });
		}
		this.leave();
	}

	private onKey(event: KeyboardEvent) {
		const command = event.ctrlKey || event.metaKey;
		if (event.key === "Escape") this.leave();
		else if (event.key === "Enter" && command) this.submit();
		else return;
		event.preventDefault();
		event.stopPropagation();
	}

	protected override render() {
		const { desk, work } = this;
		const offline = desk.outbox.trouble()?.kind === "silence";
		return html`<form class="in-place" aria-label=${msg("Change this post before it goes out")} @keydown=${this.onKey} @submit-text=${() => this.submit()}
			@submit=${(event: SubmitEvent) => {
				event.preventDefault();
				this.submit();
			}}>
			<textarea class="headline" rows="1" maxlength="300" dir="auto" aria-label=${msg("Headline, optional")} placeholder=${msg("Headline, if it needs one")}
				.value=${work.headline} @input=${(event: Event) => this.write({ headline: readHeadline(event) })}></textarea>
			<rich-text .desk=${desk} .post=${slashContext(desk)} label=${msg("Post")} @written=${() => this.write({ body: this.text?.keptDocument ?? work.body })}
				@selected=${() => this.requestUpdate()} @asked=${({ detail }: CustomEvent<string>) =>
					answerSlash(detail, work, this.write) ||
					this.querySelector<TextTools>("text-tools")?.answer(detail)}></rich-text>
			${postByline(desk, work, this.write, this.deliveryId)}
			<div class="tools"><text-tools short .desk=${desk} .editor=${this.text?.editor ?? null}></text-tools><span class="sep"></span>${postToggles(work, this.write)}</div>
			<div class="edit-tools"><span class="saved ${this.problem ? "bad" : ""}" role="status">${this.problem || msg("Kept here. It waits while you change it.")}</span>
				<button class="btn solid">${offline ? msg("Queue") : msg("Send it")} <kbd aria-hidden="true">${commandEnter}</kbd></button></div>
		</form>`;
	}
}

customElements.define("queued-editor", QueuedEditor);
