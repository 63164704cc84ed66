import type { MediaDetails } from "@dateline/shared/protocol";
import type { Metadata } from "sharp";

/** Characters of words that are suggested. */
const longest = { caption: 1_000, credit: 200 };

/** What a picture says of itself before it is taken out: its words, when it was taken, and whether it says where. */
export function readCredits(metadata: Metadata): Pick<MediaDetails, "takenAt" | "located" | "suggested"> {
	const iptc = metadata.iptc ? readIptc(metadata.iptc) : {};
	const xmp = metadata.xmp ? readXmp(metadata.xmp.subarray(0, 512 * 1024).toString("utf8")) : {};
	const exif = metadata.exif ? readExif(metadata.exif) : { located: false };
	const suggested = {
		caption: clean(iptc.caption ?? xmp.caption ?? "", longest.caption),
		credit: clean(iptc.credit ?? xmp.credit ?? iptc.byline ?? xmp.creator ?? "", longest.credit),
	};
	return {
		...(exif.takenAt && { takenAt: exif.takenAt }),
		located: exif.located || (metadata.xmp?.includes("exif:GPSLatitude") ?? false),
		...((suggested.caption || suggested.credit) && { suggested }),
	};
}

/** One line without what no text may hold. */
const clean = (text: string, most: number): string =>
	text
		.replace(/[\p{Cc}\p{Cf}\p{Surrogate}\u2028\u2029]+/gu, " ")
		.replace(/\s+/g, " ")
		.trim()
		.slice(0, most);

/** IPTC-IIM within Photoshop's resource 0x0404: records `1C 02 <data set> <length>`; 80 by-line, 110 credit, 120 caption. */
function readIptc(bytes: Buffer): { caption?: string; credit?: string; byline?: string } {
	const found: Record<number, string> = {};
	for (let at = bytes.indexOf("\x1c\x02", 0, "latin1"); at >= 0 && at + 5 <= bytes.length; ) {
		const set = bytes.readUInt8(at + 2);
		const length = bytes.readUInt16BE(at + 3);
		// A length of over 32 KB is written otherwise, and is no caption.
		if (length > 0x7fff || at + 5 + length > bytes.length) break;
		if ([80, 110, 120].includes(set)) found[set] ??= decode(bytes.subarray(at + 5, at + 5 + length));
		at = bytes.indexOf("\x1c\x02", at + 5 + length, "latin1");
	}
	return {
		...(found[120] && { caption: found[120] }),
		...(found[110] && { credit: found[110] }),
		...(found[80] && { byline: found[80] }),
	};
}

/** UTF-8 when it is that, else Latin-1, as old cameras write. */
function decode(bytes: Buffer): string {
	const text = bytes.toString("utf8");
	return text.includes("\ufffd") ? bytes.toString("latin1") : text;
}

function readXmp(text: string): { caption?: string; credit?: string; creator?: string } {
	// By places and not by a pattern, which a hostile text could keep busy for seconds.
	const inside = (tag: string) => {
		const from = text.search(new RegExp(`<${tag}[\\s>]`));
		const start = from < 0 ? -1 : text.indexOf(">", from) + 1;
		const end = start <= 0 ? -1 : text.indexOf(`</${tag}>`, start);
		return end < 0 || end - start > 5_000 ? undefined : text.slice(start, end).trim();
	};
	const item = (tag: string) => /<rdf:li[^>]{0,200}>([^<]{0,3000})<\/rdf:li>/.exec(inside(tag) ?? "")?.[1];
	const credit = inside("photoshop:Credit") ?? /photoshop:Credit="([^"]{0,500})"/.exec(text)?.[1];
	const caption = item("dc:description");
	const creator = item("dc:creator");
	return {
		...(caption && { caption: plain(caption) }),
		...(credit && { credit: plain(credit) }),
		...(creator && { creator: plain(creator) }),
	};
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const plain = (text: string): string =>
	text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? "");

/** EXIF is a TIFF: directories of entries of 12 bytes. 0x8825 leads to the place, 0x8769 to 0x9003, when it was taken. */
function readExif(bytes: Buffer): { located: boolean; takenAt?: string } {
	const tiff = bytes.subarray(bytes.indexOf("Exif\0\0", 0, "latin1") === 0 ? 6 : 0);
	const little = tiff.toString("latin1", 0, 2) === "II";
	const word = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
	const long = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
	const find = (directory: number, tag: number): number | null => {
		for (let index = 0; index < Math.min(word(directory), 200); index++) {
			const entry = directory + 2 + index * 12;
			if (word(entry) === tag) return entry;
		}
		return null;
	};
	try {
		const first = long(4);
		const located = find(first, 0x8825) !== null;
		const more = find(first, 0x8769);
		const taken = more === null ? null : find(long(more + 8), 0x9003);
		const text = taken === null ? "" : tiff.toString("latin1", long(taken + 8), long(taken + 8) + 19);
		const match = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(text);
		return { located, ...(match && { takenAt: `${match[1]}-${match[2]}-${match[3]}T${match[4]}` }) };
	} catch {
		// Damaged: whatever it says is taken out all the same.
		return { located: false };
	}
}
