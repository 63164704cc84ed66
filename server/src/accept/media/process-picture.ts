import { open } from "node:fs/promises";
import { ProblemError } from "@dateline/shared/protocol";
import sharp, { type Sharp } from "sharp";
import { detectPicture, type PictureFormat } from "./detect-picture.ts";

/** Pixels of a picture that comes in, frames of an animation together. */
const maxPixels = 64_000_000;
/** Pixels of the longer side of what is kept. */
const longestSide = 4_096;
/** Widths of the renditions, as far as the picture is wider. */
const renditionWidths = [480, 960, 1_600];
/** Seconds that one encoding may take. */
const patience = 30;

export interface ProcessedPicture {
	bytes: Buffer;
	/** The ending of its file's name, and its media type. */
	ending: string;
	type: string;
	width: number;
	height: number;
	/** WebP, each narrower than the picture. */
	renditions: { bytes: Buffer; width: number }[];
}

/**
 * Makes of an upload what readers get: decoded and encoded anew, upright, in sRGB, without EXIF (so without the place
 * where it was taken), and in a few widths.
 *
 * @throws {ProblemError} `unsupported_media_type`, `payload_too_large` for too many pixels, `invalid` when it is damaged
 */
export async function processPicture(path: string): Promise<ProcessedPicture> {
	const format = detectPicture(await readHead(path));
	try {
		const upright = load(path, format)
			.autoOrient()
			.resize(longestSide, longestSide, { fit: "inside", withoutEnlargement: true });
		const { data: bytes, info } = await encode(upright, format).toBuffer({ resolveWithObject: true });
		const renditions: ProcessedPicture["renditions"] = [];
		for (const width of renditionWidths.filter((width) => width < info.width)) {
			const narrow = load(path, format)
				.autoOrient()
				.resize({ width })
				.webp({ quality: 78 })
				.timeout({ seconds: patience });
			renditions.push({ bytes: await narrow.toBuffer(), width });
		}
		const height = info.pageHeight ?? info.height;
		return {
			bytes,
			ending: format === "jpeg" ? "jpg" : format,
			type: `image/${format}`,
			width: info.width,
			height,
			renditions,
		};
	} catch (error) {
		throw asProblem(error);
	}
}

function load(path: string, format: PictureFormat): Sharp {
	return sharp(path, { limitInputPixels: maxPixels, animated: format === "gif" || format === "webp", failOn: "error" });
}

function encode(picture: Sharp, format: PictureFormat): Sharp {
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

async function readHead(path: string): Promise<Buffer> {
	const file = await open(path);
	try {
		const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
		return buffer.subarray(0, bytesRead);
	} finally {
		await file.close();
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
