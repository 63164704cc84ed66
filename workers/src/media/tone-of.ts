import sharp from "sharp";

/** Shares of OKLCH's circle that have a letter each, from `a`. */
const hues = 12;
/** OKLCH chroma under which a colour is grey, `n`. */
const grey = 0.02;
const maxPixels = 64_000_000;

/** Lines that a picture is brought down to; the two in its middle belong to both halves, and count for none. */
const lines = 8;

/**
 * The colours of a picture, to be shown in its room until it is there: two signs for its upper half and two for its lower
 * one, lightness in tenths and hue, as in `tones.css`. Such as `8i3n`: light blue over dark grey.
 *
 * @throws when the picture can't be read
 */
export async function toneOf(picture: Buffer): Promise<string> {
	const small = sharp(picture, { limitInputPixels: maxPixels }).removeAlpha().toColourspace("srgb");
	const { data, info } = await small
		.resize(1, lines, { fit: "fill", kernel: "linear" })
		.raw()
		.toBuffer({ resolveWithObject: true });
	const half = lines / 2 - 1;
	return [0, lines - half].map((from) => signsOf(...meanOf(data, info.channels, from, half))).join("");
}

/** Red, green and blue, 0 to 1, of some lines of one pixel; a picture in greys has one channel for all. */
function meanOf(pixels: Buffer, channels: number, from: number, count: number): [number, number, number] {
	const mean = (channel: number) => {
		let sum = 0;
		for (let line = from; line < from + count; line += 1) sum += pixels[line * channels + channel] ?? 0;
		return sum / count / 255;
	};
	return channels < 3 ? [mean(0), mean(0), mean(0)] : [mean(0), mean(1), mean(2)];
}

/** By Björn Ottosson's OKLab (bottosson.github.io/posts/oklab, public domain). */
function signsOf(red: number, green: number, blue: number): string {
	const [r, g, b] = [red, green, blue].map((share) =>
		share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4,
	) as [number, number, number];
	const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
	const middle = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
	const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
	const lightness = 0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short;
	const redness = 1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short;
	const yellowness = 0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short;
	const tenth = Math.min(9, Math.max(0, Math.floor(lightness * 10)));
	if (Math.hypot(redness, yellowness) < grey) return `${tenth}n`;
	const turn = (Math.atan2(yellowness, redness) / (2 * Math.PI) + 1) % 1;
	return `${tenth}${String.fromCharCode(97 + (Math.round(turn * hues) % hues))}`;
}
