import type { Document } from "../model/index.ts";

/** The ids of the pictures that a document shows, each once. */
export function imagesOf(document: Document): string[] {
	return [...new Set(document.content.flatMap((block) => (block.type === "image" ? [block.attrs.mediaId] : [])))];
}
