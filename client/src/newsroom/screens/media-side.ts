import { isPicture } from "@dateline/shared/model";
import type { EditorMedia, MediaCut, MediaUse } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing, type PropertyValues } from "lit";
import { api } from "../desk/api.ts";
import { sentenceOf } from "../desk/request.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { icon } from "../parts/icon.ts";
import { mediaFacts } from "../parts/media-facts.ts";
import "../parts/picture-focus.ts";
import { saveMedia, type WordsOfMedia } from "../parts/picture-words.ts";

/**
 * The right column of the library: the focal point, the words and the facts of what is chosen, and where it stands.
 *
 * @fires changed - `detail` is the media as it is now
 * @fires made - `detail` is a new picture that was cut out of this one
 */
export class MediaSide extends DeskElement {
	static override properties = {
		mediaId: {},
		ffmpeg: {},
		media: { state: true },
		uses: { state: true },
		problem: { state: true },
	};
	declare mediaId: string | null;
	/** The worker's ffmpeg; null when it has none, empty while nobody knows. */
	declare ffmpeg: string | null;
	declare media: EditorMedia | null;
	declare uses: readonly MediaUse[] | null;
	declare problem: string;

	constructor() {
		super();
		this.mediaId = null;
		this.ffmpeg = "";
		this.media = null;
		this.uses = null;
		this.problem = "";
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			this.watch((listener) => this.desk.library.observe(listener));
			this.watch((listener) => this.desk.outbox.observe(listener));
		}
		super.connectedCallback();
	}

	protected override willUpdate(changed: PropertyValues<this>) {
		if (!changed.has("mediaId")) {
			// Renewed in the library: its sizes are made, or its words were written elsewhere.
			if (this.media && this.mediaId) void this.renew(this.mediaId);
			return;
		}
		this.media = null;
		this.uses = null;
		this.problem = "";
		if (this.mediaId !== null) void this.read(this.mediaId);
	}

	private async renew(id: string) {
		const media = await this.desk.library.media(id).catch(() => null);
		if (this.mediaId === id && media && media !== this.media) this.media = media;
	}

	private async read(id: string) {
		try {
			const media = await api.media(id);
			this.desk.library.putMedia(media);
			const uses = await api.mediaUses(id);
			if (this.mediaId !== id) return;
			this.media = media;
			this.uses = uses;
		} catch (error) {
			if (this.mediaId === id) this.problem = sentenceOf(error);
		}
	}

	/** A contributor writes the words of what they brought in. */
	private get mayWrite(): boolean {
		return this.desk.publishes || this.media?.createdBy === `user:${this.desk.user.id}`;
	}

	private save(words: WordsOfMedia) {
		if (!this.media) return;
		this.media = saveMedia(this.desk, this.media, words);
		this.tell("changed", this.media);
	}

	private tell(name: "changed" | "made", detail: EditorMedia) {
		this.dispatchEvent(new CustomEvent<EditorMedia>(name, { detail }));
	}

	private async cut(event: CustomEvent<MediaCut>) {
		if (!this.media) return;
		try {
			this.problem = "";
			this.tell("made", await api.cutMedia(this.media.id, event.detail));
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	private async makeAnew() {
		if (!this.media) return;
		try {
			this.media = await api.makeMedia(this.media.id);
			this.tell("changed", this.media);
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	protected override render() {
		const { media } = this;
		if (this.mediaId === null)
			return html`<aside class="side media-side" aria-label=${msg("Selected media")} tabindex="0"><section><h2>${msg("Nothing is chosen")}</h2>
				<p class="hint">${msg("Choose one to write its words, set its focal point and see where it stands.")}</p>${this.renderSending()}${this.renderFfmpeg()}</section></aside>`;
		const label = media && !isPicture(media) ? msg("Selected media") : msg("Selected picture");
		return html`<aside class="side media-side on-top" aria-label=${label} tabindex="0">
			<p class="phone-only close"><a class="btn quiet" href="/newsroom/media">${icon("back")}${msg("Library")}</a></p>
			${this.problem ? html`<p class="bad" role="alert">${this.problem}</p>` : nothing}
			${media === null ? nothing : this.renderMedia(media)}
		</aside>`;
	}

	private renderMedia(media: EditorMedia) {
		return html`${this.renderShown(media)}
			${this.renderWords(media)}
			<section>${mediaFacts(media)}
				${media.made === "failed" ? html`<p><button type="button" class="link" @click=${this.makeAnew}>${msg("Make them anew")}</button></p>` : nothing}
				${media.kind === "video" && !media.poster ? this.renderFfmpeg() : nothing}</section>
			${this.renderUses()}
			<section>${this.renderSending()}</section>`;
	}

	private renderShown(media: EditorMedia) {
		if (media.kind === "video")
			return html`<div class="crop"><video controls preload="metadata" src=${media.url} poster=${media.poster ?? nothing} aria-label=${media.alt || nothing}></video></div>`;
		if (media.kind === "audio")
			return html`<div class="crop"><audio controls preload="metadata" src=${media.url}></audio></div>`;
		return html`<picture-focus .desk=${this.desk} .media=${media} @focus-chosen=${(event: CustomEvent<EditorMedia["focus"]>) => this.save({ focus: event.detail })} @cut=${this.cut}></picture-focus>`;
	}

	private renderWords(media: EditorMedia) {
		const readonly = !this.mayWrite;
		const waits = this.desk.outbox.list(`media:${media.id}`).some(({ state }) => state === "waiting");
		const suggested = media.details.suggested;
		const use = (words: WordsOfMedia) =>
			html`<button type="button" class="link" ?disabled=${readonly} @click=${() => this.save(words)}>${msg("Use it")}</button>`;
		return html`${media.kind === "audio" ? nothing : this.renderAlt(media, readonly)}
			<div class="field"><label for="m-cap">${msg("Caption")}</label>
				<textarea id="m-cap" class="input" rows="2" ?readonly=${readonly} .value=${media.caption}
					@change=${(event: Event) => this.save({ caption: (event.target as HTMLTextAreaElement).value.trim() })}></textarea>
				${suggested?.caption && media.caption === "" ? html`<p class="hint">${msg("The file says:")} <q>${suggested.caption}</q> ${use({ caption: suggested.caption })}</p>` : nothing}</div>
			<div class="field"><label for="m-cr">${msg("Credit")}</label>
				<input id="m-cr" class="input" ?readonly=${readonly} .value=${media.credit} autocomplete="off"
					@change=${(event: Event) => this.save({ credit: (event.target as HTMLInputElement).value.trim() })} />
				${suggested?.credit && media.credit === "" ? html`<p class="hint">${msg("The file says:")} <q>${suggested.credit}</q> ${use({ credit: suggested.credit })}</p>` : nothing}</div>
			${readonly ? html`<p class="hint">${msg("Somebody else brought this in. An editor changes its words.")}</p>` : nothing}
			${waits ? html`<p class="hint warn" role="status">${msg("Readers see it already: your words wait for an editor.")}</p>` : nothing}`;
	}

	private renderAlt(media: EditorMedia, readonly: boolean) {
		const missing = media.alt === "" && media.altAbsence !== "decoration";
		const reason = (
			value: "decoration" | "later",
			title: string,
		) => html`<button type="button" class="link" ?disabled=${readonly}
			aria-pressed=${String(media.altAbsence === value)}
			@click=${() => this.save({ altAbsence: media.altAbsence === value ? null : value })}>${title}</button>`;
		return html`<div class="field"><label for="m-alt">${msg("Alt text")} <small>${msg("asked for before it is published")}</small></label>
			<textarea id="m-alt" class="input ${missing ? "ask" : ""}" rows="2" placeholder=${msg("What does it show?")} ?readonly=${readonly} .value=${media.alt}
				@change=${(event: Event) => this.save({ alt: (event.target as HTMLTextAreaElement).value.trim() })}></textarea>
			${
				media.alt === ""
					? html`<p class="hint reasons">${msg("As you would tell someone on the phone. Without words:")}
						${reason("decoration", msg("It is only decoration"))} ${reason("later", msg("They follow in 10 min"))}</p>`
					: nothing
			}</div>`;
	}

	private renderUses() {
		const { uses } = this;
		if (uses === null) return nothing;
		const { times } = this.desk;
		const line = (use: MediaUse) => {
			const when = use.at ? times.moment(use.at) : "";
			const title = use.headline || (use.postId ? msg(str`The post of ${when}`) : msg("No headline yet"));
			const as =
				use.as === "portrait"
					? msg("portrait")
					: use.status === "draft"
						? msg("draft")
						: use.as === "lead"
							? msg("lead picture")
							: when;
			const path =
				use.storyId === null
					? "/newsroom/administration/authors"
					: `/newsroom/story/${use.storyId}${use.as === "lead" ? "/text" : ""}`;
			return html`<li><a class="link" href=${path}>${title}</a> <span class="dim">${as}</span></li>`;
		};
		return html`<section><h2>${msg("Used in")}</h2>${
			uses.length === 0
				? html`<p class="hint">${msg("Nothing shows it.")}</p>`
				: html`<ul class="uses">${uses.map(line)}</ul>`
		}</section>`;
	}

	private renderSending() {
		const { uploads } = this.desk;
		return html`<label class="check"><input type="checkbox" .checked=${uploads.whole} @change=${(event: Event) => {
			uploads.whole = (event.target as HTMLInputElement).checked;
		}} />${msg("Send photographs as they are, not made smaller on this device")}</label>`;
	}

	private renderFfmpeg() {
		return this.ffmpeg === null
			? html`<p class="hint">${msg("This server has no ffmpeg: videos get no still picture, and show their first frame once they play.")}</p>`
			: nothing;
	}
}

customElements.define("media-side", MediaSide);
