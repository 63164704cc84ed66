import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { type Executor, insertMedia, type NewMedia } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import { type EditorMedia, type MediaContent, type MediaDetails, ProblemError } from "@dateline/shared/protocol";
import { type MediaEnding, type MediaStore, mediaTypes, planRenditions } from "@dateline/workers/media";
import { type Detected, detectMedia } from "./detect-media.ts";
import { type Cut, processPicture } from "./process-picture.ts";
import { readBoxes } from "./read-boxes.ts";

/** Bytes of a picture as it comes in. */
export const maxPicture = 40 * 1024 * 1024;

/** Media whose files are stored and which the record does not have yet. */
export interface StoredMedia {
	files: readonly string[];
	/** Records it. */
	insert(executor: Executor, content: MediaContent): Promise<EditorMedia>;
}

interface Incoming {
	/** A file of ours, which may be changed and is not kept. */
	path: string;
	/** The media's id; a new one when left out. */
	id?: string;
	/** As its sender called it. */
	name?: string | undefined;
	createdBy: string | null;
	/** The part of the picture that is wanted. */
	cut?: Cut;
}

/** One picture at a time: decoding takes much memory, and as many threads as there are. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Stores what readers get of a file: a picture encoded anew at its own size, so that a post can go live with it at once
 * (the worker makes the other sizes), a video or sound as it is.
 *
 * @throws {ProblemError} `unsupported_media_type`, `payload_too_large`, `invalid` for a damaged one
 */
export async function storeMedia(store: MediaStore, incoming: Incoming): Promise<StoredMedia> {
	const detected = detectMedia(await readHead(incoming.path));
	const { size } = await stat(incoming.path);
	const details: MediaDetails = { bytes: size, ...(incoming.name && { name: nameFrom(incoming.name) }) };
	const id = incoming.id ?? newId();
	const base = { id, createdBy: incoming.createdBy };
	if (detected.kind !== "image") return storeAsItIs(store, incoming.path, detected, { ...base, details });
	if (size > maxPicture) {
		throw new ProblemError("payload_too_large", `A picture has ${maxPicture / 1024 / 1024} MB at most.`);
	}
	const turn = last.then(() => processPicture(incoming.path, detected.format, incoming.cut));
	last = turn.catch(() => undefined);
	const picture = await turn;
	const stem = `${id}-${await hashFile(incoming.path)}`;
	const file = `${stem}.${picture.ending}`;
	const { bytes, type, width, height, tone } = picture;
	const planned = planRenditions(stem, picture);
	const files = [file, ...planned.map(({ name }) => name)];
	await store.put(file, bytes);
	// Readers go straight to the bucket: until the worker has made a size, its name has the picture as it is.
	if (store.direct) for (const { name } of planned) await store.put(name, bytes, { keep: false });
	return stored(store, files, {
		...{ ...base, kind: "image", file, type, width, height, tone, bytes: bytes.length, made: "waiting" },
		renditions: planned.map((one) => ({ url: store.addressOf(one.name), type: one.type, width: one.width })),
		details: { ...details, ...picture.details },
	});
}

async function storeAsItIs(
	store: MediaStore,
	path: string,
	{ kind, ending }: Exclude<Detected, { kind: "image" }>,
	base: Pick<NewMedia, "id" | "createdBy" | "details">,
): Promise<StoredMedia> {
	const boxed = (["mp4", "mov", "m4a"] as MediaEnding[]).includes(ending) ? await readBoxes(path) : null;
	const hash = await hashFile(path, "whole");
	const file = `${base.id}-${hash.slice(0, 8)}.${ending}`;
	const { size } = await stat(path);
	await store.put(file, { path, hash });
	return stored(
		store,
		[file],
		{
			...{ ...base, kind, file, type: mediaTypes[ending], bytes: size, renditions: [], made: "waiting" },
			...(kind === "audio" ? { width: 0, height: 0 } : { width: boxed?.width ?? 0, height: boxed?.height ?? 0 }),
			details: { ...base.details, ...(boxed && { located: boxed.located }) },
		},
		boxed?.duration ?? null,
	);
}

function stored(
	store: MediaStore,
	files: readonly string[],
	{ file, ...media }: Omit<NewMedia, "content">,
	duration: number | null = null,
): StoredMedia {
	const address = store.addressOf(file).replace(/^\/media\//, "");
	return {
		files,
		insert: (executor, content) => insertMedia(executor, { ...media, file: address, content, duration }),
	};
}

/** The last part of a path, as one line. */
const nameFrom = (name: string): string =>
	(name.split(/[/\\]/).at(-1) ?? "").replace(/[\p{Cc}\p{Cf}\p{Surrogate}]+/gu, " ").slice(0, 200);

async function hashFile(path: string, length: "short" | "whole" = "short"): Promise<string> {
	const hash = createHash("sha256");
	await pipeline(createReadStream(path), hash);
	const text = hash.digest("hex");
	return length === "short" ? text.slice(0, 8) : text;
}

async function readHead(path: string): Promise<Buffer> {
	const file = await open(path);
	try {
		const { buffer, bytesRead } = await file.read(Buffer.alloc(4_096), 0, 4_096, 0);
		return buffer.subarray(0, bytesRead);
	} finally {
		await file.close();
	}
}
