import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { AudienceElement } from "./audience-element.ts";
import { sayCount } from "./durations.ts";
import { sparkLine } from "./spark-curve.ts";

/** How many screens show a story now, with the last hour beside it; nothing while that is not known. */
export class StoryReaders extends AudienceElement {
	protected override render() {
		const now = this.desk.together.readers(this.storyId);
		if (now === null) return nothing;
		const values = [...this.minutes, now];
		const label = msg(str`Readers in the last hour, from ${sayCount(values[0] ?? 0)} to ${sayCount(now)}`);
		return html`<span class="readers" aria-live="off">${sparkLine(values, label)}<span>${msg(html`<b class="num">${sayCount(now)}</b> reading`)}</span></span>`;
	}
}

customElements.define("story-readers", StoryReaders);
