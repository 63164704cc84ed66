import { mediaFieldsSchema, ProblemError } from "@dateline/shared/protocol";
import { receiveUpload, type Upload } from "../media/receive-upload.ts";
import { type StoredPicture, storePicture } from "../media/store-picture.ts";
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
		const picture = await storePicture(parts.media, upload.path, upload.hash);
		let recorded = false;
		try {
			return await handIn(parts, { ...handingOf(input, upload), success: 201 }, async (transaction) => {
				const media = await picture.insert(transaction, content);
				recorded = true;
				const location = `/api/v1/media/${media.id}`;
				return { answer: { status: 201, body: { media }, location, etag: etagOf(media) } };
			});
		} catch (error) {
			recorded = false;
			throw error;
		} finally {
			if (!recorded) await removeFiles(parts, picture);
		}
	});
}

const removeFiles = ({ media }: AcceptParts, { files }: StoredPicture): Promise<void> => media.remove(files);

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
