import type { EditorMedia, EditorStory } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing, type PropertyValues } from "lit";
import { DeskElement } from "../parts/desk-element.ts";
import { plural } from "../parts/plural.ts";
import { segment } from "../parts/segment.ts";
import type { ScheduleScreen } from "./schedule.ts";
import type { Slot } from "./schedule-slots.ts";
import { kindWord, sayIn, troubleOf } from "./schedule-views.ts";
import { picturesOf } from "./story-work.ts";

/** The right column: the chosen one, its time, what is looked at before it goes. */
export class ScheduleSide extends DeskElement {
	static override properties = {
		screen: { attribute: false },
		selected: { attribute: false },
		now: { attribute: false },
		said: { attribute: false },
		pictures: { state: true },
	};
	declare screen: ScheduleScreen;
	declare selected: Slot | null;
	declare now: number;
	declare said: ScheduleScreen["said"];
	/** The lead first. */
	declare pictures: readonly EditorMedia[];
	private read = "";

	constructor() {
		super();
		this.selected = null;
		this.pictures = [];
	}

	private get content() {
		const { selected: slot } = this;
		if (slot?.post) return slot.post.draft ?? slot.post.content;
		const story = slot?.story as EditorStory | null | undefined;
		return story && "draft" in story ? (story.draft ?? story.content) : null;
	}

	protected override willUpdate(changed: PropertyValues<this>) {
		if (!changed.has("selected")) return;
		const { content } = this;
		const ids =
			content === null
				? []
				: [...("lead" in content && content.lead ? [content.lead] : []), ...picturesOf(content.body)];
		const key = ids.join(" ");
		if (key === this.read) return;
		this.read = key;
		this.pictures = [];
		void Promise.all(ids.map((id) => this.desk.library.media(id).catch(() => null))).then((all) => {
			if (key === this.read) this.pictures = all.filter((one): one is EditorMedia => one !== null);
		});
	}

	protected override render() {
		const { selected: slot, desk } = this;
		if (slot === null)
			return html`<aside class="side peek" id="side" aria-label=${msg("Selected")} tabindex="0"><section><p class="dim">${msg("Choose one, and its time and what is looked at before it goes stand here.")}</p></section></aside>`;
		const own = this.screen.timesIn(slot.zone);
		const [lead] = this.pictures;
		return html`<aside class="side peek" id="side" aria-label=${msg("Selected")} tabindex="0">
			${lead ? html`<img src=${lead.renditions[0]?.url ?? lead.url} alt=${lead.alt} />` : nothing}
			<section><span class="state ${slot.kind === "went" ? "live-now" : "soon"}">${own.moment(slot.at)}, ${own.zone}</span>
				<h2 class="pk">${slot.title || msg("Without words")}</h2><p class="dim">${kindWord(slot)}${slot.line?.actorName ? html`, ${slot.line.actorName}` : nothing}</p></section>
			${slot.kind === "scheduled" ? this.renderTime(slot) : nothing}
			${slot.kind === "scheduled" ? this.renderChecks(slot) : nothing}
			<section aria-labelledby="sc-w"><h2 id="sc-w">${msg("When it goes")}</h2><dl class="facts tight">
				${"section" in (this.content ?? {}) ? html`<dt>${msg("To readers of")}</dt><dd>${this.audience()}</dd>` : nothing}
				<dt>${msg("At the desk")}</dt><dd>${desk.times.moment(slot.at)}</dd>
				<dt>${msg("If the server is down then")}</dt><dd>${msg("as soon as it is up")}</dd></dl></section>
		</aside>`;
	}

	private audience(): string {
		const content = this.content;
		const section =
			content && "section" in content
				? this.desk.library.sections.find(({ id }) => id === content.section)?.name
				: null;
		return section ? msg(str`the feed, ${section}`) : msg("the feed");
	}

	private renderTime(slot: Slot) {
		const own = this.screen.timesIn(slot.zone);
		const said = this.said?.id === slot.id ? this.said : null;
		return html`<section aria-labelledby="sc-t"><h2 id="sc-t">${msg("Time")} <span class="more">${sayIn(slot.at, this.now)}</span></h2>
			<div class="field"><label for="s-at">${msg("Day and time")} <small>${own.zone}</small></label>
				<input id="s-at" class="input" type="datetime-local" .value=${own.toField(slot.at)} @keydown=${(
					event: KeyboardEvent,
				) => {
					if (event.key === "Enter") (event.target as HTMLElement).blur();
				}} @change=${(event: Event) => {
					const at = own.fromField((event.target as HTMLInputElement).value);
					if (at !== null) this.screen.setTime(slot, at, true);
				}} /></div>
			${this.mayHold(slot) ? this.renderKind(slot) : nothing}
			${own.zone === this.desk.times.zone ? nothing : html`<p class="hint">${msg(str`${this.desk.times.moment(slot.at)} at the desk.`)}</p>`}
			${said ? html`<p class="hint" role="status"><b class=${said.bad ? "bad" : "ok"}>${said.text}</b></p>` : nothing}
			<div class="acts"><button type="button" class="btn small" @click=${() => this.screen.goNow(slot)}>${msg("Send it out now")}</button>
				<button type="button" class="btn quiet small" @click=${() => this.screen.takeBack(slot)}>${msg("Take it back")}</button></div></section>`;
	}

	/** An embargo belongs to what readers have not seen. */
	private mayHold({ line }: Slot): boolean {
		return this.desk.publishes && (line?.type === "story.publish" || line?.type === "post.add");
	}

	private renderKind(slot: Slot) {
		return html`${segment(
			"kind-of-time",
			msg("Kind"),
			[
				{ value: "scheduled", label: msg("Scheduled") },
				{ value: "embargo", label: msg("Embargo") },
			],
			slot.embargo ? "embargo" : "scheduled",
			(kind) => this.hold(slot, kind === "embargo"),
		)}<p class="hint">${slot.embargo ? msg("Nothing leaves before: not to readers, partners, feeds or search, whoever publishes it.") : msg("An embargo also keeps anybody from sending it out sooner.")}</p>`;
	}

	private hold(slot: Slot, embargo: boolean) {
		const { story, post } = slot;
		if (story === null) return;
		const path = `/api/v1/stories/${story.id}${post ? `/posts/${post.id}` : ""}`;
		const { settled } = this.desk.outbox.send({
			...{ lane: story.id, type: post ? "post.keep" : "story.keep", method: "PATCH", path },
			...{ body: { embargo: embargo ? slot.at : null }, about: { headline: slot.title } },
		});
		void settled.then(() => this.desk.pending.refresh());
	}

	private renderChecks(slot: Slot) {
		const { content, pictures } = this;
		const trouble = troubleOf(slot);
		const check = (state: "ok" | "bad" | "wait", text: string) => html`<li class=${state}>${text}</li>`;
		const without = pictures.filter(({ alt }) => alt === "").length;
		const uncredited = pictures.filter(({ credit }) => credit === "").length;
		const twins = this.screen
			.all()
			.filter((one) => one.kind === "scheduled" && one.at.slice(0, 16) === slot.at.slice(0, 16)).length;
		return html`<section aria-labelledby="sc-c"><h2 id="sc-c">${msg("Before it goes")} <span class="more">${msg(str`looked at ${this.desk.times.minute(new Date(this.now))}`)}</span></h2><ul class="checks">
			${trouble ? check("bad", trouble) : check("ok", msg("It would go out as it is"))}
			${content && "standfirst" in content ? (content.standfirst === "" ? check("wait", msg("No standfirst")) : check("ok", msg("Headline and standfirst"))) : nothing}
			${pictures.length === 0 ? nothing : without > 0 ? check("wait", plural(without, msg(str`${without} [picture|pictures] without alt text`))) : check("ok", msg("Alt text on every picture"))}
			${uncredited > 0 ? check("wait", plural(uncredited, msg(str`${uncredited} [picture|pictures] without a credit`))) : nothing}
			${twins > 1 ? check("wait", plural(twins, msg(str`${twins} [thing goes|things go] out in this minute`))) : nothing}
		</ul></section>`;
	}
}

customElements.define("schedule-side", ScheduleSide);
