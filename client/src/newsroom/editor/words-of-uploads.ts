import type { Desk } from "../desk/desk.ts";

/**
 * Hands in what was written about pictures that are still on their way: it goes when they are up, and the text that
 * shows them need not wait for its writer.
 */
export function sendWordsOfUploads(desk: Desk, within: ParentNode): void {
	for (const figure of within.querySelectorAll<HTMLElement & { attrs: Record<string, unknown> }>(
		"media-figure[data-state='uploading']",
	)) {
		const id = String(figure.attrs["mediaId"]);
		const fields = [...figure.querySelectorAll<HTMLInputElement>("input[name]")].filter(
			({ name, value }) => ["alt", "caption", "credit"].includes(name) && value.trim() !== "",
		);
		if (fields.length === 0) continue;
		desk.outbox.send({
			...{ lane: `media:${id}`, type: "media.update", method: "PATCH", path: `/api/v1/media/${id}` },
			body: Object.fromEntries(fields.map(({ name, value }) => [name, value.trim()])),
		});
	}
}

/** Whether a picture of a text was refused: it is to be taken out, or tried again. One on its way holds nothing up. */
export const hasRefusedPicture = (within: ParentNode): boolean =>
	within.querySelector("media-figure[data-state='refused']") !== null;
