import { msg } from "@lit/localize";
import type { MediaFigure } from "./media-figure.ts";

/** Why the pictures of a text keep it from going out, as a sentence, or null. */
export function findPictureProblem(within: ParentNode): string | null {
	if (within.querySelector("media-figure[data-state='uploading']"))
		return msg("A picture is still on its way. Press again when it is there.");
	if (within.querySelector("media-figure[data-state='refused']"))
		return msg("A picture was refused. Take it out, or try it again.");
	return null;
}

/** Asks what the first picture without an alt text, and without a reason for having none, shows; false when there is none. */
export function askForAltText(within: ParentNode): boolean {
	const silent = [...within.querySelectorAll<MediaFigure>("media-figure")].find((figure) => !figure.hasAlt);
	silent?.askForAlt();
	return silent !== undefined;
}
