import type { MediaView } from "./media.ts";

/** Whether it can stand where a still picture does: on a card, as a portrait, in a share card. */
export const isPicture = (media: MediaView): boolean => (media.kind ?? "image") === "image";

/** What `<picture>` offers: the better formats as sources, and what `img` itself chooses from. */
export interface PictureSources {
	/** Best first. */
	sources: { type: string; srcset: string }[];
	/** Of the format that every browser reads; empty when there is none but the file. */
	srcset: string;
}

const better = ["image/avif", "image/webp"];

/** The renditions of a picture, by format. */
export function pictureSources({ renditions }: MediaView): PictureSources {
	const setOf = (type: (type: string) => boolean) =>
		renditions
			.filter((rendition) => type(rendition.type))
			.map(({ url, width }) => `${url} ${width}w`)
			.join(", ");
	const plain = setOf((type) => !better.includes(type));
	const sources = better.map((type) => ({ type, srcset: setOf((one) => one === type) })).filter(({ srcset }) => srcset);
	return { sources, srcset: plain };
}

/** What `data-top` and `data-bottom` of an `img` say of the colours of its room; nothing when they are not known. */
export const tonesOf = ({ tone = "" }: Pick<MediaView, "tone">): [top: string, bottom: string] => [
	tone.slice(0, 2),
	tone.slice(2, 4),
];

/** The address of the narrowest rendition that is at least so many pixels wide, in a format that every browser reads. */
export function narrowest(media: MediaView, width: number): string {
	const readable = media.renditions
		.filter((rendition) => rendition.type !== "image/avif" && rendition.width >= width)
		.sort((a, b) => a.width - b.width);
	return readable[0]?.url ?? media.url;
}
