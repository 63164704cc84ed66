/** What is stored, by the ending of its name: these endings and no others are written and served. */
export const mediaTypes = {
	jpg: "image/jpeg",
	png: "image/png",
	webp: "image/webp",
	avif: "image/avif",
	gif: "image/gif",
	mp4: "video/mp4",
	webm: "video/webm",
	mov: "video/quicktime",
	mp3: "audio/mpeg",
	m4a: "audio/mp4",
	ogg: "audio/ogg",
	wav: "audio/wav",
} as const;
export type MediaEnding = keyof typeof mediaTypes;

/** The media type of a file by its name. */
export const typeOf = (name: string): string =>
	mediaTypes[name.slice(name.lastIndexOf(".") + 1) as MediaEnding] ?? "application/octet-stream";
