/** Pixels of the longer side of a picture that is sent: readers get 1,600 at most, and cutting needs some more. */
const longestSide = 2_560;
/** Bytes from which it is worth the while. */
const smallEnough = 800_000;

/**
 * A smaller JPEG of a photograph that is larger than readers ever see, upright, with the words that stood in it but not
 * the place; the file itself when it is small enough, moves, lets something shine through or can't be read here.
 */
export async function shrinkPicture(file: File): Promise<File> {
	if (file.type !== "image/jpeg" || file.size < smallEnough) return file;
	const bitmap = await createImageBitmap(file).catch(() => null);
	if (bitmap === null) return file;
	try {
		const scale = longestSide / Math.max(bitmap.width, bitmap.height);
		if (scale >= 1) return file;
		const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
		canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
		const small = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.88 });
		const words = await readWords(file);
		const bytes = [small.slice(0, 2), ...words, small.slice(2)];
		const shrunk = new File(bytes, file.name, { type: "image/jpeg", lastModified: file.lastModified });
		return shrunk.size < file.size ? shrunk : file;
	} catch {
		return file;
	} finally {
		bitmap.close();
	}
}

/** The segments of a JPEG in which its words stand: XMP (APP1) and IPTC (APP13), as they are. EXIF, with the place, stays. */
async function readWords(file: File): Promise<Uint8Array<ArrayBuffer>[]> {
	const bytes = new Uint8Array(await file.slice(0, 512 * 1024).arrayBuffer());
	const view = new DataView(bytes.buffer);
	const words: Uint8Array<ArrayBuffer>[] = [];
	for (let at = 2; at + 4 < bytes.length && bytes[at] === 0xff; ) {
		const marker = view.getUint8(at + 1);
		// The picture itself begins: no more segments.
		if (marker === 0xda) break;
		const end = at + 2 + view.getUint16(at + 2);
		const name = String.fromCharCode(...bytes.subarray(at + 4, at + 14));
		const holdsWords = (marker === 0xe1 && name.startsWith("http://ns")) || (marker === 0xed && name === "Photoshop ");
		if (holdsWords && end <= bytes.length) words.push(bytes.slice(at, end));
		at = end;
	}
	return words;
}
