import type { EditorStory, Preview } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing, type PropertyValues } from "lit";
import { life } from "../desk/life.ts";
import { sentenceOf } from "../desk/request.ts";
import { DeskElement } from "../parts/desk-element.ts";

/** How long a link holds when nobody says otherwise. */
const week = 7 * 86_400_000;

/** Links by which somebody without an account sees a story before readers do: made, copied once, cut off. */
export class PreviewPanel extends DeskElement {
	static override properties = {
		story: { attribute: false },
		links: { state: true },
		fresh: { state: true },
		copied: { state: true },
		problem: { state: true },
	};
	declare story: EditorStory;
	declare links: readonly Preview[];
	/** The address of the one that was made just now: it is shown once. */
	declare fresh: { id: string; url: string } | null;
	declare copied: boolean;
	declare problem: string;

	constructor() {
		super();
		this.links = [];
		this.fresh = null;
		this.copied = false;
		this.problem = "";
	}

	protected override updated(changed: PropertyValues<this>) {
		if (changed.has("story") && changed.get("story")?.id !== this.story.id) void this.load();
	}

	private async load() {
		try {
			this.links = (await life.previews(this.story.id)).items;
			this.problem = "";
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	private async make(event: SubmitEvent) {
		event.preventDefault();
		const form = event.target as HTMLFormElement;
		const data = new FormData(form);
		const until = this.desk.times.fromField(String(data.get("until")));
		try {
			const { id, url } = await life.makePreview(this.story.id, {
				note: String(data.get("note")).trim(),
				...(until === null ? {} : { expiresAt: until }),
			});
			this.fresh = { id, url };
			this.copied = false;
			form.reset();
			await this.load();
			await this.updateComplete;
			this.querySelector<HTMLInputElement>("#pv-url")?.select();
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	private async copy() {
		const field = this.querySelector<HTMLInputElement>("#pv-url");
		field?.select();
		// Without a secure connection there is no clipboard: the selected address can be copied by hand.
		this.copied = await (navigator.clipboard?.writeText(this.fresh?.url ?? "") ?? Promise.reject()).then(
			() => true,
			() => document.execCommand("copy"),
		);
	}

	private async cutOff(id: string) {
		try {
			await life.revokePreview(this.story.id, id);
			if (this.fresh?.id === id) this.fresh = null;
			await this.load();
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	protected override render() {
		const { times } = this.desk;
		const open = this.links.filter(
			({ revokedAt, expiresAt }) => revokedAt === null && Date.parse(expiresAt) > Date.now(),
		);
		const until = times.toField(new Date(Date.now() + week).toISOString());
		return html`<section class="preview" aria-labelledby="pv"><h2 id="pv">${msg("Preview link")}</h2>
			${this.problem ? html`<p class="bad" role="alert">${this.problem}</p>` : nothing}
			${
				this.fresh
					? html`<div class="fresh"><label for="pv-url">${msg("The link, shown this once")}</label><input id="pv-url" class="input" readonly .value=${this.fresh.url} />
						<div class="acts"><button type="button" class="btn small" @click=${this.copy}>${this.copied ? msg("Copied") : msg("Copy")}</button></div></div>`
					: nothing
			}
			${open.length === 0 ? html`<p class="dim small">${msg("Nobody outside the newsroom can see what is not live.")}</p>` : nothing}
			<ul class="previews">${open.map(
				(
					link,
				) => html`<li><span>${link.note || msg("Without a name")}<small>${msg(str`until ${times.moment(link.expiresAt)}`)}, ${link.openedAt ? msg(str`opened ${times.moment(link.openedAt)}`) : msg("not opened yet")}</small></span>
					<button type="button" class="link" @click=${() => this.cutOff(link.id)}>${msg("Cut it off")}</button></li>`,
			)}</ul>
			<details class="form"><summary>${msg("Make a link")}</summary><form @submit=${this.make}>
				<div class="field"><label for="pv-note">${msg("Whom is it for?")}</label><input id="pv-note" name="note" class="input" maxlength="200" /></div>
				<div class="field"><label for="pv-until">${msg("Until")} <small>${times.zone}</small></label><input id="pv-until" name="until" class="input" type="datetime-local" .value=${until} /></div>
				<p class="hint">${msg("Whoever has it sees the story as readers would, drafts included, without an account.")}</p>
				<div class="acts"><button class="btn">${msg("Make the link")}</button></div></form></details></section>`;
	}
}

customElements.define("preview-panel", PreviewPanel);
