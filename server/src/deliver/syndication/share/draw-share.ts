import { fileURLToPath } from "node:url";
import { directionOf, wordsFor } from "@dateline/client/pages";
import { escapeHtml } from "@dateline/shared/model";
import sharp, { type OverlayOptions } from "sharp";
import { type ShareForm, type ShareSubject, shareForms } from "./share-address.ts";

/** The faces that cards are written in, our own: what is installed on the machine does not matter. */
const folder = new URL("../../../../fonts/", import.meta.url);
const files = ["card-serif-latin.ttf", "card-serif-latin-ext.ttf", "card-serif-cyrillic.ttf", "card-arabic.ttf"];
const pathOf = (file: string): string => fileURLToPath(new URL(file, folder));
const family = "Dateline Serif, Markazi Text";

/** What our faces have letters for; a headline in another script is not written at all. */
const written = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}\p{M}\p{Nd}\p{P}\p{Z}$€£+=<>|~^°%№]*$/u;

const margin = 64;
/** Sizes that a headline is tried in, in points of a picture of 1,200 pixels. */
const sizes = [52, 46, 40, 34, 29];
/** The part of the height that the headline may take. */
const headlinePart = 0.55;
const night = "#121517";
const signal = "#d3232f";

let faces: Promise<unknown> | null = null;

/** Each face has to be named once before text may be set in all of them. */
function loadFaces(): Promise<unknown> {
	faces ??= (async () => {
		for (const file of files) {
			await sharp({ text: { text: "x", font: family, fontfile: pathOf(file) } })
				.png()
				.toBuffer();
		}
	})();
	return faces;
}

/**
 * Draws a share image as JPEG: the picture cut around its focus, in the form `card` with the headline over it. Without a
 * picture the headline stands on our dark; in a script that we have no letters for the picture stands alone.
 *
 * @param picture the bytes of the subject's picture, null without one
 */
export async function drawShare(subject: ShareSubject, form: ShareForm, picture: Buffer | null): Promise<Buffer> {
	await loadFaces();
	const { width, height } = shareForms[form];
	const ground = picture ? await cutAround(subject, picture, width, height) : null;
	const base = ground ? sharp(ground) : sharp({ create: { width, height, channels: 3, background: night } });
	const layers = ground && form !== "card" ? [] : await writing(subject, width, height, ground !== null);
	return base.composite(layers).jpeg({ quality: 82, mozjpeg: true }).toBuffer();
}

async function cutAround(subject: ShareSubject, picture: Buffer, width: number, height: number): Promise<Buffer> {
	const { x, y } = subject.picture?.focus ?? { x: 0.5, y: 0.5 };
	const upright = sharp(picture, { failOn: "error" }).autoOrient();
	const { autoOrient: whole } = await upright.metadata();
	const scale = Math.max(width / whole.width, height / whole.height);
	const size = { width: Math.ceil(whole.width * scale), height: Math.ceil(whole.height * scale) };
	const place = (at: number, all: number, shown: number) =>
		Math.round(Math.min(Math.max(at * all - shown / 2, 0), all - shown));
	return upright
		.resize(size.width, size.height, { fit: "fill" })
		.extract({ left: place(x, size.width, width), top: place(y, size.height, height), width, height })
		.flatten({ background: night })
		.removeAlpha()
		.toColourspace("srgb")
		.png({ compressionLevel: 1 })
		.toBuffer();
}

/** The site's name, whether it is live, and the headline, at the foot of the image. */
async function writing(subject: ShareSubject, width: number, height: number, over: boolean): Promise<OverlayOptions[]> {
	const rtl = directionOf(subject.language) === "rtl";
	const atStart = (inner: number) => (rtl ? width - margin - inner : margin);
	const headline = written.test(subject.headline) ? await setHeadline(subject.headline, width, height) : null;
	const name = written.test(subject.site) ? await set(subject.site, 20, width - 2 * margin) : null;
	const word = subject.live ? wordsFor(subject.language).live : "";
	const live = word && written.test(word) ? await set(word, 20, width / 3) : null;
	const lines: OverlayOptions[] = [];
	let top = height - margin;
	if (headline) {
		top -= headline.info.height;
		lines.push({ input: headline.data, left: atStart(headline.info.width), top });
		top -= 28;
	}
	let start = margin;
	for (const label of [live, name]) {
		if (!label || top - label.info.height < margin / 2) continue;
		const left = rtl ? width - start - label.info.width : start;
		const y = top - label.info.height;
		if (label === live) {
			const box = { width: label.info.width + 24, height: label.info.height + 16 };
			const shape = `<svg xmlns="http://www.w3.org/2000/svg" width="${box.width}" height="${box.height}"><rect width="100%" height="100%" fill="${signal}"/></svg>`;
			const boxLeft = rtl ? width - start - box.width : start;
			lines.push({ input: Buffer.from(shape), left: boxLeft, top: y - 8 });
			lines.push({ input: label.data, left: boxLeft + 12, top: y });
			start += box.width + 20;
		} else lines.push({ input: label.data, left, top: y });
	}
	return over ? [{ input: shade(width, height, top), left: 0, top: 0 }, ...lines] : lines;
}

/** Dark enough under the letters that white on it can be read on any picture. */
function shade(width: number, height: number, top: number): Buffer {
	const from = Math.max(0, ((top - 160) / height) * 100);
	const full = Math.max(0, ((top - 40) / height) * 100);
	return Buffer.from(
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="${from}%" stop-color="${night}" stop-opacity="0"/><stop offset="${full}%" stop-color="${night}" stop-opacity=".82"/><stop offset="100%" stop-color="${night}" stop-opacity=".92"/></linearGradient><rect width="100%" height="100%" fill="url(#g)"/></svg>`,
	);
}

async function setHeadline(headline: string, width: number, height: number) {
	let text = headline.replace(/\s+/g, " ").trim();
	for (;;) {
		for (const size of sizes) {
			const made = await set(text, size, width - 2 * margin);
			if (made.info.height <= height * headlinePart && made.info.width <= width - 2 * margin) return made;
		}
		// Longer than any headline should be: its beginning is written.
		const shorter = `${text.slice(0, Math.floor(text.length / 2)).replace(/\s+\S*$/u, "")}…`;
		if (text.length < 20) return null;
		text = shorter;
	}
}

const set = (text: string, size: number, width: number) =>
	sharp({
		text: {
			text: `<span foreground="white">${escapeHtml(text)}</span>`,
			font: `${family} ${size}`,
			fontfile: pathOf("card-serif-latin.ttf"),
			width: Math.round(width),
			dpi: 96,
			rgba: true,
			wrap: "word-char",
			spacing: Math.round(size / 8),
		},
	})
		.png()
		.toBuffer({ resolveWithObject: true });
