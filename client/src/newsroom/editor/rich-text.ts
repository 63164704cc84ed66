import { type Document, emptyDocument } from "@dateline/shared/model";
import { Editor } from "@tiptap/core";
import { html, type PropertyValues } from "lit";
import { DeskElement } from "../parts/desk-element.ts";
import { createExtensions } from "./extensions.ts";
import { cleanPasted } from "./paste.ts";
import { takePictures } from "./take-pictures.ts";
import { fromDocument, toDocument } from "./to-document.ts";

/**
 * The text of a post or story while it is written.
 *
 * @fires written - the text has changed
 * @fires submit-text - Ctrl or Cmd with Enter
 */
export class RichText extends DeskElement {
	static override properties = { label: {}, placeholder: {}, empty: { state: true } };
	declare label: string;
	declare placeholder: string;
	declare empty: boolean;
	/** Null until the element is on the page. */
	editor: Editor | null = null;
	private text: Document = emptyDocument;

	constructor() {
		super();
		this.label = "Text";
		this.placeholder = "";
		this.empty = true;
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
					if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return false;
					// Once is enough: what the text stands in listens to keys too.
					event.stopPropagation();
					this.dispatchEvent(new Event("submit-text", { bubbles: true }));
					return true;
				},
			},
			onUpdate: ({ editor }) => {
				this.empty = editor.isEmpty;
				this.dispatchEvent(new Event("written", { bubbles: true }));
			},
			onSelectionUpdate: () => this.dispatchEvent(new Event("selected", { bubbles: true })),
		});
		this.empty = this.editor.isEmpty;
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
		return html`<div class="editor"></div>${this.empty ? html`<span class="placeholder" aria-hidden="true">${this.placeholder}</span>` : ""}`;
	}
}

customElements.define("rich-text", RichText);
