/** Small real files of sound and video, written by hand: no program is needed to make them. */

const box = (type: string, ...parts: Buffer[]): Buffer => {
	const inside = Buffer.concat(parts);
	const head = Buffer.alloc(8);
	head.writeUInt32BE(inside.length + 8, 0);
	head.write(type, 4, "latin1");
	return Buffer.concat([head, inside]);
};

/** The skeleton of an MP4: how large and long it is, where it was taken, and `bytes` of nothing to show. */
export function makeMp4({
	width = 640,
	height = 360,
	seconds = 12,
	place = "+50.4501+030.5234/",
	bytes = 1_000,
} = {}): Buffer {
	const movie = Buffer.alloc(100);
	movie.writeUInt32BE(1_000, 12);
	movie.writeUInt32BE(seconds * 1_000, 16);
	const track = Buffer.alloc(84);
	track.writeUInt32BE(0x10000, 40);
	track.writeUInt32BE(width * 0x10000, 76);
	track.writeUInt32BE(height * 0x10000, 80);
	return Buffer.concat([
		box("ftyp", Buffer.from("isom\0\0\x02\0isomiso2avc1mp41", "latin1")),
		box("mdat", Buffer.alloc(bytes, 7)),
		box("moov", box("mvhd", movie), box("trak", box("tkhd", track)), box("udta", box("\xa9xyz", Buffer.from(place)))),
	]);
}

/** One second of a tone as WAV (RIFF, 8 kHz, 8 bits, mono). */
export function makeWav(): Buffer {
	const samples = Buffer.from(Array.from({ length: 8_000 }, (_, at) => 128 + 100 * Math.sin(at / 3)));
	const head = Buffer.from(
		"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\0\0\0\0\0\0\0\0\x01\0\x08\0data\0\0\0\0",
		"latin1",
	);
	head.writeUInt32LE(36 + samples.length, 4);
	head.writeUInt32LE(8_000, 24);
	head.writeUInt32LE(8_000, 28);
	head.writeUInt32LE(samples.length, 40);
	return Buffer.concat([head, samples]);
}
