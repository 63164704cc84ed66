import type { MediaCounts } from "@dateline/shared/protocol";
import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { api } from "../desk/api.ts";
import { DeskElement } from "./desk-element.ts";

/** What the worker makes of media, and with what. Nothing is drawn while nobody knows. */
export class MediaState extends DeskElement {
	static override properties = { counts: { state: true } };
	declare counts: MediaCounts | null;

	constructor() {
		super();
		this.counts = null;
	}

	protected override firstUpdated() {
		void api.mediaCounts().then(
			(counts) => {
				this.counts = counts;
			},
			() => undefined,
		);
	}

	protected override render() {
		const { counts } = this;
		if (counts === null) return nothing;
		return html`<h2 class="sub-h">${msg("Media")}</h2><dl class="facts">
				<dt>${msg("Waiting to be made")}</dt><dd>${counts.waiting}</dd>
				<dt>${msg("Given up")}</dt><dd class=${counts.failed > 0 ? "warn" : "ok"}>${counts.failed}</dd>
				<dt>ffmpeg</dt><dd class=${counts.ffmpeg === null ? "warn" : "ok"}>${counts.ffmpeg ?? msg("there is none")}</dd>
			</dl>
			${counts.ffmpeg === null ? html`<p>${msg("Videos play, but get no still picture, until the worker’s machine has ffmpeg and ffprobe.")}</p>` : nothing}`;
	}
}

customElements.define("media-state", MediaState);
