import { isPicture } from "@dateline/shared/model";
import type { EditorMedia } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { plural } from "./plural.ts";
import { sayBytes } from "./upload-words.ts";

/** Seconds as a clock: 4:05. */
export function sayDuration(seconds: number): string {
	const whole = Math.round(seconds);
	const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
	const tail = `${String(rest).padStart(2, "0")}`;
	return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

const number = (value: number): string => value.toLocaleString(document.documentElement.lang || "en");

/** What is known of a file: size, when it was taken, whether the place was taken out, what was made of it. */
export function mediaFacts(media: EditorMedia) {
	const { details, made } = media;
	const [width, height] = [details.width ?? media.width, details.height ?? media.height];
	const size = width > 0 ? `${number(width)} × ${number(height)}, ` : "";
	return html`<dl class="facts">
		<dt>${msg("Original")}</dt><dd>${size}${sayBytes(details.bytes ?? media.bytes)}</dd>
		${details.name ? html`<dt>${msg("File")}</dt><dd class="name">${details.name}</dd>` : nothing}
		${details.takenAt ? html`<dt>${msg("Taken")}</dt><dd>${details.takenAt.replace("T", " ")}</dd>` : nothing}
		${media.duration === undefined ? nothing : html`<dt>${msg("Length")}</dt><dd>${sayDuration(media.duration)}</dd>`}
		<dt>${msg("Location")}</dt><dd class="ok">${details.located ? msg("removed from the file") : msg("none in the file")}</dd>
		<dt>${isPicture(media) ? msg("Made from it") : msg("Still picture")}</dt><dd class=${made === "failed" ? "warn" : ""}>${sayMade(media)}</dd>
	</dl>`;
}

function sayMade(media: EditorMedia) {
	if (media.made === "waiting") return msg("being made");
	if (media.made === "failed") return msg("could not be made");
	if (!isPicture(media)) return media.poster ? msg("taken from it") : msg("none");
	const { smallest } = media.details;
	const count = media.renditions.length;
	if (!smallest) return plural(count, msg(str`${count} [size|sizes]`));
	const format = smallest.type.replace("image/", "").toUpperCase();
	return plural(count, msg(str`${count} [size|sizes], smallest ${sayBytes(smallest.bytes)} ${format}`));
}
