import type { EditorStory } from "@dateline/shared/protocol";
import { html, nothing } from "lit";
import { DeskElement } from "../parts/desk-element.ts";
import "../parts/key-developments.ts";
import "../parts/story-chooser.ts";
import { segment } from "../parts/segment.ts";
import type { StoryText, Timing } from "./story-text.ts";
import type { StoryWork } from "./story-work.ts";

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
	declare timing: Timing;

	private setTiming(timing: Partial<Timing>) {
		this.screen.timing = { ...this.timing, ...timing };
	}

	protected override render() {
		const { story } = this;
		return html`<aside class="side" id="side" aria-label="About this story" tabindex="0">
			${story && story.revision > 0 ? this.renderFacts(story) : this.renderTiming()}
			<section aria-labelledby="a-kd"><h2 id="a-kd">Key developments</h2>${
				story && story.revision > 0
					? html`<key-developments .desk=${this.desk} .storyId=${story.id} .lines=${story.keyDevelopments.filter(({ status }) => status === "published")}></key-developments>`
					: this.renderNewLines()
			}</section>
			<section aria-labelledby="a-re"><h2 id="a-re">Related stories</h2><story-chooser .desk=${this.desk} .chosen=${this.work.related} .without=${story?.id ?? ""}
				@choice=${(event: CustomEvent<string[]>) => this.screen.write({ related: event.detail })}></story-chooser></section>
			${this.renderAddress()} ${story && story.revision > 0 && story.status === "published" ? this.renderCorrection(story) : nothing}
			${story ? this.renderEnd(story) : nothing}
		</aside>`;
	}

	private renderFacts(story: EditorStory) {
		const { times } = this.desk;
		const fact = (name: string, at: string | null) =>
			at === null ? nothing : html`<dt>${name}</dt><dd title=${times.full(at)}>${times.moment(at)}</dd>`;
		return html`<section aria-labelledby="a-st"><h2 id="a-st">With readers <span class="more">revision ${story.revision}</span></h2>
			<dl class="facts tight">${fact("First published", story.publishedAt)} ${fact("Updated, significant", story.updatedAt)}
				${fact("Begins", story.startsAt)} ${fact("Started", story.startedAt)} ${fact("Ended", story.endedAt)} ${fact("Withdrawn", story.withdrawnAt)}</dl></section>`;
	}

	private renderTiming() {
		const { timing, work } = this;
		const { times } = this.desk;
		const later = timing.at !== null;
		const soon = () => new Date(Math.ceil(Date.now() / 1_800_000 + 1) * 1_800_000).toISOString();
		return html`<section aria-labelledby="a-wh"><h2 id="a-wh">When it goes out</h2>
			${segment(
				"when",
				"When it goes out",
				[
					{ value: "now", label: "Now" },
					{ value: "later", label: "At a time" },
				],
				later ? "later" : "now",
				(value) => this.setTiming({ at: value === "now" ? null : soon() }),
			)}
			${
				later
					? html`<div class="field"><label for="w-at">Day and time <small>${times.zone}</small></label>
							<input id="w-at" class="input" type="datetime-local" .value=${times.toField(timing.at ?? soon())}
								@change=${(event: Event) => this.setTiming({ at: times.fromField((event.target as HTMLInputElement).value) })} /></div>`
					: nothing
			}
			${
				this.screen.kind === "live"
					? html`<div class="field"><span>It begins</span>${segment(
							"begins",
							"When the coverage begins",
							[
								{ value: "live", label: "Live at once" },
								{ value: "upcoming", label: "Upcoming" },
							],
							timing.state,
							(state) => this.setTiming({ state }),
						)}</div>${
							timing.state === "upcoming"
								? html`<div class="field"><label for="w-begins">Readers are told it begins <small>${times.zone}</small></label>
									<input id="w-begins" class="input" type="datetime-local" .value=${work.startsAt ? times.toField(work.startsAt) : ""}
										@change=${(event: Event) => this.screen.write({ startsAt: times.fromField((event.target as HTMLInputElement).value) })} /></div>`
								: nothing
						}`
					: nothing
			}
		</section>`;
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
			) => html`<input class="input" aria-label="Key development ${index + 1}" maxlength="300" .value=${line}
				@change=${(event: Event) => set(index, (event.target as HTMLInputElement).value.trim())} />`,
		)}<input class="input" aria-label="New key development" maxlength="300" placeholder="One thing that happened, in a line" .value=${""}
			@change=${(event: Event) => {
				const field = event.target as HTMLInputElement;
				if (field.value.trim() !== "") this.screen.write({ keyDevelopments: [...lines, field.value.trim()] });
				field.value = "";
			}} /></div><p class="hint">They go out with the story.</p>`;
	}

	private renderAddress() {
		const { work, story } = this;
		const path = story?.kind === "live" || this.screen.kind === "live" ? "/live/" : "/story/";
		return html`<section aria-labelledby="a-ad"><h2 id="a-ad">Address</h2>
			<div class="field"><label for="a-slug"><code>${path}</code></label>
				<input id="a-slug" class="input" maxlength="120" placeholder="the headline makes one" .value=${work.slug ?? ""}
					@change=${(event: Event) => this.screen.write({ slug: toSlug((event.target as HTMLInputElement).value) })} /></div>
			<p class="hint">${story?.slug ? "The old address leads to the new one for ever." : "Words joined by hyphens."}</p>
			<div class="field"><label for="a-lang">Language</label>
				<input id="a-lang" class="input" maxlength="20" .value=${work.language}
					@change=${(event: Event) => this.screen.write({ language: (event.target as HTMLInputElement).value.trim() })} /></div>
		</section>`;
	}

	private renderCorrection(story: EditorStory) {
		return html`<section aria-labelledby="a-co"><h2 id="a-co">Correction</h2><details class="form"><summary>Tell readers what was wrong</summary>
			<form @submit=${(event: SubmitEvent) => this.correct(event, story)}>
				<div class="field"><label for="a-c">What was wrong, and what is right?</label><textarea id="a-c" name="text" class="input" rows="3" maxlength="2000" required></textarea></div>
				<p class="hint">Readers see it with its date. It does not change the text: change that too.</p>
				<div class="acts"><button class="btn">Publish the correction</button></div></form></details></section>`;
	}

	private correct(event: SubmitEvent, story: EditorStory) {
		event.preventDefault();
		const form = event.target as HTMLFormElement;
		const text = String(new FormData(form).get("text")).trim();
		if (text === "") return;
		const sent = this.desk.outbox.send({
			...{ lane: story.id, type: "story.correct", method: "POST", path: `/api/v1/stories/${story.id}/corrections` },
			body: { text },
			about: { text },
		});
		this.screen.deliveryId = sent.delivery.id;
		form.reset();
		form.closest("details")?.removeAttribute("open");
	}

	private act(story: EditorStory, verb: "withdraw" | "restore") {
		const sent = this.desk.outbox.send({
			...{ lane: story.id, type: `story.${verb}`, method: "POST", path: `/api/v1/stories/${story.id}/${verb}` },
			about: { headline: this.work.headline },
		});
		this.screen.deliveryId = sent.delivery.id;
	}

	private renderEnd(story: EditorStory) {
		const withdrawn = story.status === "withdrawn";
		return html`<section aria-labelledby="a-wd"><h2 id="a-wd">${withdrawn ? "Withdrawn" : "Withdraw"}</h2>${
			withdrawn
				? html`<p class="dim small">${story.revision > 0 ? "Its address answers that it was withdrawn. Restoring gives back exactly what was there." : "The draft is put away."}</p>
					<div class="acts"><button class="btn" @click=${() => this.act(story, "restore")}>Restore it</button></div>`
				: html`<details class="form"><summary>${story.revision > 0 ? "Take this story from readers" : "Put this draft away"}</summary>
					<p class="dim small">${
						story.revision > 0
							? "Gone at once from every screen, feed and search; its address says that it was withdrawn. Its lines in the digest go with it. Undo at any time."
							: "It can be restored from Withdrawn."
					}</p>
					<button class="btn risk" @click=${() => this.act(story, "withdraw")}>Withdraw</button></details>`
		}</section>`;
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
