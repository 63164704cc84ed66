import type { EditorMedia } from "@dateline/shared/protocol";
import { html, nothing, type PropertyValues } from "lit";
import { DeskElement } from "../parts/desk-element.ts";
import { icon } from "../parts/icon.ts";

/**
 * A picture with its three texts, while it uploads and after. Its texts are saved as they are left, and belong to the
 * picture, wherever it is shown.
 */
export class MediaFigure extends DeskElement {
	static override properties = { attrs: { attribute: false }, media: { state: true }, asked: { state: true } };
	declare attrs: Record<string, unknown>;
	declare media: EditorMedia | null;
	/** Whether the alt text was asked for: somebody wanted to publish without it. */
	declare asked: boolean;
	setAttrs: (attrs: Record<string, unknown>) => void = () => undefined;
	takeOut: () => void = () => undefined;
	private texts: Partial<Record<"alt" | "caption" | "credit", string>> = {};

	constructor() {
		super();
		this.attrs = {};
		this.media = null;
		this.asked = false;
	}

	private get mediaId(): string {
		return String(this.attrs["mediaId"] ?? "");
	}

	override connectedCallback() {
		this.watchOnce();
		super.connectedCallback();
	}

	private watching = false;
	private watchOnce() {
		if (this.watching) return;
		this.watching = true;
		this.watch((listener) => this.desk.uploads.observe(listener));
	}

	protected override willUpdate(changed: PropertyValues<this>) {
		const upload = this.desk.uploads.find(this.mediaId);
		if (upload?.state === "done" && upload.media) {
			this.media = upload.media;
			this.desk.library.putMedia(upload.media);
			const { id } = upload.media;
			queueMicrotask(() => this.setAttrs({ mediaId: id }));
			if (Object.keys(this.texts).length > 0) this.save();
		} else if (changed.has("attrs") && !upload && this.mediaId !== "" && this.media?.id !== this.mediaId) {
			const { mediaId } = this;
			void this.desk.library.media(mediaId).then((media) => {
				if (this.mediaId === mediaId) this.media = media;
			});
		}
		this.dataset["state"] = upload && upload.state !== "done" ? upload.state : "ready";
		this.dataset["alt"] = this.text("alt") === "" ? "missing" : "given";
	}

	/** Whether readers who don't see it are told what it shows; a contributor leaves that to an editor. */
	get hasAlt(): boolean {
		return this.text("alt") !== "" || !this.desk.publishes;
	}

	/** Puts the question where the answer goes. */
	askForAlt() {
		this.asked = true;
		this.querySelector<HTMLInputElement>("input[name='alt']")?.focus();
	}

	private text(name: "alt" | "caption" | "credit"): string {
		return this.texts[name] ?? this.media?.[name] ?? "";
	}

	private onInput(event: InputEvent) {
		const field = event.target as HTMLInputElement;
		this.texts = { ...this.texts, [field.name]: field.value };
		this.dataset["alt"] = this.text("alt") === "" ? "missing" : "given";
	}

	private save() {
		const { media, texts } = this;
		if (media === null || Object.keys(texts).length === 0) return;
		this.texts = {};
		this.media = { ...media, ...texts };
		this.desk.library.putMedia(this.media);
		this.desk.outbox.send({
			lane: `media:${media.id}`,
			type: "media.update",
			method: "PATCH",
			path: `/api/v1/media/${media.id}`,
			body: texts,
		});
	}

	protected override render() {
		const upload = this.desk.uploads.find(this.mediaId);
		const source = this.media?.renditions[0]?.url ?? this.media?.url ?? upload?.preview;
		const field = (name: "alt" | "caption" | "credit", label: string, ask = "") => html`
			<label class=${name === "alt" && (this.asked || !this.hasAlt) ? "ask" : ""}>
				<span>${label}</span>
				<input name=${name} ?disabled=${!this.desk.publishes} .value=${this.text(name)} placeholder=${ask} autocomplete="off"
					@input=${this.onInput} @change=${this.save} />
			</label>`;
		return html`<div class="attach" role="group" aria-label="Picture">
			<div class="pic">${source ? html`<img src=${source} alt="" draggable="false" />` : nothing}</div>
			<div class="texts">
				${field("alt", "Alt text", "What does it show?")} ${field("caption", "Caption")} ${field("credit", "Credit")}
				<p class="up" role="status">${this.sayState()}</p>
			</div>
			<button type="button" class="icon out" aria-label="Take the picture out" @click=${() => this.takeOut()}>${icon("x")}</button>
		</div>`;
	}

	private sayState() {
		const upload = this.desk.uploads.find(this.mediaId);
		if (upload?.state === "refused")
			return html`<span class="bad">${upload.message}</span>
				<button type="button" class="link" @click=${() => this.desk.uploads.retry(upload.id)}>Try again</button>`;
		if (upload?.state === "uploading") {
			const [sent, all] = [upload.sent, upload.file.size].map((bytes) => (bytes / 1_000_000).toFixed(1));
			return upload.message || `Uploading ${sent} of ${all} MB. Write on.`;
		}
		if (!this.desk.publishes) return "An editor adds these words.";
		if (this.asked && !this.hasAlt)
			return html`<span class="warn">Say what it shows, or publish once more without.</span>`;
		return nothing;
	}
}

customElements.define("media-figure", MediaFigure);
