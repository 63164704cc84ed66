import { rm } from "node:fs/promises";
import { join } from "node:path";
import { readEditorMedia, readMediaEmbargoes, readMediaFile, setEmbargo } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import { type MediaCut, ProblemError } from "@dateline/shared/protocol";
import { nameOf } from "@dateline/workers/media";
import { type Actor, actorKey } from "../actor.ts";
import { storeMedia } from "../media/store-media.ts";
import type { AcceptParts } from "../parts.ts";
import { etagOf } from "../routing/if-match.ts";
import type { Answer } from "../routing/route.ts";

/**
 * Makes a picture of its own out of a part of another one, with that one's words but for the alt text, since it may show
 * something else. The one that it was cut from stays as it is, wherever it stands.
 */
export async function cutMedia(parts: AcceptParts, actor: Actor, id: string, cut: MediaCut): Promise<Answer> {
	const { kysely } = parts.database;
	const [whole, file] = [await readEditorMedia(kysely, id), await readMediaFile(kysely, id)];
	if (!whole || file === null) throw new ProblemError("not_found", `There is no picture ${id}.`);
	if ((whole.kind ?? "image") !== "image") throw new ProblemError("conflict", "Only a picture can be cut.");
	if (cut.x + cut.width > 1.0001 || cut.y + cut.height > 1.0001) {
		throw new ProblemError("invalid", "The cut reaches over the picture's edge.");
	}
	const path = join(parts.media.incoming, newId());
	try {
		if (!(await parts.media.fetch(nameOf(file), path))) {
			throw new ProblemError("not_found", "The file of this picture is not there.");
		}
		const stored = await storeMedia(parts.media, { path, name: whole.details.name, createdBy: actorKey(actor), cut });
		const { caption, credit } = whole;
		const content = { alt: "", caption, credit, focus: { x: 0.5, y: 0.5 } };
		const insert = kysely.transaction().execute(async (transaction) => {
			const media = await stored.insert(transaction, content);
			// A part of what must not be seen yet must not be seen either.
			const until = (await readMediaEmbargoes(transaction, [id])).get(id) ?? null;
			if (until === null) return media;
			await setEmbargo(transaction, "media", media.id, until.toISOString());
			return (await readEditorMedia(transaction, media.id)) ?? media;
		});
		const media = await insert.catch(async (error: unknown) => {
			await parts.media.remove(stored.files);
			throw error;
		});
		void parts.doorbell.ringMedia?.();
		return { status: 201, body: { media }, location: `/api/v1/media/${media.id}`, etag: etagOf(media) };
	} finally {
		await rm(path, { force: true });
	}
}
