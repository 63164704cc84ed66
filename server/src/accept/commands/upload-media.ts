import { mediaFieldsSchema, ProblemError } from "@dateline/shared/protocol";
import { actorKey } from "../actor.ts";
import { receiveUpload, type Upload } from "../media/receive-upload.ts";
import { type StoredMedia, storeMedia } from "../media/store-media.ts";
import type { AcceptParts } from "../parts.ts";
import { etagOf } from "../routing/if-match.ts";
import { issuesOf } from "../routing/issues-of.ts";
import { hashRequest } from "../routing/read-idempotency.ts";
import type { Answer, RawInput } from "../routing/route.ts";
import { handIn } from "./hand-in.ts";

/**
 * Receives a picture, makes its files, and records it. Files come before the row: a row never names a file that is not
 * there. When the row is not written, or a repeat found an earlier one, the files go again.
 */
export function uploadMedia(parts: AcceptParts, input: Omit<RawInput, "query" | "body">): Promise<Answer> {
	return receiveUpload(input.request, parts.media.incoming, async (upload) => {
		const content = parseFields(upload.fields);
		const { path, name } = upload;
		const picture = await storeMedia(parts.media, { path, name, createdBy: actorKey(input.actor) });
		let recorded = false;
		try {
			const answer = await handIn(parts, { ...handingOf(input, upload), success: 201 }, async (transaction) => {
				const media = await picture.insert(transaction, content);
				recorded = true;
				const location = `/api/v1/media/${media.id}`;
				return { answer: { status: 201, body: { media }, location, etag: etagOf(media) } };
			});
			void parts.doorbell.ringMedia?.();
			return answer;
		} catch (error) {
			recorded = false;
			throw error;
		} finally {
			if (!recorded) await removeFiles(parts, picture);
		}
	});
}

const removeFiles = ({ media }: AcceptParts, { files }: StoredMedia): Promise<void> => media.remove(files);

/** The same request is the same fields and the same file. */
function handingOf({ actor, idempotency, audit, request }: Omit<RawInput, "query" | "body">, { fields, hash }: Upload) {
	const bodyHash = hashRequest(request, JSON.stringify([fields, hash]));
	return { actor, audit, idempotency: idempotency && { ...idempotency, bodyHash } };
}

function parseFields(fields: Record<string, unknown>) {
	const parsed = mediaFieldsSchema.safeParse(fields);
	if (parsed.success) return parsed.data;
	throw new ProblemError("invalid", "A field of the form does not fit; see errors.", {
		errors: issuesOf(parsed.error),
	});
}
