import { msg, str } from "@lit/localize";
import type { Editor, JSONContent } from "@tiptap/core";
import { html, nothing } from "lit";
import { api } from "../desk/api.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { type IconName, icon } from "../parts/icon.ts";
import { canDictate, dictate } from "./dictate.ts";
import { embedOf } from "./embed-providers.ts";
import { toggleQuote } from "./quote-nodes.ts";
import { newTable } from "./table-nodes.ts";
import "../parts/picture-picker.ts";
import { mediaAccept, placeMedia, takePictures } from "./take-pictures.ts";
import { isHref } from "./to-document.ts";

type Panel = "link" | "embed" | "story" | "library";

/** What can be put into a text, as buttons; what needs an address or a name asks for it in one line under them. */
export class TextTools extends DeskElement {
	static override properties = {
		editor: { attribute: false },
		short: { type: Boolean },
		all: { state: true },
		panel: { state: true },
		found: { state: true },
		problem: { state: true },
		silence: { state: true },
	};
	declare editor: Editor | null;
	/** Whether the less frequent ones wait behind a plus. */
	declare short: boolean;
	/** Whether they are shown nevertheless. */
	declare all: boolean;
	declare panel: Panel | null;
	declare found: { id: string; headline: string }[];
	declare problem: string;
	/** Ends the dictation that is under way; null when there is none. */
	declare silence: (() => void) | null;

	constructor() {
		super();
		this.editor = null;
		this.short = false;
		this.all = false;
		this.panel = null;
		this.found = [];
		this.problem = "";
		this.silence = null;
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		this.silence?.();
	}

	private open(panel: Panel) {
		this.panel = this.panel === panel ? null : panel;
		this.found = [];
		this.problem = "";
		if (this.panel === null) this.editor?.commands.focus();
		else void this.updateComplete.then(() => this.querySelector<HTMLInputElement>(".insert input")?.focus());
	}

	private close() {
		this.panel = null;
		this.editor?.commands.focus();
	}

	/** Does what the slash in the text asked for. */
	answer(name: string) {
		if (name === "picture") this.choosePicture();
		else if (name === "library") this.open("library");
		else if (name === "story" || name === "embed" || name === "link") this.open(name);
	}

	private choosePicture(camera = false) {
		const chooser = document.createElement("input");
		chooser.type = "file";
		chooser.accept = camera ? "image/*" : mediaAccept;
		chooser.multiple = !camera;
		if (camera) chooser.setAttribute("capture", "environment");
		chooser.addEventListener("change", () => {
			if (this.editor) takePictures(this.desk, this.editor.view, chooser.files, null);
		});
		chooser.click();
	}

	private submit(event: SubmitEvent) {
		event.preventDefault();
		event.stopPropagation();
		const value = String(new FormData(event.target as HTMLFormElement).get("value") ?? "").trim();
		const address = /^[a-z]+:|^[/#]/i.test(value) ? value : `https://${value}`;
		if (this.panel === "link") this.problem = this.setLink(value === "" ? null : address);
		if (this.panel === "embed") this.problem = this.addEmbed(address);
		if (this.panel !== "story" && this.problem === "") this.close();
	}

	/** What is wrong with the address, or nothing. */
	private setLink(address: string | null): string {
		if (address === null) {
			this.editor?.chain().focus().extendMarkRange("link").unsetLink().run();
			return "";
		}
		if (!isHref(address) || !URL.canParse(address, location.href)) return msg("This is no address.");
		this.addLink(address);
		return "";
	}

	private addEmbed(address: string): string {
		if (!URL.canParse(address) || !address.startsWith("https://"))
			return msg("An embed needs an address that begins with https://.");
		this.insert({ type: "embed", attrs: embedOf(address) });
		return "";
	}

	private onKey(event: KeyboardEvent) {
		if (event.key !== "Escape") return;
		event.stopPropagation();
		this.close();
	}

	/** Puts one thing in, with a paragraph after it: what is typed next must not take its place. */
	private insert(node: JSONContent) {
		this.editor
			?.chain()
			.focus()
			.insertContent([node, { type: "paragraph" }])
			.run();
	}

	private addLink(href: string) {
		const chain = this.editor?.chain().focus();
		if (this.editor?.state.selection.empty && !this.editor.isActive("link"))
			chain?.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
		else chain?.extendMarkRange("link").setLink({ href }).run();
	}

	private async search(event: InputEvent) {
		if (this.panel !== "story") return;
		const q = (event.target as HTMLInputElement).value.trim();
		const { items } = await api.stories({ q, status: "published", limit: 6 }).catch(() => ({ items: [] }));
		this.problem = items.length === 0 && q !== "" ? msg(str`No headline has “${q}”.`) : "";
		if (q === this.querySelector<HTMLInputElement>(".insert input")?.value.trim()) this.found = items;
	}

	private take(storyId: string) {
		this.insert({ type: "relatedStory", attrs: { storyId } });
		this.panel = null;
	}

	private toggleDictation() {
		if (this.silence !== null) return this.silence();
		const { editor } = this;
		if (editor === null) return;
		editor.commands.focus();
		this.silence = dictate(editor, document.documentElement.lang || navigator.language, () => {
			this.silence = null;
		});
	}

	private button(name: IconName, label: string, act: () => void, pressed: boolean | null = null, where = "") {
		return html`<button type="button" class="icon ${where}" aria-label=${label} title=${label}
			aria-pressed=${pressed === null ? nothing : String(pressed)} @click=${act}>${icon(name)}</button>`;
	}

	protected override render() {
		const { editor } = this;
		const is = (name: string) => editor?.isActive(name) ?? false;
		const chain = () => editor?.chain().focus();
		const rare = this.short && !this.all;
		// On a phone only what the field needs is in the first row.
		const more = rare ? "desk-only" : "";
		return html`<div class="tools-row" role="toolbar" aria-label=${msg("Insert")}>
				${this.button("image", msg("Picture, video or audio"), () => this.choosePicture())}
				${this.button("camera", msg("Take a picture"), () => this.choosePicture(true), null, "phone-only")}
				${canDictate() ? this.button("mic", this.silence ? msg("Stop dictating") : msg("Dictate"), () => this.toggleDictation(), this.silence !== null, "phone-only") : nothing}
				${this.button("library", msg("From the library"), () => this.open("library"), this.panel === "library", more)}
				${this.button("link", msg("Link"), () => this.open("link"), is("link"), more)}
				${this.button("quote", msg("Quote"), () => editor && toggleQuote(editor), is("blockquote"), more)}
				${rare ? nothing : this.button("list", msg("List"), () => chain()?.toggleBulletList().run(), is("bulletList"), more)}
				${this.short ? this.button(this.all ? "x" : "plus", this.all ? msg("Fewer") : msg("More to insert"), () => this.toggleAll(), this.all, "more-tools") : nothing}
				${
					rare
						? nothing
						: html`${this.button("heading", msg("Heading"), () => chain()?.toggleHeading({ level: 2 }).run(), is("heading"))}
						${this.button("table", msg("Table"), () => chain()?.insertContent(newTable()).run(), is("table"))}
						${this.button("card", msg("Related story"), () => this.open("story"), this.panel === "story")}
						${this.button("embed", msg("Embed"), () => this.open("embed"), this.panel === "embed")}`
				}
			</div>
			${this.panel === null ? nothing : this.renderPanel(this.panel)}`;
	}

	private toggleAll() {
		this.all = !this.all;
	}

	/** Puts what was chosen out of the library, or brought in beside it, into the text. */
	private place(id: string) {
		if (this.editor) placeMedia(this.editor.view, [id]);
		this.close();
	}

	private renderPanel(panel: Panel) {
		if (panel === "library")
			return html`<media-picker .desk=${this.desk} @leave=${() => this.close()}
				@choose=${(event: CustomEvent<{ id: string }>) => this.place(event.detail.id)}
				@upload=${(event: CustomEvent<string>) => this.place(event.detail)}></media-picker>`;
		const label = { link: msg("Address"), embed: msg("Address of the page"), story: msg("Find a story") }[panel];
		const value = panel === "link" ? (this.editor?.getAttributes("link")["href"] ?? "") : "";
		return html`<form class="insert" @submit=${this.submit}
				@keydown=${this.onKey}>
			<label>${label}<input class="input" name="value" autocomplete="off" .value=${value} @input=${this.search}
				placeholder=${panel === "story" ? msg("Words of its headline") : "https://"} /></label>
			${panel === "story" ? nothing : html`<button class="btn">${panel === "link" ? msg("Link it") : msg("Embed it")}</button>`}
			<button type="button" class="btn quiet" @click=${() => this.close()}>${msg("Leave it")}</button>
			${this.problem ? html`<p class="bad" role="alert">${this.problem}</p>` : nothing}
			${
				this.found.length === 0
					? nothing
					: html`<ul class="found">${this.found.map(
							({ id, headline }) =>
								html`<li><button type="button" class="link" @click=${() => this.take(id)}>${headline}</button></li>`,
						)}</ul>`
			}
		</form>`;
	}
}

customElements.define("text-tools", TextTools);
