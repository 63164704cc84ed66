import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { plural } from "../parts/plural.ts";
import { segment } from "../parts/segment.ts";
import type { StoryText, Timing } from "./story-text.ts";

/** The next half hour but one: what is offered first for a time. */
const soon = () => new Date(Math.ceil(Date.now() / 1_800_000 + 1) * 1_800_000).toISOString();

/** When it goes out: now, at a time, or under embargo; and its date, where that is another. */
export function storyTiming(screen: StoryText) {
	const { timing, work, desk, published } = screen;
	const { times } = desk;
	const set = (part: Partial<Timing>) => {
		screen.timing = { ...screen.timing, ...part };
	};
	const at = timing.at ?? soon();
	const together =
		timing.mode === "now" ? [] : desk.pending.scheduled.filter(({ dueAt }) => dueAt.slice(0, 16) === at.slice(0, 16));
	return html`<section aria-labelledby="a-wh"><h2 id="a-wh">${msg("When it goes out")}</h2>
		${segment(
			"when",
			msg("When it goes out"),
			[
				{ value: "now", label: msg("Now") },
				{ value: "at", label: msg("At a time") },
				// Of what readers have, nothing can be held back any more.
				...(published ? [] : [{ value: "embargo" as const, label: msg("Embargo") }]),
			],
			timing.mode,
			(mode) => set({ mode, at: mode === "now" ? null : at }),
		)}
		${
			timing.mode === "now"
				? nothing
				: html`<div class="field"><label for="w-at">${timing.mode === "embargo" ? msg("Until") : msg("Day and time")} <small>${times.zone}</small></label>
					<input id="w-at" class="input" type="datetime-local" .value=${times.toField(at)} @change=${(event: Event) => set({ at: times.fromField((event.target as HTMLInputElement).value) ?? at })} /></div>
				<p class="hint">${timing.mode === "embargo" ? msg("Nothing leaves before: not to readers, partners, feeds or search, whoever publishes it.") : msg("It can be changed or taken back in the schedule until then.")}
					${together.length > 0 ? html`<a class="link" href="/newsroom/schedule">${plural(together.length, msg(str`${together.length} other [thing goes|things go] out in that minute.`))}</a>` : nothing}</p>`
		}
		${
			screen.kind === "live" && !published
				? html`<div class="field"><span>${msg("It begins")}</span>${segment(
						"begins",
						msg("When the coverage begins"),
						[
							{ value: "live", label: msg("Live at once") },
							{ value: "upcoming", label: msg("Upcoming") },
						],
						timing.state,
						(state) => set({ state }),
					)}</div>`
				: nothing
		}
		${
			screen.kind === "live" && (published ? screen.story?.state === "upcoming" : timing.state === "upcoming")
				? html`<div class="field"><label for="w-begins">${msg("Readers are told it begins")} <small>${times.zone}</small></label>
					<input id="w-begins" class="input" type="datetime-local" .value=${work?.startsAt ? times.toField(work.startsAt) : ""}
						@change=${(event: Event) => screen.write({ startsAt: times.fromField((event.target as HTMLInputElement).value) })} /></div>`
				: nothing
		}
		<details class="form"><summary>${published ? msg("Another date of publication") : msg("It was published before")}</summary>
			<div class="field"><label for="w-back">${msg("First published")} <small>${times.zone}</small></label>
				<input id="w-back" class="input" type="datetime-local" .value=${dateOf(screen)} @change=${(event: Event) => set({ publishedAt: times.fromField((event.target as HTMLInputElement).value) })} /></div>
			<p class="hint">${msg("What readers see as its date. It does not change when it goes out.")}</p></details>
	</section>`;
}

function dateOf({ timing, story, desk }: StoryText): string {
	const at = timing.publishedAt ?? story?.publishedAt ?? null;
	return at === null ? "" : desk.times.toField(at);
}
