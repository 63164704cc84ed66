import { type Document, emptyDocument } from "@dateline/shared/model";
import { msg } from "@lit/localize";
import { Editor } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { html, nothing, type PropertyValues } from "lit";
import { DeskElement } from "../parts/desk-element.ts";
import { icon } from "../parts/icon.ts";
import { embedOf, providerOf } from "./embed-providers.ts";
import { createExtensions } from "./extensions.ts";
import { findOwnStory } from "./find-own-story.ts";
import { cleanPasted, loneAddress, textToHtml } from "./paste.ts";
import { findSlashItems, readSlash, type SlashContext, type SlashItem } from "./slash-items.ts";
import { takePictures } from "./take-pictures.ts";
import { dropUploads, fromDocument, toDocument } from "./to-document.ts";

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
		post: { attribute: false },
		empty: { state: true },
		typed: { state: true },
		at: { state: true },
	};
	declare label: string;
	declare placeholder: string;
	/** What the slash offers besides when the text is a post's. */
	declare post: SlashContext | null;
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
		this.label = "";
		this.placeholder = "";
		this.post = null;
		this.empty = true;
		this.typed = null;
		this.at = 0;
	}

	/** The document that is written. Reading it while a picture is on its way leaves that picture out. */
	get document(): Document {
		return this.editor ? toDocument(this.editor.getJSON()) : this.text;
	}

	/** The document with the pictures that are on their way, for what is kept and given back later. */
	get keptDocument(): Document {
		return this.editor ? toDocument(this.editor.getJSON(), { uploads: true }) : this.text;
	}

	/** Replaces the text, without a step of undo and without telling anybody. */
	set document(document: Document) {
		this.text = dropUploads(document, (id) => this.desk.uploads.find(id) !== null);
		if (this.editor === null) return;
		this.editor.commands.setContent(fromDocument(this.text), { emitUpdate: false });
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
					// Each paragraph in the direction of its own letters.
					dir: "auto",
					spellcheck: "true",
				},
				transformPastedHTML: cleanPasted,
				handlePaste: (view, event) => this.paste(view, event.clipboardData),
				handleDrop: (view, event, _slice, moved) =>
					!moved &&
					takePictures(this.desk, view, event.dataTransfer?.files, { left: event.clientX, top: event.clientY }),
				handleKeyDown: (_view, event) => {
					if (this.onMenuKey(event)) return true;
					const command = event.ctrlKey || event.metaKey;
					if (command && event.key.toLowerCase() === "k" && this.canLink) {
						event.preventDefault();
						event.stopPropagation();
						this.ask("link");
						return true;
					}
					if (event.key !== "Enter" || !command) return false;
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

	/** Cmd or Ctrl with K links what is selected, or changes the link that the caret is in; else it is the console's. */
	private get canLink(): boolean {
		if (this.editor === null) return false;
		this.catchUp(this.editor.view);
		return !this.editor.state.selection.empty || this.editor.isActive("link");
	}

	/** The browser tells of a new selection a moment later: by then the caret may be in the field for the address. */
	private catchUp(view: EditorView) {
		const { anchorNode, anchorOffset, focusNode, focusOffset, isCollapsed } = document.getSelection() ?? {};
		if (!view.state.selection.empty || isCollapsed !== false || !anchorNode || !focusNode) return;
		if (!view.dom.contains(anchorNode) || !view.dom.contains(focusNode)) return;
		const { doc, tr } = view.state;
		const at = (node: Node, offset: number) => doc.resolve(view.posAtDOM(node, offset));
		const selection = TextSelection.between(at(anchorNode, anchorOffset ?? 0), at(focusNode, focusOffset ?? 0));
		view.dispatch(tr.setSelection(selection));
	}

	private ask(name: string) {
		this.dispatchEvent(new CustomEvent("asked", { detail: name, bubbles: true }));
	}

	/**
	 * Pictures begin to upload, an address on a line of its own becomes an embed or a card, plain text becomes paragraphs.
	 * Word processors put a picture of the text beside the text: then the text is meant.
	 */
	private paste(view: EditorView, data: DataTransfer | null): boolean {
		if (data === null) return false;
		const html = data.getData("text/html");
		const written = html.replace(/<style[\s\S]*?<\/style>|<!--[\s\S]*?-->|<[^>]*>/gi, "").trim() !== "";
		if (!written && takePictures(this.desk, view, data.files, null)) return true;
		const text = data.getData("text/plain");
		const { $from, empty } = view.state.selection;
		const address = loneAddress(text);
		const alone =
			empty && $from.depth === 1 && $from.parent.type.name === "paragraph" && $from.parent.content.size === 0;
		if (address !== null && alone && this.pasteAddress(address)) return true;
		if (html !== "" || !text.trim().includes("\n") || $from.parent.type.name === "codeBlock") return false;
		return view.pasteHTML(textToHtml(text));
	}

	/** A page that can be embedded, or a story of ours; one step of undo makes it a link. */
	private pasteAddress(address: string): boolean {
		const { editor } = this;
		if (editor === null) return false;
		const link = { type: "text", text: address, marks: [{ type: "link", attrs: { href: address } }] };
		const own = new URL(address).origin === location.origin;
		if (!own && (providerOf(address) === null || !address.startsWith("https:"))) return false;
		editor.chain().focus().insertContent(link).run();
		const { from } = editor.state.selection;
		const become = (node: { type: string; attrs: Record<string, unknown> }) => {
			const $end = editor.state.doc.resolve(Math.min(from, editor.state.doc.content.size));
			if ($end.depth !== 1 || $end.parent.textContent !== address) return;
			editor
				.chain()
				.insertContentAt({ from: $end.before(), to: $end.after() }, [node, { type: "paragraph" }])
				.run();
		};
		if (!own) become({ type: "embed", attrs: embedOf(address) });
		else
			void findOwnStory(address).then((id) => id !== null && become({ type: "relatedStory", attrs: { storyId: id } }));
		return true;
	}

	private readMenu(editor: Editor) {
		const typed = readSlash(editor);
		if (typed !== this.typed) this.at = 0;
		this.typed = typed;
	}

	private get items(): SlashItem[] {
		return this.typed === null ? [] : findSlashItems(this.typed, this.post);
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
		else this.ask(item.name);
	}

	protected override updated(changed: PropertyValues<this>) {
		if (changed.has("label") && this.label) this.editor?.view.dom.setAttribute("aria-label", this.label);
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		// Moved within the page it would come back without its editor; taken away for good it must not leak.
		this.text = this.keptDocument;
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
				: html`<ul class="slash" role="listbox" aria-label=${msg("Insert")}>${items.map(
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
