import { readEditorMedia } from "@dateline/shared/database";
import { type MediaContent, ProblemError } from "@dateline/shared/protocol";
import { type Actor, actorKey } from "../actor.ts";
import { storeMedia } from "../media/store-media.ts";
import type { AcceptParts } from "../parts.ts";
import { etagOf } from "../routing/if-match.ts";
import type { Answer } from "../routing/route.ts";

/**
 * Makes media of a file that was sent in pieces, under the upload's id. A repeat gets what the first one made, so that a
 * sender who missed the answer asks again.
 */
export async function takeUpload(
	parts: AcceptParts,
	actor: Actor,
	{ upload, ...content }: MediaContent & { upload: string },
): Promise<Answer> {
	const { kysely } = parts.database;
	const createdBy = actorKey(actor);
	const made = await readEditorMedia(kysely, upload);
	if (made && made.createdBy !== createdBy) throw new ProblemError("not_found", `There is no upload ${upload}.`);
	if (made) return answerOf(made);
	const { path, name } = await parts.uploads.take(upload, createdBy);
	const stored = await storeMedia(parts.media, { path, id: upload, name, createdBy }).catch(async (error: unknown) => {
		// What can never become media takes no more room.
		if (error instanceof ProblemError && neverTaken.has(error.code)) await parts.uploads.empty(upload);
		throw error;
	});
	try {
		const media = await stored.insert(kysely, content);
		await parts.uploads.empty(upload);
		void parts.doorbell.ringMedia?.();
		return answerOf(media);
	} catch (error) {
		// Two of the same at once: the first one has made it, of the same bytes and so under the same names.
		const first = await readEditorMedia(kysely, upload).catch(() => null);
		if (first) return answerOf(first);
		await parts.media.remove(stored.files);
		throw error;
	}
}

const neverTaken: ReadonlySet<string> = new Set(["unsupported_media_type", "payload_too_large", "invalid"]);

const answerOf = (media: { id: string; revision: number }): Answer => ({
	status: 201,
	body: { media },
	location: `/api/v1/media/${media.id}`,
	etag: etagOf(media),
});
