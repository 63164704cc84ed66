import type { MediaKind } from "@dateline/shared/model";
import { ProblemError } from "@dateline/shared/protocol";
import type { MediaEnding } from "@dateline/workers/media";

export type PictureFormat = "jpeg" | "png" | "webp" | "avif" | "gif" | "tiff";

/** What a file is: a picture, which is decoded and encoded anew, or a video or sound, which is stored as it is. */
export type Detected =
	| { kind: "image"; format: PictureFormat }
	| { kind: Exclude<MediaKind, "image">; ending: MediaEnding };

const taken =
	"A picture is JPEG, PNG, WebP, AVIF, GIF or TIFF; a video MP4, WebM or MOV; a sound MP3, M4A, OGG or WAV. This file is none of them.";

const refuse = (detail: string) => new ProblemError("unsupported_media_type", detail);

/**
 * What a file is by its first bytes, whatever its name and its sender say: nothing else ever gets to the decoders.
 *
 * @param head the first 4 KB, or all of it
 * @throws {ProblemError} `unsupported_media_type`, with what to do about it
 */
export function detectMedia(head: Buffer): Detected {
	const text = head.toString("latin1");
	const picture = (format: PictureFormat): Detected => ({ kind: "image", format });
	if (text.startsWith("\xff\xd8\xff")) return picture("jpeg");
	if (text.startsWith("\x89PNG\r\n\x1a\n")) return picture("png");
	if (/^GIF8[79]a/.test(text)) return picture("gif");
	if (text.startsWith("II*\0") || text.startsWith("MM\0*")) return picture("tiff");
	if (text.startsWith("RIFF") && text.slice(8, 12) === "WEBP") return picture("webp");
	if (text.startsWith("RIFF") && text.slice(8, 12) === "WAVE") return { kind: "audio", ending: "wav" };
	if (text.startsWith("OggS") && !text.includes("theora")) return { kind: "audio", ending: "ogg" };
	if (text.startsWith("ID3") || /^\xff[\xfa\xfb\xf2\xf3]/.test(text)) return { kind: "audio", ending: "mp3" };
	if (text.startsWith("\x1a\x45\xdf\xa3") && text.includes("webm")) return { kind: "video", ending: "webm" };
	if (text.slice(4, 8) === "ftyp") return detectBoxed(head, text);
	if (/^\s*(<\?xml|<!--|<!doctype svg|<svg)/i.test(head.toString("utf8").replace(/^\ufeff/, "")))
		throw refuse("SVG is not taken: it can carry scripts. Send a PNG or WebP of it.");
	throw refuse(taken);
}

/** ISO base media (ISO/IEC 14496-12): the brands in the first box say what is in it. */
function detectBoxed(head: Buffer, text: string): Detected {
	const brands = text.slice(8, Math.min(head.readUInt32BE(0), 128));
	if (/avi[fs]/.test(brands)) return { kind: "image", format: "avif" };
	if (/hei[cxms]|hev[cx]|mif1|msf1/.test(brands))
		throw refuse(
			"This server cannot read HEIC. Send it as JPEG; on an iPhone, share it as “Most compatible”, or set Camera, Formats to it.",
		);
	if (brands.startsWith("M4A") || brands.startsWith("M4B")) return { kind: "audio", ending: "m4a" };
	if (brands.startsWith("qt")) return { kind: "video", ending: "mov" };
	if (/iso[m2-9]|mp4[12]|avc1|M4V|MSNV|dash|3gp/.test(brands)) return { kind: "video", ending: "mp4" };
	throw refuse(taken);
}
