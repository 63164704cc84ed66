import { type Document, documentSchema } from "@dateline/shared/model";
import type { EditorPost } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { api } from "../desk/api.ts";
import type { Delivery } from "../desk/delivery.ts";
import { type Joined, joinVersions } from "../desk/join-versions.ts";
import { request, sentenceOf } from "../desk/request.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { markChanges } from "./mark-changes.ts";
import { type PostWork, postChanges, postWorkOf, postWorkSchema } from "./post-work.ts";
import { previewPictures } from "./preview-pictures.ts";
import { preview } from "./stream-rows.ts";

/**
 * Two people saved the same post: both versions side by side, words marked. Readers keep the one that went live; nothing
 * is lost until somebody has chosen.
 *
 * @fires joined - both are joined in what is kept of the post: it is to be opened and read over
 */
export class PostVersions extends DeskElement {
	static override properties = {
		storyId: {},
		delivery: { attribute: false },
		theirs: { state: true },
		base: { state: true },
		problem: { state: true },
	};
	declare storyId: string;
	/** My save, that came second. */
	declare delivery: Delivery;
	declare theirs: EditorPost | null;
	/** What both began with; null when that can't be read. */
	declare base: { headline: string; body: Document } | null;
	declare problem: string;

	constructor() {
		super();
		this.storyId = "";
		this.theirs = null;
		this.base = null;
		this.problem = "";
	}

	private get postId(): string {
		return String(this.delivery.about["postId"]);
	}

	private get mine(): PostWork | null {
		return postWorkSchema.safeParse(this.delivery.about).data ?? null;
	}

	override connectedCallback() {
		super.connectedCallback();
		void this.load();
	}

	private async load() {
		try {
			this.theirs = await api.post(this.storyId, this.postId);
			const revision = /\d+/.exec(this.delivery.headers["if-match"] ?? "")?.[0];
			if (revision === undefined) return;
			const answer = await request(`/api/v1/stories/${this.storyId}/revisions/${revision}?postId=${this.postId}`);
			const { content } = answer as { content?: { headline?: unknown; body?: unknown } };
			const body = documentSchema.safeParse(content?.body).data;
			if (body) this.base = { headline: String(content?.headline ?? ""), body };
		} catch (error) {
			if (this.theirs === null) this.problem = sentenceOf(error);
		}
	}

	private get joined(): Joined {
		const { theirs, mine, base } = this;
		const content = theirs?.content;
		return !content || !mine || !base ? { overlap: true } : joinVersions(base, mine, content);
	}

	private dismiss() {
		this.desk.outbox.dismiss(this.delivery.id);
	}

	private useMine() {
		const { theirs, mine } = this;
		if (theirs === null || mine === null) return;
		const body = { ...postChanges(postWorkOf(theirs), mine), significant: false };
		this.dismiss();
		this.desk.outbox.send({
			...{ lane: this.storyId, type: "post.update", method: "PATCH", basis: theirs, body },
			...{ path: `/api/v1/stories/${this.storyId}/posts/${this.postId}`, about: { ...mine, postId: this.postId } },
		});
	}

	private join() {
		const { joined, mine } = this;
		if (joined.overlap || mine === null) return;
		this.desk.keeper.keep(`post:${this.postId}`, { ...mine, ...joined.joined });
		this.dismiss();
		this.dispatchEvent(new Event("joined", { bubbles: true }));
	}

	private text(version: { headline: string; body: Document }) {
		const { base } = this;
		const written = preview(version.body, previewPictures(this.desk, version.body));
		const marked = base ? markChanges(preview(base.body), preview(version.body)) : null;
		return html`${version.headline ? html`<h3 dir="auto">${version.headline}</h3>` : nothing}<div class="prose" dir="auto">${unsafeHTML(marked ?? written)}</div>`;
	}

	protected override render() {
		const { theirs, mine } = this;
		const { times } = this.desk;
		if (theirs?.content == null || mine === null)
			return html`<p class="dim" role="status">${this.problem || msg("Reading both versions")}</p>`;
		const live = theirs.updatedAt ?? theirs.publishedAt;
		return html`<p class="dim">${msg("You and somebody else both saved this post. Readers see theirs. Nothing is lost: choose, or join them.")}</p>
			<div class="versions" role="group" aria-label=${msg("Two versions")}>
				<div><h4><b>${msg("Yours")}</b> ${msg(str`${times.second(this.delivery.at)}, not live`)}</h4>${this.text(mine)}
					<button type="button" class="btn small" @click=${() => this.useMine()}>${msg("Use yours")}</button></div>
				<div><h4><b>${msg("Theirs")}</b> ${live ? msg(str`${times.second(live)}, live`) : msg("live")}</h4>${this.text(theirs.content)}
					<button type="button" class="btn small" @click=${() => this.dismiss()}>${msg("Keep theirs")}</button></div>
				<div class="both">${
					this.joined.overlap
						? msg("Both changed the same words, so one of them has to be chosen.")
						: html`<span>${msg("The changes do not overlap, so they can stand together.")}</span><button type="button" class="btn small" @click=${() => this.join()}>${msg("Join both and read it over")}</button>`
				}</div>
			</div>`;
	}
}

customElements.define("post-versions", PostVersions);
