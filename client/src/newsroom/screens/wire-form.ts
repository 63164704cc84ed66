import type { WireInput, WirePreview } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { sentenceOf } from "../desk/request.ts";
import { wires } from "../desk/ways.ts";
import { choice, field, readForm } from "../parts/admin-form.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { plural } from "../parts/plural.ts";
import "../parts/story-chooser.ts";

type Goes = "inbox" | "story" | "section";

/**
 * A new wire: what was found at its address is shown before it is added.
 *
 * @fires given - `detail` is what was filled in
 * @fires left - without a word
 */
export class WireForm extends DeskElement {
	static override properties = {
		problem: {},
		kind: { state: true },
		goes: { state: true },
		story: { state: true },
		preview: { state: true },
		looking: { state: true },
		refused: { state: true },
	};
	declare problem: string;
	declare kind: "feed" | "inbound";
	declare goes: Goes;
	declare story: readonly string[];
	declare preview: WirePreview | null;
	declare looking: boolean;
	declare refused: string;

	constructor() {
		super();
		this.problem = "";
		this.kind = "feed";
		this.goes = "inbox";
		this.story = [];
		this.preview = null;
		this.looking = false;
		this.refused = "";
	}

	private async look() {
		const read = readForm(this.querySelector("form") as HTMLFormElement);
		this.looking = true;
		this.preview = null;
		this.refused = "";
		try {
			this.preview = await wires.preview(read("address"), read("authorization") || null);
			const name = this.querySelector<HTMLInputElement>('[name="name"]');
			if (name && name.value === "") name.value = this.preview.title.slice(0, 100);
		} catch (error) {
			this.refused = sentenceOf(error);
		}
		this.looking = false;
	}

	private submit(event: SubmitEvent) {
		event.preventDefault();
		const read = readForm(event.target as HTMLFormElement);
		const { kind, goes, story } = this;
		const section = read("section");
		const target =
			goes === "story" && story[0] ? `story:${story[0]}` : goes === "section" && section ? `section:${section}` : null;
		if (goes !== "inbox" && target === null) {
			this.refused = goes === "story" ? msg("Choose the live story.") : msg("Choose the section.");
			return;
		}
		this.refused = "";
		const shared = {
			kind,
			name: read("name"),
			target,
			direct: goes !== "inbox" && read("direct") === "on",
			credit: read("credit") === "on",
		};
		const ofFeed = {
			address: read("address"),
			everySeconds: Number(read("every")),
			authorization: read("authorization") || null,
			older: read("older") === "on",
		};
		const detail = kind === "feed" ? { ...shared, ...ofFeed } : shared;
		this.dispatchEvent(new CustomEvent<Partial<WireInput>>("given", { detail }));
	}

	protected override render() {
		const { kind, goes } = this;
		const pauses = [20, 60, 120, 300, 900, 3_600];
		const sayPause = (seconds: number) =>
			seconds < 60 ? msg(str`every ${seconds} s`) : msg(str`every ${seconds / 60} min`);
		return html`<form class="narrow" @submit=${this.submit}><h3>${msg("New wire")}</h3>
			${choice(
				"kind",
				msg("How it comes"),
				[
					{ value: "feed", label: msg("A feed that is asked: RSS, Atom, JSON Feed, ninjs") },
					{ value: "inbound", label: msg("A program sends it here") },
				],
				kind,
				(value) => {
					this.kind = value;
				},
			)}
			${
				kind === "feed"
					? html`${field("address", msg("Address"), "", { required: true, max: 2_000, hint: msg("begins with https://") })}
					${field("authorization", msg("Authorization"), "", { max: 1_000, hint: msg("only if the service asks for it; kept sealed") })}
					<div class="acts"><button type="button" class="btn" ?disabled=${this.looking} @click=${this.look}>${this.looking ? msg("Looking…") : msg("See what is there")}</button></div>
					${this.preview === null ? nothing : this.renderPreview(this.preview)}`
					: nothing
			}
			${field("name", msg("Name"), "", { required: true, max: 100, hint: msg("as editors know it") })}
			${choice(
				"goes",
				msg("Goes to"),
				[
					{ value: "inbox", label: msg("The inbox: an editor decides") },
					{ value: "story", label: msg("A live story, as posts") },
					{ value: "section", label: msg("A section, as articles") },
				],
				goes,
				(value) => {
					this.goes = value;
				},
			)}
			${
				goes === "story"
					? html`<story-chooser .desk=${this.desk} .chosen=${this.story} .without=${""} @choice=${(
							event: CustomEvent<string[]>,
						) => {
							this.story = event.detail.slice(-1);
						}}></story-chooser>`
					: nothing
			}
			${
				goes === "section"
					? html`<div class="field"><label for="f-section">${msg("Section")}</label><select id="f-section" name="section" class="input"><option value="">${msg("Choose…")}</option>${this.desk.library.sections.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}</select></div>`
					: nothing
			}
			${goes === "inbox" ? nothing : field("direct", msg("Straight to readers, without an editor. Kills are obeyed either way."), false, { type: "check" })}
			${field("credit", msg("Each text ends with the wire’s name and a link"), true, { type: "check" })}
			${
				kind === "feed"
					? html`<div class="field"><label for="f-every">${msg("Asked")}</label><select id="f-every" name="every" class="input">${pauses.map((one) => html`<option value=${one} ?selected=${one === 120}>${sayPause(one)}</option>`)}</select></div>
						${field("older", msg("Bring in what is there already"), false, { type: "check" })}`
					: nothing
			}
			<div class="acts"><button class="btn solid">${msg("Add it")}</button>
				<button type="button" class="btn quiet" @click=${() => this.dispatchEvent(new CustomEvent("left"))}>${msg("Cancel")}</button>
				<span class="saved bad" role="alert">${this.refused || this.problem}</span></div>
		</form>`;
	}

	private renderPreview({ format, title, count, items }: WirePreview) {
		return html`<div role="status"><p><strong>${title || format}</strong> <span class="dim">${plural(count, msg(str`${format}, ${count} [item|items]`))}</span></p>
			<ul class="kd">${items
				.slice(0, 6)
				.map(
					(item) =>
						html`<li><span>${item.title || msg("without words")}${item.killed ? html` <b class="warn">${msg("taken back")}</b>` : nothing}</span>${item.at === null ? nothing : html`<span class="n num">${this.desk.times.moment(item.at)}</span>`}</li>`,
				)}</ul></div>`;
	}
}

customElements.define("wire-form", WireForm);
