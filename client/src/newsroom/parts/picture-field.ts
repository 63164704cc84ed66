import { type EditorMedia, editorMediaSchema } from "@dateline/shared/protocol";
import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { z } from "zod";
import { api } from "../desk/api.ts";
import { request, sentenceOf } from "../desk/request.ts";
import { DeskElement } from "./desk-element.ts";

/**
 * One picture of a form: what is chosen, a file to bring in, or one of the newest of the library.
 *
 * @fires choice - `detail` is the media id, or null when it was taken out
 */
export class PictureField extends DeskElement {
	static override properties = {
		label: {},
		hint: {},
		chosen: { attribute: false },
		media: { state: true },
		offered: { state: true },
		said: { state: true },
	};
	declare label: string;
	declare hint: string;
	/** A media id, or null. */
	declare chosen: string | null;
	declare media: EditorMedia | null;
	/** The library's newest; null while nobody asked. */
	declare offered: readonly EditorMedia[] | null;
	declare said: string;

	constructor() {
		super();
		this.label = "";
		this.hint = "";
		this.chosen = null;
		this.media = null;
		this.offered = null;
		this.said = "";
	}

	protected override willUpdate() {
		const { chosen } = this;
		if (chosen === (this.media?.id ?? null)) return;
		if (chosen === null) this.media = null;
		else
			void this.desk.library.media(chosen).then((media) => {
				if (this.chosen === chosen) this.media = media;
			});
	}

	private choose(media: EditorMedia | null) {
		if (media) this.desk.library.putMedia(media);
		this.offered = null;
		this.dispatchEvent(new CustomEvent<string | null>("choice", { detail: media?.id ?? null, bubbles: true }));
	}

	private async bring(event: Event) {
		const input = event.target as HTMLInputElement;
		const file = input.files?.[0];
		input.value = "";
		if (!file) return;
		this.said = msg("Sending the picture");
		const form = new FormData();
		form.append("file", file);
		try {
			const answer = await request("/api/v1/media", { method: "POST", body: form });
			this.choose(z.object({ media: editorMediaSchema }).parse(answer).media);
			this.said = "";
		} catch (error) {
			this.said = sentenceOf(error);
		}
	}

	private async open() {
		this.offered = this.offered ? null : (await api.mediaList()).items.slice(0, 24);
	}

	protected override render() {
		const { media } = this;
		const name = this.label.replace(/\W+/g, "-");
		return html`<div class="field"><label for="p-${name}">${this.label}${this.hint ? html` <small>${this.hint}</small>` : nothing}</label>
			${media ? html`<img class="chosen" src=${media.url} alt=${media.alt || msg("The chosen picture")} />` : nothing}
			<div class="acts"><input id="p-${name}" class="file" type="file" accept="image/*" @change=${this.bring} />
				<button type="button" class="btn quiet small" aria-expanded=${this.offered !== null} @click=${this.open}>${msg("From the library")}</button>
				${media ? html`<button type="button" class="btn quiet small" @click=${() => this.choose(null)}>${msg("Take it out")}</button>` : nothing}
				<span class="saved" role="status">${this.said}</span></div>
			${
				this.offered === null
					? nothing
					: html`<ul class="offered" aria-label=${msg("Newest pictures")}>${this.offered.map(
							(one) =>
								html`<li><button type="button" @click=${() => this.choose(one)}><img src=${one.renditions[0]?.url ?? one.url} alt=${one.alt || one.caption || msg("A picture without words")} loading="lazy" /></button></li>`,
						)}</ul>`
			}</div>`;
	}
}

customElements.define("picture-field", PictureField);
