import type { EditorMedia } from "@dateline/shared/protocol";
import type { Desk } from "../desk/desk.ts";

/** What can be written of media. */
export type WordsOfMedia = Partial<Pick<EditorMedia, "alt" | "caption" | "credit" | "focus" | "altAbsence">>;

/** Hands in words of media, and gives it back as it will be. What it is, it is wherever it is shown. */
export function saveMedia(desk: Desk, media: EditorMedia, words: WordsOfMedia): EditorMedia {
	const next = { ...media, ...words };
	if (next.alt !== "") next.altAbsence = null;
	desk.library.putMedia(next);
	desk.outbox.send({
		lane: `media:${media.id}`,
		type: "media.update",
		method: "PATCH",
		path: `/api/v1/media/${media.id}`,
		body: words,
	});
	return next;
}
