import { ProblemError } from "@dateline/shared/protocol";

export const pictureFormats = ["jpeg", "png", "webp", "avif", "gif"] as const;
export type PictureFormat = (typeof pictureFormats)[number];

/**
 * The format of a picture by its first bytes, whatever its name and its sender say: nothing else ever gets to the
 * decoders.
 *
 * @throws {ProblemError} `unsupported_media_type`
 */
export function detectPicture(head: Buffer): PictureFormat {
	if (head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return "jpeg";
	if (head.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return "png";
	const text = head.toString("latin1");
	if (/^GIF8[79]a/.test(text)) return "gif";
	if (text.startsWith("RIFF") && text.slice(8, 12) === "WEBP") return "webp";
	if (text.slice(4, 8) === "ftyp" && /avi[fs]/.test(text.slice(8, 64))) return "avif";
	if (/^\s*(<\?xml|<!--|<!doctype svg|<svg)/i.test(head.toString("utf8").replace(/^\ufeff/, ""))) {
		throw new ProblemError(
			"unsupported_media_type",
			"SVG is not taken: it can carry scripts. Send a PNG or WebP of it.",
		);
	}
	throw new ProblemError(
		"unsupported_media_type",
		`A picture is ${pictureFormats.join(", ")}; this file is none of them.`,
	);
}
