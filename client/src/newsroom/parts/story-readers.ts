import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { api } from "../desk/api.ts";
import { DeskElement } from "./desk-element.ts";
import { sayCount } from "./durations.ts";
import { sparkLine } from "./spark-curve.ts";

/** How often the last hour is read again, milliseconds. */
const interval = 60_000;

/** How many screens show a story now, with the last hour beside it; nothing while that is not known. */
export class StoryReaders extends DeskElement {
	static override properties = { storyId: {}, minutes: { state: true } };
	declare storyId: string;
	declare minutes: readonly number[];
	private timer: ReturnType<typeof setInterval> | undefined;

	constructor() {
		super();
		this.storyId = "";
		this.minutes = [];
	}

	override connectedCallback() {
		if (!this.hasUpdated) this.watch(this.desk.together.observe);
		super.connectedCallback();
		this.timer = setInterval(() => void this.load(), interval);
		void this.load();
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		clearInterval(this.timer);
	}

	private async load() {
		const audience = await api.audience(this.storyId).catch(() => null);
		if (audience) this.minutes = audience.minutes.map(({ readers }) => readers);
	}

	protected override render() {
		const now = this.desk.together.readers(this.storyId);
		if (now === null) return nothing;
		const values = [...this.minutes, now];
		const label = msg(str`Readers in the last hour, from ${sayCount(values[0] ?? 0)} to ${sayCount(now)}`);
		return html`<span class="readers" aria-live="off">${sparkLine(values, label)}<span>${msg(html`<b class="num">${sayCount(now)}</b> reading`)}</span></span>`;
	}
}

customElements.define("story-readers", StoryReaders);
