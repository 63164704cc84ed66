import { type FileHandle, open } from "node:fs/promises";

/** Bytes of the description of a video that are read. */
const longest = 64 * 1024 * 1024;

/** What a video says of itself. Pixels as shown and seconds; 0 and null when it does not say. */
export interface BoxedFacts {
	width: number;
	height: number;
	duration: number | null;
	/** Whether it said where it was taken. */
	located: boolean;
}

/** A place as phones write it (ISO 6709): `+50.4501+030.5234+170/`. */
const place = /[+-]\d{2}\.\d{3,}[+-]\d{3}\.\d{3,}(?:[+-]\d+(?:\.\d+)?)?\/?/g;

/**
 * Reads the description (`moov`, ISO/IEC 14496-12) of an MP4, M4A or MOV, and blanks in the file the place where it was
 * taken. A file that can't be understood is left as it is.
 */
export async function readBoxes(path: string): Promise<BoxedFacts> {
	const file = await open(path, "r+");
	try {
		const found = await findMovie(file);
		if (!found) return { width: 0, height: 0, duration: null, located: false };
		const movie = Buffer.alloc(found.length);
		await file.read(movie, 0, found.length, found.at);
		const places = [...movie.toString("latin1").matchAll(place)];
		for (const { index, 0: text } of places)
			await file.write(Buffer.alloc(text.length, "0"), 0, text.length, found.at + index);
		return { ...measure(movie), located: places.length > 0 };
	} finally {
		await file.close();
	}
}

async function findMovie(file: FileHandle): Promise<{ at: number; length: number } | null> {
	const { size } = await file.stat();
	const head = Buffer.alloc(16);
	for (let at = 0, boxes = 0; at + 8 <= size && boxes < 10_000; boxes++) {
		await file.read(head, 0, 16, at);
		const short = head.readUInt32BE(0);
		const length = short === 1 ? Number(head.readBigUInt64BE(8)) : short === 0 ? size - at : short;
		if (length < 8) return null;
		if (head.toString("latin1", 4, 8) === "moov") {
			return length <= longest && at + length <= size ? { at, length } : null;
		}
		at += length;
	}
	return null;
}

function measure(movie: Buffer): Omit<BoxedFacts, "located"> {
	const facts: Omit<BoxedFacts, "located"> = { width: 0, height: 0, duration: null };
	const walk = (from: number, to: number, depth: number) => {
		for (let at = from; at + 8 <= to; ) {
			const length = movie.readUInt32BE(at);
			if (length < 8 || at + length > to) return;
			const type = movie.toString("latin1", at + 4, at + 8);
			const inside = movie.subarray(at + 8, at + length);
			if (type === "mvhd") facts.duration = readDuration(inside);
			if (type === "tkhd") readTrack(inside, facts);
			if (type === "trak" && depth < 2) walk(at + 8, at + length, depth + 1);
			at += length;
		}
	};
	walk(8, movie.length, 0);
	return facts;
}

function readDuration(box: Buffer): number | null {
	const wide = box.length > 0 && box.readUInt8(0) === 1;
	if (box.length < (wide ? 32 : 20)) return null;
	const scale = box.readUInt32BE(wide ? 20 : 12);
	const units = wide ? Number(box.readBigUInt64BE(24)) : box.readUInt32BE(16);
	return scale > 0 && units < 2 ** 52 ? Math.round((units / scale) * 100) / 100 : null;
}

/** The matrix says whether it is shown lying; width and height are 16.16 fixed point at the end. */
function readTrack(box: Buffer, facts: { width: number; height: number }): void {
	if (box.length < 84) return;
	const matrix = box.length - 8 - 36;
	const [width, height] = [box.readUInt32BE(box.length - 8) >>> 16, box.readUInt32BE(box.length - 4) >>> 16];
	if (width === 0 || height === 0 || width * height <= facts.width * facts.height) return;
	const lying = box.readInt32BE(matrix) === 0 && box.readInt32BE(matrix + 4) !== 0;
	Object.assign(facts, lying ? { width: height, height: width } : { width, height });
}
