import { slugOf } from "@dateline/shared/model";
import type { EditorStory } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { until } from "lit/directives/until.js";
import { currentLocale } from "../locale.ts";
import { DeskElement } from "../parts/desk-element.ts";
import "../parts/audience-chart.ts";
import "../parts/presence-line.ts";
import "../parts/key-developments.ts";
import "../parts/story-chooser.ts";
import "./embed-panel.ts";
import "./erase.ts";
import "./people-members.ts";
import "./preview.ts";
import { storyCorrection } from "./story-correction.ts";
import type { StoryText } from "./story-text.ts";
import { storyTiming } from "./story-timing.ts";
import { storyWithdraw } from "./story-withdraw.ts";
import type { StoryWork } from "./story-work.ts";
import "./template-maker.ts";

/** The zones that this browser knows, for the list under the field. */
const zones = Intl.supportedValuesOf("timeZone");

/** A language as it is called in the console's own; its code where that has no name for it. */
function nameLanguage(code: string): string {
	try {
		return new Intl.DisplayNames([currentLocale()], { type: "language" }).of(code) ?? code;
	} catch {
		return code;
	}
}

/** The right column of a story's text: what readers have, when the rest goes out, its lines, its address, its end. */
export class StorySide extends DeskElement {
	static override properties = {
		screen: { attribute: false },
		story: { attribute: false },
		work: { attribute: false },
		timing: { attribute: false },
	};
	declare screen: StoryText;
	declare story: EditorStory | null;
	declare work: StoryWork;
	declare timing: StoryText["timing"];

	override connectedCallback() {
		if (!this.hasUpdated) {
			// What is due, and whether it waits: the screen knows, and none of this one's properties says it.
			this.watch(this.desk.pending.observe);
			this.watch(this.desk.library.observe);
		}
		super.connectedCallback();
	}

	protected override render() {
		const { story, screen } = this;
		const out = story !== null && story.revision > 0;
		return html`<aside class="side" id="side" aria-label=${msg("About this story")} tabindex="0">
			${out ? this.renderFacts(story) : nothing} ${story ? this.renderOrigin(story) : nothing}
			${screen.due === null ? storyTiming(screen) : this.renderDue()}
			${story?.kind === "live" && out && story.status === "published" ? this.renderCoverage(story) : nothing}
			${(story?.kind ?? screen.kind) === "live" ? this.renderLayout() : nothing}
			<section aria-labelledby="a-kd"><h2 id="a-kd">${msg("Key developments")} <a class="more" href="/newsroom/digest">${msg("the digest")}</a></h2>${
				out
					? html`<key-developments .desk=${this.desk} .storyId=${story.id} .lines=${story.keyDevelopments.filter(({ status }) => status === "published")}></key-developments>`
					: this.renderNewLines()
			}</section>
			${story ? html`<presence-line .desk=${this.desk} .storyId=${story.id}></presence-line>` : nothing}
			${story && story.revision > 0 ? html`<audience-chart .desk=${this.desk} .storyId=${story.id}></audience-chart>` : nothing}
			<section aria-labelledby="a-re"><h2 id="a-re">${msg("Related stories")}</h2><story-chooser .desk=${this.desk} .chosen=${this.work.related} .without=${story?.id ?? ""}
				@choice=${(event: CustomEvent<string[]>) => screen.write({ related: event.detail })}></story-chooser></section>
			${this.renderAddress()}
			${out && story.status === "published" ? storyCorrection(screen, story) : nothing}
			${story && out && story.status === "published" ? html`<embed-panel .desk=${this.desk} .story=${story}></embed-panel>` : nothing}
			${story ? html`<preview-panel .desk=${this.desk} .story=${story}></preview-panel>` : nothing}
			${story && this.desk.publishes ? html`<story-members .desk=${this.desk} .storyId=${story.id}></story-members>` : nothing}
			${story && this.desk.publishes ? html`<template-maker .desk=${this.desk} .story=${story}></template-maker>` : nothing}
			${story ? storyWithdraw(screen, story) : nothing}
			${story ? html`<erase-panel .desk=${this.desk} .story=${story}></erase-panel>` : nothing}
		</aside>`;
	}

	private renderFacts(story: EditorStory) {
		const { times } = this.desk;
		const fact = (name: string, at: string | null) =>
			at === null ? nothing : html`<dt>${name}</dt><dd title=${times.full(at)}>${times.moment(at)}</dd>`;
		return html`<section aria-labelledby="a-st"><h2 id="a-st">${msg("With readers")} <a class="more" href="/newsroom/story/${story.id}/history">${msg(str`revision ${story.revision}`)}</a></h2>
			<dl class="facts tight">${fact(msg("First published"), story.publishedAt)} ${fact(msg("Updated, significant"), story.updatedAt)}
				${fact(msg("Begins"), story.startsAt)} ${fact(msg("Started"), story.startedAt)} ${fact(msg("Ended"), story.endedAt)} ${fact(msg("Withdrawn"), story.withdrawnAt)}
				${fact(msg("Erased"), story.erasedAt)}</dl>
		</section>`;
	}

	/** A draft that was broken out of a post: each will show a card of the other. */
	private renderOrigin(story: EditorStory) {
		const origin = story.draft?.brokenOutOf;
		if (!origin) return nothing;
		const headline = until(
			this.desk.library.headline(origin.storyId).catch(() => msg("a live story")),
			"…",
		);
		return html`<section aria-labelledby="a-or"><h2 id="a-or">${msg("Where it comes from")}</h2>
			<p class="dim small">${msg(html`Broken out of a post in <a class="link" href="/newsroom/story/${origin.storyId}">${headline}</a>. When it goes out, each shows a card of the other.`)}</p></section>`;
	}

	private renderDue() {
		const { due } = this.screen;
		if (due === null) return nothing;
		return html`<section aria-labelledby="a-wh"><h2 id="a-wh">${msg("When it goes out")}</h2>
			<p class="line">${due.state === "waiting" ? msg("When an editor has read it.") : msg(str`By itself, ${this.desk.times.moment(due.dueAt)}.`)}</p>
			<p><a class="link" href=${due.state === "waiting" ? `/newsroom/waiting/${due.id}` : "/newsroom/schedule"}>${due.state === "waiting" ? msg("Where it waits") : msg("Change its time, or take it back")}</a></p></section>`;
	}

	/** A live story begins and ends at a press, and can be taken up again. */
	private renderCoverage(story: EditorStory) {
		if (!this.desk.publishes) return nothing;
		const live = story.state === "live";
		const send = (verb: "start" | "end") => {
			const sent = this.desk.outbox.send({
				...{ lane: story.id, type: `story.${verb}`, method: "POST", path: `/api/v1/stories/${story.id}/${verb}` },
				about: { headline: this.work.headline },
			});
			this.screen.deliveryId = sent.delivery.id;
		};
		const words = {
			upcoming: msg("Readers are told that it will begin."),
			live: msg("Readers follow it live."),
			ended: msg("It has ended; readers see how it went."),
		};
		return html`<section aria-labelledby="a-co-v"><h2 id="a-co-v">${msg("Coverage")}</h2><p class="dim small">${story.state === null ? "" : words[story.state]}</p>
			<div class="acts"><button type="button" class="btn" @click=${() => send(live ? "end" : "start")}>${live ? msg("End the coverage") : story.state === "ended" ? msg("Take it up again") : msg("Start the coverage now")}</button></div></section>`;
	}

	/** A live story's page comes in two forms: fast, or with an index on top. */
	private renderLayout() {
		const set = (event: Event) => {
			const { value } = event.target as HTMLSelectElement;
			this.screen.write({ layout: value === "briefing" ? "briefing" : null });
		};
		const isBriefing = this.work.layout === "briefing";
		return html`<section aria-labelledby="a-ly"><h2 id="a-ly">${msg("Layout of the page")}</h2>
			<div class="field"><label class="visually-hidden" for="a-layout">${msg("Layout of the page")}</label>
				<select id="a-layout" class="input" @change=${set}><option value="blog" ?selected=${!isBriefing}>${msg("Blog: one post after the other")}</option><option value="briefing" ?selected=${isBriefing}>${msg("Briefing: an index of the posts on top")}</option></select></div>
			<p class="hint">${msg("It can be changed at any time, also while it is live.")}</p></section>`;
	}

	/** Lines of a story that is not out yet: they go with it. */
	private renderNewLines() {
		const lines = this.work.keyDevelopments;
		const set = (index: number, text: string) => {
			const next = lines.map((line, at) => (at === index ? text : line)).filter((line) => line !== "");
			this.screen.write({ keyDevelopments: next });
		};
		return html`<div class="new-lines">${lines.map(
			(
				line,
				index,
			) => html`<input class="input" aria-label=${msg(str`Key development ${index + 1}`)} maxlength="300" .value=${line}
				@change=${(event: Event) => set(index, (event.target as HTMLInputElement).value.trim())} />`,
		)}<input class="input" aria-label=${msg("New key development")} maxlength="300" placeholder=${msg("One thing that happened, in a line")} .value=${""}
			@change=${(event: Event) => {
				const field = event.target as HTMLInputElement;
				if (field.value.trim() !== "") this.screen.write({ keyDevelopments: [...lines, field.value.trim()] });
				field.value = "";
			}} /></div><p class="hint">${msg("They go out with the story.")}</p>`;
	}

	/** Those that the site has stories in, and the one that this is in, whatever the site says by now. */
	private get languages(): string[] {
		const { languages, language } = this.desk.library.site;
		return [...new Set([...(languages ?? [language]), this.work.language])];
	}

	/** The slug as it will be read, in whatever script. */
	private renderAddress() {
		const { work, story } = this;
		const path = (story?.kind ?? this.screen.kind) === "live" ? "/live/" : "/story/";
		const made = slugOf(work.headline, "story", work.language);
		const slug = work.slug ?? made;
		return html`<section aria-labelledby="a-ad"><h2 id="a-ad">${msg("Address")}</h2>
			<p class="addr" dir="ltr"><code>${location.host}${path}<bdi>${slug}</bdi></code></p>
			<div class="field"><label for="a-slug">${msg("Its last part")}</label>
				<input id="a-slug" class="input" maxlength="120" placeholder=${made} .value=${work.slug ?? ""}
					@change=${(event: Event) => this.screen.write({ slug: toSlug((event.target as HTMLInputElement).value) })} /></div>
			<p class="hint">${story?.slug ? msg("The old address leads to the new one for ever.") : msg("Empty: the headline makes it. Words joined by hyphens, in any script.")}</p>
			<div class="fields"><div class="field"><label for="a-lang">${msg("Language")}</label>
				<select id="a-lang" class="input" @change=${(event: Event) => this.screen.write({ language: (event.target as HTMLSelectElement).value })}>${this.languages.map(
					(language) =>
						html`<option value=${language} ?selected=${language === work.language}>${nameLanguage(language)}</option>`,
				)}</select></div>
			<div class="field"><label for="a-zone">${msg("Time zone")}</label>
				<input id="a-zone" class="input" list="a-zones" placeholder=${this.desk.times.zone} .value=${work.timeZone ?? ""} @change=${this.setZone} />
				<datalist id="a-zones">${zones.map((zone) => html`<option value=${zone}></option>`)}</datalist></div>
			<p class="hint">${msg("The zone of where it happens, such as America/Los_Angeles: readers see it beside their own.")}</p></div>
		</section>`;
	}

	private setZone(event: Event) {
		const field = event.target as HTMLInputElement;
		const zone = zones.find((one) => one.toLowerCase() === field.value.trim().toLowerCase()) ?? null;
		if (zone === null && field.value.trim() !== "")
			this.screen.problem = msg(str`There is no time zone “${field.value.trim()}”.`);
		else this.screen.write({ timeZone: zone });
		field.value = zone ?? "";
	}
}

/** What was typed as an address, in the form that an address has. */
export function toSlug(text: string): string | null {
	const slug = text
		.toLowerCase()
		.normalize("NFC")
		.replace(/[^\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Nd}]+/gu, "-")
		.replace(/^-+|-+$/g, "")
		.slice(0, 120);
	return slug === "" ? null : slug;
}

customElements.define("story-side", StorySide);
