import type { EditorMedia, MediaCounts } from "@dateline/shared/protocol";
import { msg } from "@lit/localize";
import { html, nothing, type PropertyValues } from "lit";
import { api } from "../desk/api.ts";
import { createMediaList, type MediaFilter } from "../desk/media-list.ts";
import { isMediaFile } from "../editor/take-pictures.ts";
import { chooseFiles } from "../parts/choose-files.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { icon } from "../parts/icon.ts";
import { letterOf } from "../parts/keys.ts";
import { pictureWall } from "../parts/picture-wall.ts";
import { uploadList } from "../parts/upload-list.ts";
import "./media-side.ts";

type View = "all" | "image" | "video" | "audio" | "noAlt" | "noCredit";

const filters: Record<View, MediaFilter> = {
	all: {},
	image: { kind: "image" },
	video: { kind: "video" },
	audio: { kind: "audio" },
	noAlt: { missing: "alt" },
	noCredit: { missing: "credit" },
};

/** Milliseconds between two looks while something is being made. */
const lookAgain = 2_000;

/** The library: everything that was brought in, what is on its way, and what is known of the one that is chosen. */
export class MediaScreen extends DeskElement {
	static override properties = {
		mediaId: {},
		view: { state: true },
		counts: { state: true },
		dropping: { state: true },
	};
	/** The one that the address names. */
	declare mediaId: string | null;
	declare view: View;
	declare counts: MediaCounts | null;
	/** Whether files are held over the window. */
	declare dropping: boolean;
	private words = "";
	private narrowed: Pick<MediaFilter, "used" | "mine"> = {};
	private arrived = new Set<string>();
	private timer: ReturnType<typeof setTimeout> | undefined;
	private readonly list = createMediaList(() => this.requestUpdate());
	private away = new AbortController();

	constructor() {
		super();
		this.mediaId = null;
		this.view = "all";
		this.counts = null;
		this.dropping = false;
	}

	override connectedCallback() {
		if (!this.hasUpdated) this.watch((listener) => this.desk.uploads.observe(listener));
		super.connectedCallback();
		// What had arrived before is in the list that is read.
		for (const { id, state } of this.desk.uploads.list()) if (state === "done") this.arrived.add(id);
		this.away = new AbortController();
		const { signal } = this.away;
		addEventListener("keydown", (event) => this.onKey(event), { signal });
		addEventListener("paste", (event) => this.bring(event.clipboardData?.files), { signal });
		addEventListener("dragover", (event) => this.onDrag(event), { signal });
		addEventListener("dragleave", (event) => this.onLeave(event), { signal });
		addEventListener("drop", (event) => this.onDrop(event), { signal });
		void this.read();
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		this.away.abort();
		clearTimeout(this.timer);
	}

	private async read() {
		await Promise.all([this.list.show(this.filter), this.count()]);
	}

	private get filter(): MediaFilter {
		return { ...filters[this.view], ...this.narrowed, ...(this.words && { q: this.words }) };
	}

	/** Counts, and looks again while the worker makes something. */
	private async count() {
		clearTimeout(this.timer);
		const before = this.counts;
		this.counts = await api.mediaCounts().catch(() => before);
		if (!this.isConnected) return;
		if (before && this.counts && before.waiting !== this.counts.waiting) await this.renew();
		if (this.counts && this.counts.waiting > 0) this.timer = setTimeout(() => void this.count(), lookAgain);
	}

	/** Reads anew what was being made when it was read. */
	private async renew() {
		const waiting = (this.list.items ?? []).filter(({ made }) => made === "waiting").slice(0, 10);
		for (const { id } of waiting) {
			const media = await api.media(id).catch(() => null);
			if (media) this.take(media);
		}
	}

	private take(media: EditorMedia) {
		this.desk.library.putMedia(media);
		this.list.put(media);
	}

	/** What has arrived stands at the front; the first one is chosen when nothing is. */
	protected override willUpdate(_changed: PropertyValues<this>) {
		for (const { id, state, media } of this.desk.uploads.list()) {
			if (state !== "done" || !media || this.arrived.has(id)) continue;
			this.arrived.add(id);
			queueMicrotask(() => {
				this.list.put(media, true);
				if (this.mediaId === null) this.choose(media);
				void this.count();
			});
		}
	}

	private onKey(event: KeyboardEvent) {
		const letter = letterOf(event);
		if (letter === "u") {
			event.preventDefault();
			this.ask();
		} else if (letter === "f" || letter === "/") {
			event.preventDefault();
			this.querySelector<HTMLInputElement>("input[type='search']")?.focus();
		}
	}

	private ask() {
		chooseFiles((files) => this.bring(files));
	}

	private bring(files: Iterable<File> | null | undefined) {
		for (const file of files ?? []) if (isMediaFile(file)) this.desk.uploads.start(file);
	}

	private onDrag(event: DragEvent) {
		if (!event.dataTransfer?.types.includes("Files")) return;
		event.preventDefault();
		event.dataTransfer.dropEffect = "copy";
		this.dropping = true;
	}

	private onLeave(event: DragEvent) {
		if (event.relatedTarget === null) this.dropping = false;
	}

	private onDrop(event: DragEvent) {
		if (!event.dataTransfer?.files.length) return;
		event.preventDefault();
		this.dropping = false;
		this.bring(event.dataTransfer.files);
	}

	private choose(media: EditorMedia) {
		this.desk.library.putMedia(media);
		this.desk.go(`/newsroom/media/${media.id}`);
	}

	private show(view: View) {
		this.view = view;
		void this.read();
	}

	private narrow(name: "used" | "mine", value: "true" | "false") {
		const { [name]: before, ...rest } = this.narrowed;
		this.narrowed = before === value ? rest : ({ ...rest, [name]: value } as typeof this.narrowed);
		this.requestUpdate();
		void this.read();
	}

	private search(event: InputEvent) {
		this.words = (event.target as HTMLInputElement).value.trim();
		void this.read();
	}

	protected override render() {
		const { items, next, problem } = this.list;
		const moving = uploadList(this.desk, { again: () => this.ask() });
		return html`<main id="main" class="page media ${this.dropping ? "is-drop" : ""}">
				<header class="page-head"><h1>${msg("Media")}</h1><span class="right">
					<span class="dim desk-only">${this.dropping ? msg("Let go to upload") : msg("Drop or paste anywhere")}</span>
					<button class="btn solid" @click=${this.ask}>${icon("up")}${msg("Upload")}<kbd aria-hidden="true">U</kbd></button></span></header>
				${this.renderViews()}
				<div class="on-way">${moving}</div>
				<div class="rows" tabindex="0" role="region" aria-label=${msg("Library")}>
					${problem ? html`<p class="offline" role="status">${problem}</p>` : nothing}
					${items !== null && items.length === 0 && next === null && problem === "" ? this.renderEmpty() : nothing}
					${pictureWall({ items: items ?? [], chosen: this.mediaId ?? "", choose: (media) => this.choose(media) })}
					${next ? html`<p class="further"><button class="btn" @click=${() => this.list.more()}>${msg("Older ones")}</button></p>` : nothing}
				</div>
			</main>
			<media-side .desk=${this.desk} .mediaId=${this.mediaId} .ffmpeg=${this.counts ? this.counts.ffmpeg : ""}
				@changed=${(event: CustomEvent<EditorMedia>) => {
					this.take(event.detail);
					void this.count();
				}}
				@made=${(event: CustomEvent<EditorMedia>) => {
					this.list.put(event.detail, true);
					this.choose(event.detail);
					void this.count();
				}}></media-side>`;
	}

	private renderViews() {
		const { counts } = this;
		const view = (id: View, title: string, warn = false) => {
			const count = counts?.[id];
			return html`<button aria-current=${this.view === id ? "true" : nothing} @click=${() => this.show(id)}>${title}${
				count === undefined ? nothing : html` <span class="n ${warn && count > 0 ? "new" : ""}">${count}</span>`
			}</button>`;
		};
		const narrow = (title: string, on: boolean, name: "used" | "mine", value: "true" | "false") =>
			html`<button class=${on ? "on" : ""} aria-pressed=${String(on)} @click=${() => this.narrow(name, value)}>${title}</button>`;
		const { used, mine } = this.narrowed;
		return html`<div class="views" role="group" aria-label=${msg("Kind of media")}>
			${view("all", msg("All"))} ${view("image", msg("Pictures"))} ${view("video", msg("Video"))} ${view("audio", msg("Audio"))}
			${view("noAlt", msg("No alt text"), true)} ${view("noCredit", msg("No credit"), true)}
			<span class="filters">
				${narrow(msg("Used"), used === "true", "used", "true")} ${narrow(msg("Not used"), used === "false", "used", "false")}
				${narrow(msg("Mine"), mine === "true", "mine", "true")}
				<label><span class="sr">${msg("Find by words of the caption, credit, alt text or file name")}</span>
					<input class="input find-story" type="search" placeholder=${msg("Find by words")} @input=${this.search} /></label>
			</span>
		</div>`;
	}

	private renderEmpty() {
		if (this.words !== "" || this.view !== "all" || Object.keys(this.narrowed).length > 0)
			return html`<div class="empty"><p>${msg("Nothing fits.")}</p><p>${msg("Search takes words of the caption, credit, alt text or file name.")}</p></div>`;
		return html`<div class="empty"><p>${msg("Nothing here yet.")}</p><p>${msg("Drop pictures, videos or sounds anywhere on this page.")}</p></div>`;
	}
}

customElements.define("media-screen", MediaScreen);
