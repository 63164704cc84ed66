import { isPicture, narrowest } from "@dateline/shared/model";
import type { EditorMedia } from "@dateline/shared/protocol";
import { msg } from "@lit/localize";
import { html, nothing, type PropertyValues } from "lit";
import { sayRefusal } from "../desk/server-words.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { icon } from "../parts/icon.ts";
import { saveMedia, type WordsOfMedia } from "../parts/picture-words.ts";
import { sayUpload } from "../parts/upload-words.ts";

/**
 * A picture, video or sound with its three texts, while it uploads and after. Its texts are saved as they are left, and
 * belong to it, wherever it is shown.
 */
export class MediaFigure extends DeskElement {
	static override properties = { attrs: { attribute: false }, media: { state: true }, asked: { state: true } };
	declare attrs: Record<string, unknown>;
	declare media: EditorMedia | null;
	/** Whether the alt text was asked for: somebody wanted to publish without it. */
	declare asked: boolean;
	setAttrs: (attrs: Record<string, unknown>) => void = () => undefined;
	takeOut: () => void = () => undefined;
	private words: WordsOfMedia = {};

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
			// One that had arrived before this page was opened may have other words by now: it is asked for.
			if (upload.file.size > 0) {
				this.media = upload.media;
				this.desk.library.putMedia(upload.media);
			}
			const { id } = upload.media;
			queueMicrotask(() => this.setAttrs({ mediaId: id }));
			if (Object.keys(this.words).length > 0) this.save();
		} else if (changed.has("attrs") && !upload && this.mediaId !== "" && this.media?.id !== this.mediaId) {
			const { mediaId } = this;
			void this.desk.library.media(mediaId).then(
				(media) => {
					if (this.mediaId === mediaId) this.media = media;
				},
				() => undefined,
			);
		}
		this.dataset["state"] =
			upload && upload.state !== "done" ? (upload.state === "refused" ? "refused" : "uploading") : "ready";
		this.dataset["alt"] = this.hasAlt ? "given" : "missing";
	}

	/**
	 * Whether readers who don't see it are told what it shows, or why not was said. A contributor leaves that to an editor;
	 * who hears a sound needs no words for it.
	 */
	get hasAlt(): boolean {
		if (this.text("alt") !== "" || this.absence !== null || this.media?.kind === "audio") return true;
		return !this.desk.publishes;
	}

	private get absence(): EditorMedia["altAbsence"] {
		return this.words.altAbsence === undefined ? (this.media?.altAbsence ?? null) : this.words.altAbsence;
	}

	/** Puts the question where the answer goes. */
	askForAlt() {
		this.asked = true;
		this.querySelector<HTMLInputElement>("input[name='alt']")?.focus();
	}

	private text(name: "alt" | "caption" | "credit"): string {
		return this.words[name] ?? this.media?.[name] ?? "";
	}

	private onInput(event: InputEvent) {
		const field = event.target as HTMLInputElement;
		this.words = { ...this.words, [field.name]: field.value };
		this.dataset["alt"] = this.hasAlt ? "given" : "missing";
	}

	private say(words: WordsOfMedia) {
		this.words = { ...this.words, ...words };
		this.save();
		this.requestUpdate();
	}

	private save() {
		const { media, words } = this;
		if (media === null || Object.keys(words).length === 0) return;
		this.words = {};
		this.media = saveMedia(this.desk, media, words);
	}

	protected override render() {
		const upload = this.desk.uploads.find(this.mediaId);
		const label =
			this.media?.kind === "video" ? msg("Video") : this.media?.kind === "audio" ? msg("Sound") : msg("Picture");
		const field = (name: "alt" | "caption" | "credit", title: string, ask = "") => html`
			<label class=${name === "alt" && (this.asked || !this.hasAlt) ? "ask" : ""}>
				<span>${title}</span>
				<input name=${name} .value=${this.text(name)} placeholder=${ask} autocomplete="off"
					@input=${this.onInput} @change=${this.save} />
			</label>`;
		return html`<div class="attach" role="group" aria-label=${label}>
			<div class="pic">${this.renderShown(upload?.preview ?? "", upload?.file.type ?? "")}</div>
			<div class="texts">
				${this.media?.kind === "audio" ? nothing : field("alt", msg("Alt text"), msg("What does it show?"))}
				${this.renderReasons()}
				${field("caption", msg("Caption"))} ${field("credit", msg("Credit"))}
				${this.renderSuggestion()}
				<p class="up" role="status">${this.sayState()}</p>
			</div>
			<button type="button" class="icon out" aria-label=${msg("Take it out")} @click=${() => this.takeOut()}>${icon("x")}</button>
		</div>`;
	}

	private renderShown(preview: string, type: string) {
		const { media } = this;
		if (media?.kind === "audio") return html`<audio controls preload="none" src=${media.url}></audio>`;
		if (media?.kind === "video")
			return html`<video controls preload="metadata" src=${media.url} poster=${media.poster ?? nothing}></video>`;
		if (media !== null && isPicture(media)) return html`<img src=${narrowest(media, 300)} alt="" draggable="false" />`;
		if (preview === "" || type.startsWith("video/")) return html`<span class="ph">${icon("image")}</span>`;
		return html`<img src=${preview} alt="" draggable="false" />`;
	}

	/** Why there are no words for it: asked for when there are none, and kept with the picture. */
	private renderReasons() {
		if (this.text("alt") !== "" || this.media?.kind === "audio" || !this.desk.publishes) return nothing;
		const { absence } = this;
		const reason = (value: "decoration" | "later", title: string) => html`<button type="button" class="link"
			aria-pressed=${String(absence === value)} @click=${() => this.say({ altAbsence: absence === value ? null : value })}>${title}</button>`;
		return html`<p class="reasons">${
			absence === null
				? msg("Without words:")
				: absence === "decoration"
					? msg("Goes without words:")
					: msg("Goes without words for now:")
		}
			${reason("decoration", msg("It is only decoration"))} ${reason("later", msg("They follow in 10 min"))}</p>`;
	}

	private renderSuggestion() {
		const suggested = this.media?.details.suggested;
		if (!suggested) return nothing;
		const caption = this.text("caption") === "" ? suggested.caption : "";
		const credit = this.text("credit") === "" ? suggested.credit : "";
		if (caption === "" && credit === "") return nothing;
		return html`<p class="suggested">${msg("The file says:")} <q>${[caption, credit].filter(Boolean).join(" · ")}</q>
			<button type="button" class="link" @click=${() => this.say({ ...(caption && { caption }), ...(credit && { credit }) })}>${msg("Use it")}</button></p>`;
	}

	private sayState() {
		const { uploads } = this.desk;
		const upload = uploads.find(this.mediaId);
		if (upload?.state === "refused")
			return html`<span class="bad">${upload.message ? sayRefusal({ code: "", message: upload.message }) : msg("The server did not take this file.")}</span>
				<button type="button" class="link" @click=${() => uploads.retry(upload.id)}>${msg("Try again")}</button>`;
		if (upload && upload.state !== "done") return sayUpload(upload);
		if (this.asked && !this.hasAlt)
			return html`<span class="warn">${msg("Say what it shows, or why it goes without.")}</span>`;
		return nothing;
	}
}

customElements.define("media-figure", MediaFigure);
