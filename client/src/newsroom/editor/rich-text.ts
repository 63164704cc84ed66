import { type Document, emptyDocument } from "@dateline/shared/model";
import { Editor } from "@tiptap/core";
import { html, nothing, type PropertyValues } from "lit";
import { DeskElement } from "../parts/desk-element.ts";
import { icon } from "../parts/icon.ts";
import { createExtensions } from "./extensions.ts";
import { cleanPasted } from "./paste.ts";
import { findSlashItems, readSlash, type SlashItem } from "./slash-items.ts";
import { takePictures } from "./take-pictures.ts";
import { fromDocument, toDocument } from "./to-document.ts";

/**
 * The text of a post or story while it is written.
 *
 * @fires written - the text has changed
 * @fires submit-text - Ctrl or Cmd with Enter
 * @fires asked - the slash asked for what needs more than the text; `detail` is its name
 */
export class RichText extends DeskElement {
	static override properties = {
		label: {},
		placeholder: {},
		inPost: { type: Boolean },
		empty: { state: true },
		typed: { state: true },
		at: { state: true },
	};
	declare label: string;
	declare placeholder: string;
	/** Whether the slash also offers what a post can be. */
	declare inPost: boolean;
	declare empty: boolean;
	/** What was typed after a slash; null while there is no menu. */
	declare typed: string | null;
	/** Which line of the menu Enter takes. */
	declare at: number;
	/** Null until the element is on the page. */
	editor: Editor | null = null;
	private text: Document = emptyDocument;

	constructor() {
		super();
		this.label = "Text";
		this.placeholder = "";
		this.inPost = false;
		this.empty = true;
		this.typed = null;
		this.at = 0;
	}

	/** The document that is written. Reading it while a picture is on its way leaves that picture out. */
	get document(): Document {
		return this.editor ? toDocument(this.editor.getJSON()) : this.text;
	}

	/** Replaces the text, without a step of undo and without telling anybody. */
	set document(document: Document) {
		this.text = document;
		if (this.editor === null) return;
		this.editor.commands.setContent(fromDocument(document), { emitUpdate: false });
		this.empty = this.editor.isEmpty;
	}

	override focus() {
		this.editor?.commands.focus("end");
	}

	/** What stands in it that is not on the server yet. */
	get uploading(): boolean {
		return this.querySelector("media-figure[data-state='uploading']") !== null;
	}

	protected override firstUpdated() {
		const element = this.querySelector(".editor");
		if (element === null) return;
		this.editor = new Editor({
			element,
			injectCSS: false,
			extensions: createExtensions(this.desk),
			content: fromDocument(this.text),
			editorProps: {
				attributes: {
					class: "prose",
					role: "textbox",
					"aria-multiline": "true",
					"aria-label": this.label,
					spellcheck: "true",
				},
				transformPastedHTML: cleanPasted,
				handlePaste: (view, event) => takePictures(this.desk, view, event.clipboardData?.files, null),
				handleDrop: (view, event, _slice, moved) =>
					!moved &&
					takePictures(this.desk, view, event.dataTransfer?.files, { left: event.clientX, top: event.clientY }),
				handleKeyDown: (_view, event) => {
					if (this.onMenuKey(event)) return true;
					if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return false;
					// Once is enough: what the text stands in listens to keys too.
					event.stopPropagation();
					this.dispatchEvent(new Event("submit-text", { bubbles: true }));
					return true;
				},
			},
			onUpdate: ({ editor }) => {
				this.empty = editor.isEmpty;
				this.readMenu(editor);
				this.dispatchEvent(new Event("written", { bubbles: true }));
			},
			onSelectionUpdate: ({ editor }) => {
				this.readMenu(editor);
				this.dispatchEvent(new Event("selected", { bubbles: true }));
			},
			onBlur: () => {
				this.typed = null;
			},
		});
		this.empty = this.editor.isEmpty;
	}

	private readMenu(editor: Editor) {
		const typed = readSlash(editor);
		if (typed !== this.typed) this.at = 0;
		this.typed = typed;
	}

	private get items(): SlashItem[] {
		return this.typed === null ? [] : findSlashItems(this.typed, this.inPost);
	}

	/** The menu's own keys, while it is open. */
	private onMenuKey(event: KeyboardEvent): boolean {
		const { items } = this;
		if (items.length === 0 || event.ctrlKey || event.metaKey) return false;
		if (event.key === "ArrowDown") this.at = (this.at + 1) % items.length;
		else if (event.key === "ArrowUp") this.at = (this.at + items.length - 1) % items.length;
		else if (event.key === "Escape") this.typed = null;
		else if (event.key === "Enter" || event.key === "Tab") this.take(items[this.at]);
		else return false;
		event.stopPropagation();
		return true;
	}

	/** Takes the slash out of the text, and does what it asked for. */
	private take(item: SlashItem | undefined) {
		const { editor } = this;
		if (!editor || !item) return;
		const { $from } = editor.state.selection;
		editor.chain().focus().deleteRange({ from: $from.start(), to: $from.pos }).run();
		this.typed = null;
		if (item.run) item.run(editor);
		else this.dispatchEvent(new CustomEvent("asked", { detail: item.name, bubbles: true }));
	}

	protected override updated(changed: PropertyValues<this>) {
		if (changed.has("label")) this.editor?.view.dom.setAttribute("aria-label", this.label);
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		// Moved within the page it would come back without its editor; taken away for good it must not leak.
		this.text = this.document;
		this.editor?.destroy();
		this.editor = null;
	}

	override connectedCallback() {
		super.connectedCallback();
		if (this.hasUpdated && this.editor === null) this.firstUpdated();
	}

	protected override render() {
		const { items } = this;
		const menu =
			items.length === 0
				? nothing
				: html`<ul class="slash" role="listbox" aria-label="Insert">${items.map(
						(item, index) => html`<li role="option" aria-selected=${String(index === this.at)}
							@mousedown=${(event: Event) => {
								// The caret stays where the slash is.
								event.preventDefault();
								this.take(item);
							}}>${icon(item.icon)}<span>${item.label}</span><small>${item.hint}</small></li>`,
					)}</ul>`;
		return html`<div class="editor"></div>${menu}${this.empty ? html`<span class="placeholder" aria-hidden="true">${this.placeholder}</span>` : ""}`;
	}
}

customElements.define("rich-text", RichText);
