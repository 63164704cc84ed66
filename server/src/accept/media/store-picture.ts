import { type Executor, insertMedia } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import type { EditorMedia, MediaContent } from "@dateline/shared/protocol";
import type { MediaStore } from "./media-store.ts";
import { type ProcessedPicture, processPicture } from "./process-picture.ts";

/** A picture whose files are stored and which the record does not have yet. */
export interface StoredPicture {
	files: readonly string[];
	/** Records it. */
	insert(executor: Executor, content: MediaContent): Promise<EditorMedia>;
}

/** One picture at a time: decoding takes much memory, and as many threads as there are. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Processes a picture file and stores what readers get of it. `hash` is of its bytes; `id` is the media's.
 *
 * @throws {ProblemError} as {@link processPicture}
 */
export async function storePicture(
	store: MediaStore,
	path: string,
	hash: string,
	id: string = newId(),
): Promise<StoredPicture> {
	const turn = last.then(() => processPicture(path));
	last = turn.catch(() => undefined);
	return writeFiles(store, await turn, hash, id);
}

async function writeFiles(
	store: MediaStore,
	picture: ProcessedPicture,
	hash: string,
	id: string,
): Promise<StoredPicture> {
	const stem = `${id}-${hash.slice(0, 8)}`;
	const file = `${stem}.${picture.ending}`;
	const renditions = picture.renditions.map(({ bytes, width }) => ({ bytes, width, file: `${stem}-${width}.webp` }));
	await store.put(file, picture.bytes);
	for (const rendition of renditions) await store.put(rendition.file, rendition.bytes);
	const { type, width, height, bytes } = picture;
	const address = store.addressOf(file);
	return {
		files: [file, ...renditions.map((rendition) => rendition.file)],
		insert: (executor, content) =>
			insertMedia(executor, {
				id,
				content,
				file: address.replace(/^\/media\//, ""),
				type,
				width,
				height,
				bytes: bytes.length,
				renditions: renditions.map((one) => ({ url: store.addressOf(one.file), type: "image/webp", width: one.width })),
			}),
	};
}
