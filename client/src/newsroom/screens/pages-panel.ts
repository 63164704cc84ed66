import {
	type Document,
	documentText,
	emptyDocument,
	type SitePage,
	sitePagePath,
	sitePages,
} from "@dateline/shared/model";
import { msg } from "@lit/localize";
import { html, nothing, type PropertyValues } from "lit";
import type { RichText } from "../editor/rich-text.ts";
import { saidOf, sendShared } from "../parts/admin-form.ts";
import { DeskElement } from "../parts/desk-element.ts";
import "../editor/rich-text.ts";

/** What the pages are called here. */
const titleOf = (page: SitePage): string =>
	({
		about: msg("About"),
		contact: msg("Contact"),
		imprint: msg("Imprint"),
		privacy: msg("Privacy"),
		terms: msg("Terms of use"),
		accessibility: msg("Accessibility"),
	})[page];

/** The site's own pages: what it says about itself, how to reach it, and what the law asks for. */
export class PagesPanel extends DeskElement {
	static override properties = { page: { state: true }, deliveryId: { state: true } };
	declare page: SitePage;
	declare deliveryId: string | null;

	constructor() {
		super();
		this.page = "about";
		this.deliveryId = null;
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			this.watch(this.desk.library.observe);
			this.watch(this.desk.outbox.observe);
		}
		super.connectedCallback();
	}

	private get editor(): RichText | null {
		return this.querySelector("rich-text");
	}

	protected override updated(changed: PropertyValues<this>) {
		if (changed.has("page") && this.editor) this.editor.document = this.text;
	}

	/** The text as readers have it: what an earlier version kept as plain words is taken over. */
	private get text(): Document {
		const { site } = this.desk.library;
		const kept = site.pages?.[this.page];
		if (kept) return kept;
		const plain = this.page === "about" ? site.about : this.page === "contact" ? site.contact : "";
		const paragraphs = plain.split(/\n\s*\n/).filter((part) => part.trim() !== "");
		if (paragraphs.length === 0) return emptyDocument;
		return {
			type: "doc",
			content: paragraphs.map((text) => ({ type: "paragraph", content: [{ type: "text", text }] })),
		};
	}

	private send(document: Document | null) {
		this.deliveryId = sendShared(this.desk, {
			type: "site.update",
			method: "PATCH",
			path: "/api/v1/site",
			body: { pages: { [this.page]: document } },
		});
	}

	private save(event: SubmitEvent) {
		event.preventDefault();
		const { editor } = this;
		if (editor && !editor.uploading) this.send(documentText(editor.document).trim() === "" ? null : editor.document);
	}

	private takeAway() {
		if (this.editor) this.editor.document = emptyDocument;
		this.send(null);
	}

	protected override render() {
		const { site } = this.desk.library;
		const path = sitePagePath(this.page);
		const has = Boolean(site.pages?.[this.page]);
		return html`<h2>${msg("Pages")}</h2><p class="lede">${msg("The site's own words. A page that has a text stands in the footer of every page.")}</p>
			<div class="seg pages" role="group" aria-label=${msg("Page")}>${sitePages.map(
				(page) =>
					html`<button type="button" aria-pressed=${page === this.page} @click=${() => {
						this.page = page;
					}}>${titleOf(page)}${site.pages?.[page] ? html`<span class="sr"> (${msg("written")})</span>` : nothing}</button>`,
			)}</div>
			<form class="page-text" @submit=${this.save}><h3>${titleOf(this.page)}</h3>
				<div class="paper"><rich-text .desk=${this.desk} .label=${titleOf(this.page)} .placeholder=${msg("What readers find here")} .document=${this.text}></rich-text></div>
				<div class="acts"><button class="btn solid">${msg("Save")}</button>
					${has ? html`<button type="button" class="btn quiet" @click=${this.takeAway}>${msg("Take the page away")}</button><a class="link" href=${path} target="_blank" rel="noopener">${msg("View as reader")}</a>` : nothing}
					${saidOf(this.desk, this.deliveryId)}</div>
			</form>`;
	}
}

customElements.define("pages-panel", PagesPanel);
