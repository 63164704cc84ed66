import type { MediaEnding } from "./type-of.ts";

/** Pixels across of the sizes that are made of a picture, as far as it is wider. */
const widths = [480, 960, 1_600] as const;
/** A size is worth while when the picture is so much wider than it. */
const worthwhile = 1.15;

/** One size of a picture in one format. */
export interface PlannedRendition {
	name: string;
	type: string;
	width: number;
}

/**
 * The sizes that will be made of a picture: their names stand before there are any files, so that a page that was made
 * meanwhile need not change. WebP and AVIF; JPEG for what reads neither, unless the picture lets something shine through;
 * of an animation, only WebP moves.
 */
export function planRenditions(
	stem: string,
	{ width, alpha, animated }: { width: number; alpha: boolean; animated: boolean },
): PlannedRendition[] {
	const largest = Math.min(width, widths[2]);
	const sizes = [...widths.filter((one) => one * worthwhile < largest), largest];
	const endings: MediaEnding[] = animated ? ["webp"] : alpha ? ["avif", "webp"] : ["avif", "webp", "jpg"];
	return endings.flatMap((ending) =>
		sizes.map((size) => ({
			name: `${stem}-${size}.${ending}`,
			type: `image/${ending === "jpg" ? "jpeg" : ending}`,
			width: size,
		})),
	);
}
