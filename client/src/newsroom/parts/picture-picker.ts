import type { EditorMedia } from "@dateline/shared/protocol";
import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { createMediaList, type MediaFilter } from "../desk/media-list.ts";
import { chooseFiles } from "./choose-files.ts";
import { DeskElement } from "./desk-element.ts";
import { icon } from "./icon.ts";
import { pictureWall } from "./picture-wall.ts";

/**
 * Chooses one piece of media out of the library, by its words, or brings in a new one. It stands where it is put: nothing
 * opens over what is being written.
 *
 * @fires choose - `detail` is the media
 * @fires upload - `detail` is the id `upload:…` of a file that was brought in here
 * @fires leave - nothing is wanted
 */
export class MediaPicker extends DeskElement {
	static override properties = { kind: {}, words: { state: true } };
	/** Only of this kind: `image`, `video` or `audio`; empty for all. */
	declare kind: "" | NonNullable<MediaFilter["kind"]>;
	declare words: string;
	private chosen = "";
	private readonly list = createMediaList(() => this.requestUpdate());

	constructor() {
		super();
		this.kind = "";
		this.words = "";
	}

	protected override firstUpdated() {
		void this.show();
		this.querySelector<HTMLInputElement>("input")?.focus();
	}

	private show() {
		const { kind, words } = this;
		return this.list.show({ ...(kind && { kind }), ...(words && { q: words }) });
	}

	private search(event: InputEvent) {
		this.words = (event.target as HTMLInputElement).value.trim();
		void this.show();
	}

	private take(media: EditorMedia) {
		this.desk.library.putMedia(media);
		this.dispatchEvent(new CustomEvent<EditorMedia>("choose", { detail: media, bubbles: true }));
	}

	private bring() {
		const accept = this.kind === "" ? undefined : `${this.kind}/*${this.kind === "image" ? ",.heic,.heif" : ""}`;
		chooseFiles((files) => {
			for (const file of files) {
				const { id } = this.desk.uploads.start(file);
				this.dispatchEvent(new CustomEvent<string>("upload", { detail: id, bubbles: true }));
			}
		}, accept);
	}

	private leave() {
		this.dispatchEvent(new Event("leave", { bubbles: true }));
	}

	protected override render() {
		const { items, next, problem } = this.list;
		return html`<section class="picker" aria-label=${msg("Choose from the library")}
			@keydown=${(event: KeyboardEvent) => {
				if (event.key !== "Escape") return;
				event.stopPropagation();
				this.leave();
			}}>
			<header><label><span class="sr">${msg("Words of the caption, credit or alt text")}</span>
				<input class="input" type="search" placeholder=${msg("Words of the caption or credit")} .value=${this.words} autocomplete="off" @input=${this.search} /></label>
				<button type="button" class="btn small" @click=${this.bring}>${icon("up")}${msg("Upload")}</button>
				<button type="button" class="btn quiet small" @click=${this.leave}>${msg("Leave it")}</button></header>
			${problem ? html`<p class="offline" role="status">${problem}</p>` : nothing}
			${
				items !== null && items.length === 0
					? html`<p class="empty" role="status">${this.words ? msg("Nothing has these words.") : msg("There is nothing yet. Upload the first one.")}</p>`
					: pictureWall({ items: items ?? [], chosen: this.chosen, choose: (media) => this.take(media) })
			}
			${next ? html`<p class="further"><button type="button" class="btn small" @click=${() => this.list.more()}>${msg("Older ones")}</button></p>` : nothing}
		</section>`;
	}
}

customElements.define("media-picker", MediaPicker);
