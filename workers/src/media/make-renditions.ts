import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { MediaWork } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import sharp, { type Sharp } from "sharp";
import { type MediaStore, nameOf } from "./media-store.ts";

/** Seconds that one encoding may take. AVIF of a large picture takes a few on a small machine. */
const patience = 60;
/** As what comes in. */
const maxPixels = 64_000_000;

/** One thread: readers and editors come first on the machine that they share with this. */
sharp.concurrency(1);

/**
 * Makes the sizes of a picture that the record names, one after the other, out of the file that readers have already.
 *
 * @returns the smallest of them; null when there are none to make
 * @throws when the file is not there or can't be read
 */
export async function makeRenditions(
	store: MediaStore,
	{ file, type, renditions }: Pick<MediaWork, "file" | "type" | "renditions">,
	signal: AbortSignal,
): Promise<{ bytes: number; type: string } | null> {
	const path = join(store.incoming, newId());
	try {
		if (!(await store.fetch(nameOf(file), path))) throw new Error(`${nameOf(file)} is not in the storage`);
		let smallest: { bytes: number; type: string } | null = null;
		for (const rendition of renditions) {
			signal.throwIfAborted();
			const animated = (type === "image/gif" || type === "image/webp") && rendition.type === "image/webp";
			const narrow = sharp(path, { limitInputPixels: maxPixels, animated }).resize({ width: rendition.width });
			const bytes = await encode(narrow.timeout({ seconds: patience }), rendition.type).toBuffer();
			await store.put(nameOf(rendition.url), bytes);
			if (smallest === null || bytes.length < smallest.bytes) smallest = { bytes: bytes.length, type: rendition.type };
		}
		return smallest;
	} finally {
		await rm(path, { force: true });
	}
}

/** Qualities that look alike. */
function encode(picture: Sharp, type: string): Sharp {
	if (type === "image/avif") return picture.avif({ quality: 52, effort: 3 });
	if (type === "image/webp") return picture.webp({ quality: 78 });
	if (type === "image/jpeg") return picture.jpeg({ quality: 80, progressive: true });
	throw new Error(`nothing is made as ${type}`);
}
