import { isPicture, narrowest } from "@dateline/shared/model";
import type { EditorMedia } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "./icon.ts";
import { sayDuration } from "./media-facts.ts";
import { plural } from "./plural.ts";

interface Wall {
	items: readonly EditorMedia[];
	chosen: string;
	choose(media: EditorMedia): void;
	/** A second click, or Enter on the one that is chosen. */
	take?(media: EditorMedia): void;
}

/** Media as a wall of pictures, each with its words; one of them is chosen. */
export const pictureWall = ({ items, chosen, choose, take }: Wall) =>
	html`<ul class="wall">${repeat(
		items,
		(media) => media.id,
		(
			media,
		) => html`<li data-ratio=${ratioOf(media)}><button type="button" aria-current=${media.id === chosen ? "true" : nothing}
			@click=${() => (take && media.id === chosen ? take(media) : choose(media))}>
		${thumb(media)}
		<span class="c">${media.caption || media.alt || media.details.name || msg("No words yet")}</span>
		<span class="m"><span>${media.credit || html`<span class="bad">${msg("no credit")}</span>`}</span>${note(media)}</span>
	</button></li>`,
	)}</ul>`;

/** A class for its shape, since no style may stand in the page: portrait to panorama. */
function ratioOf({ width, height, kind }: EditorMedia): string {
	if (kind === "audio" || width === 0 || height === 0) return "13";
	return String(Math.min(18, Math.max(8, Math.round((width / height) * 10))));
}

function thumb(media: EditorMedia) {
	if (isPicture(media)) {
		const place = `fx-${Math.round(media.focus.x * 10)} fy-${Math.round(media.focus.y * 10)}`;
		return html`<img class=${place} src=${narrowest(media, 400)} alt="" loading="lazy" />`;
	}
	const length = media.duration === undefined ? "" : sayDuration(media.duration);
	const kind = media.kind === "video" ? msg("Video") : msg("Sound");
	return html`<span class="still">${media.poster ? html`<img src=${media.poster} alt="" loading="lazy" />` : html`<span class="ph">${icon("image")}</span>`}
		<span class="kind">${kind}${length ? ` ${length}` : nothing}</span></span>`;
}

function note(media: EditorMedia) {
	if (media.kind !== "audio" && media.alt === "" && media.altAbsence !== "decoration")
		return html`<span class="warn">${msg("no alt text")}</span>`;
	if (media.uses === 1) return html`<span>${msg("used once")}</span>`;
	if (media.uses > 1) return html`<span>${plural(media.uses, msg(str`used ${media.uses} [time|times]`))}</span>`;
	return nothing;
}
