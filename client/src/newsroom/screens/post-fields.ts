import { html } from "lit";
import type { Desk } from "../desk/desk.ts";
import "../parts/name-chooser.ts";
import type { PostWork } from "./post-work.ts";

type Write = (part: Partial<PostWork>) => void;

/** What a post is, as switches: each with its word. */
export const postToggles = (work: PostWork, write: Write) => {
	const toggle = (label: string, on: boolean, part: Partial<PostWork>, kind = "") =>
		html`<button type="button" class="toggle ${kind}" aria-pressed=${String(on)} @click=${() => write(part)}>${label}</button>`;
	const pinned = work.pinned !== null && work.pinned !== false;
	return html`${toggle("Key event", work.key, { key: !work.key })} ${toggle("Pin", pinned, { pinned: pinned ? null : true })}
		${toggle("Breaking", work.breaking, { breaking: !work.breaking }, "breaking")}`;
};

/** When it happened and who writes, in one line. */
export const postByline = (desk: Desk, work: PostWork, write: Write, id: string) => html`<div class="set-line by">
	<label for="time-${id}">Editorial time</label>
	<input id="time-${id}" type="datetime-local" step="1" class="slim" .value=${work.publishedAt ? desk.times.toField(work.publishedAt) : ""}
		@change=${(event: Event) => write({ publishedAt: desk.times.fromField((event.target as HTMLInputElement).value) })} />
	<span>By</span><name-chooser label="author" .choices=${desk.library.authors} .chosen=${work.authors}
		@choice=${(event: CustomEvent<string[]>) => write({ authors: event.detail })}></name-chooser>
</div>`;
