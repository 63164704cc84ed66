import { type MediaDetails, ProblemError } from "@dateline/shared/protocol";
import { type MediaEnding, toneOf } from "@dateline/workers/media";
import sharp, { type Metadata, type Sharp } from "sharp";
import type { PictureFormat } from "./detect-media.ts";
import { readCredits } from "./read-credits.ts";

/** Pixels of a picture that comes in, frames of an animation together. */
const maxPixels = 64_000_000;
/** Pixels of the longer side of what is kept. */
const longestSide = 4_096;
/** Seconds that one encoding may take. */
const patience = 30;

export interface ProcessedPicture {
	bytes: Buffer;
	ending: MediaEnding;
	/** The media type, such as `image/jpeg`. */
	type: string;
	width: number;
	height: number;
	/** Whether something may shine through, and whether it moves. */
	alpha: boolean;
	animated: boolean;
	/** Null where something may shine through: its room must not. */
	tone: string | null;
	details: MediaDetails;
}

/** A part of a picture, in shares of its width and height from the top left. */
export interface Cut {
	x: number;
	y: number;
	width: number;
	height: number;
}

/**
 * Makes of a picture that came in the one file that readers get at once: decoded and encoded anew, upright, in sRGB,
 * without EXIF (so without the place where it was taken). What it said of itself comes back as details.
 *
 * @throws {ProblemError} `payload_too_large` for too many pixels, `invalid` when it is damaged
 */
export async function processPicture(path: string, format: PictureFormat, cut?: Cut): Promise<ProcessedPicture> {
	try {
		const metadata = await load(path, format).metadata();
		const alpha = metadata.hasAlpha ?? false;
		const animated = (metadata.pages ?? 1) > 1 && format !== "tiff";
		const kept = keptFormat(format, alpha);
		const upright = load(path, format).autoOrient();
		const part = cut ? upright.extract(pixelsOf(cut, uprightSize(metadata))) : upright;
		const small = part.resize(longestSide, longestSide, { fit: "inside", withoutEnlargement: true });
		const { data: bytes, info } = await encode(small, kept).toBuffer({ resolveWithObject: true });
		const size = uprightSize(metadata);
		return {
			...{ bytes, alpha, animated, width: info.width, height: info.pageHeight ?? info.height },
			ending: kept === "jpeg" ? "jpg" : kept,
			type: `image/${kept}`,
			tone: alpha ? null : await toneOf(bytes),
			details: { ...readCredits(metadata), ...size },
		};
	} catch (error) {
		throw asProblem(error);
	}
}

/** A browser shows no TIFF. */
const keptFormat = (format: PictureFormat, alpha: boolean): Exclude<PictureFormat, "tiff"> =>
	format === "tiff" ? (alpha ? "png" : "jpeg") : format;

/** As it is seen: the camera may have lain on its side. */
function uprightSize({ width, height, pageHeight, orientation = 1 }: Metadata): { width: number; height: number } {
	const tall = pageHeight ?? height;
	return orientation >= 5 ? { width: tall, height: width } : { width, height: tall };
}

function pixelsOf(cut: Cut, { width, height }: { width: number; height: number }) {
	const left = Math.min(width - 1, Math.round(cut.x * width));
	const top = Math.min(height - 1, Math.round(cut.y * height));
	return {
		...{ left, top },
		width: Math.max(1, Math.min(width - left, Math.round(cut.width * width))),
		height: Math.max(1, Math.min(height - top, Math.round(cut.height * height))),
	};
}

function load(path: string, format: PictureFormat): Sharp {
	return sharp(path, { limitInputPixels: maxPixels, animated: format === "gif" || format === "webp", failOn: "error" });
}

function encode(picture: Sharp, format: Exclude<PictureFormat, "tiff">): Sharp {
	const timed = picture.timeout({ seconds: patience });
	switch (format) {
		case "jpeg":
			return timed.jpeg({ quality: 86, progressive: true });
		case "png":
			return timed.png();
		case "webp":
			return timed.webp({ quality: 86 });
		case "avif":
			return timed.avif({ quality: 60, effort: 2 });
		case "gif":
			return timed.gif();
	}
}

function asProblem(error: unknown): ProblemError {
	const message = error instanceof Error ? error.message : "";
	if (/pixel limit/i.test(message)) {
		return new ProblemError("payload_too_large", `A picture has ${maxPixels / 1_000_000} million pixels at most.`);
	}
	if (/timeout/i.test(message)) return new ProblemError("payload_too_large", "The picture takes too long to process.");
	return new ProblemError("invalid", "The picture is damaged: it can't be read.");
}
