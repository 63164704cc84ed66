import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import type { Desk } from "../desk/desk.ts";
import type { Times } from "../desk/times.ts";
import type { SlashContext } from "../editor/slash-items.ts";
import "../parts/name-chooser.ts";
import type { PostWork } from "./post-work.ts";

type Write = (part: Partial<PostWork>) => void;

const isPinned = ({ pinned }: PostWork): boolean => pinned !== null && pinned !== false;

/** What a post is, as switches: each with its word. */
export const postToggles = (work: PostWork, write: Write) => {
	const toggle = (label: unknown, on: boolean, part: Partial<PostWork>, kind = "") =>
		html`<button type="button" class="toggle ${kind}" aria-pressed=${String(on)} @click=${() => write(part)}>${label}</button>`;
	const pinned = isPinned(work);
	return html`${toggle(msg(html`Key<span class="desk-only"> event</span>`), work.key, { key: !work.key })} ${toggle(msg("Pin"), pinned, { pinned: pinned ? null : true })}
		${toggle(msg("Breaking"), work.breaking, { breaking: !work.breaking }, "breaking")}`;
};

/** When it happened and who writes, in one line. */
export const postByline = (desk: Desk, work: PostWork, write: Write, id: string) => html`<div class="set-line by">
	<label for="time-${id}">${msg("Editorial time")}</label>
	<input id="time-${id}" type="datetime-local" step="1" class="slim" .value=${work.publishedAt ? desk.times.toField(work.publishedAt) : ""}
		@change=${(event: Event) => write({ publishedAt: desk.times.fromField((event.target as HTMLInputElement).value) })} />
	${
		desk.library.authors.length === 0
			? nothing
			: html`<span>${msg("By")}</span><name-chooser label=${msg("author")} .choices=${desk.library.authors} .chosen=${work.authors}
		@choice=${(event: CustomEvent<string[]>) => write({ authors: event.detail })}></name-chooser>`
	}
</div>`;

/** A headline is one line, however it was pasted. */
export const readHeadline = (event: Event): string =>
	(event.target as HTMLTextAreaElement).value.replace(/\s*\n\s*/g, " ");

/** A time that is this far ahead is meant to be yesterday's. Milliseconds. */
const ahead = 10 * 60_000;

/** `13:40`, `1340` or `13.40` as the last moment that was so, in the site's zone; null when it is no time. */
export function readTimeOfDay(text: string, times: Times, now = new Date()): { at: string; words: string } | null {
	const match = /^(\d{1,2})[:.h ]?(\d{2})(?:[:.](\d{2}))?$/.exec(text.trim());
	const [hours, minutes, seconds] = [match?.[1], match?.[2], match?.[3] ?? "0"].map(Number);
	if (!match || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
	const clock = [hours, minutes, seconds].map((part) => String(part).padStart(2, "0")).join(":");
	const on = (day: Date) => times.fromField(`${times.dateOf(day)}T${clock}`);
	const today = on(now);
	const at =
		today !== null && Date.parse(today) > now.getTime() + ahead ? on(new Date(now.getTime() - 86_400_000)) : today;
	return at === null ? null : { at, words: times.moment(at) };
}

/** What a slash in a post's text can name. */
export const slashContext = (desk: Desk): SlashContext => ({
	authors: desk.library.authors,
	readTime: (text) => readTimeOfDay(text, desk.times),
});

/**
 * What a slash asked of the post itself: `key`, `pin`, `breaking`, `time <instant>`, `by <author id>`. False when it
 * asked for something else.
 */
export function answerSlash(asked: string, work: PostWork, write: Write): boolean {
	const [name, value] = asked.split(" ");
	switch (name) {
		case "key":
			write({ key: !work.key });
			return true;
		case "pin":
			write({ pinned: isPinned(work) ? null : true });
			return true;
		case "breaking":
			write({ breaking: !work.breaking });
			return true;
		case "time":
			if (value) write({ publishedAt: value });
			return value !== undefined;
		case "by":
			if (value && !work.authors.includes(value)) write({ authors: [...work.authors, value] });
			return value !== undefined;
		default:
			return false;
	}
}

/** What a post says of itself in the composer's gutter. */
export function sayBy(desk: Desk, { authors }: PostWork): string {
	const names = authors.flatMap((id) => desk.library.authors.find((one) => one.id === id)?.name ?? []);
	if (names.length === 0) return msg("by nobody");
	return names.length === 1 ? msg(str`by ${names[0]}`) : msg(str`by ${names[0]} and ${names.length - 1}`);
}
