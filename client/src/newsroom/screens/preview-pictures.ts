import type { Document, MediaView } from "@dateline/shared/model";
import type { Desk } from "../desk/desk.ts";

/** Pictures that were asked for, by the desk's library; what is not here yet is drawn when it comes. */
const asked = new WeakMap<Desk, Map<string, MediaView | null>>();

/** The pictures of a text that has not gone out: those that are on their way as this device has them. */
export function previewPictures(desk: Desk, body: Document): ReadonlyMap<string, MediaView> {
	const known = asked.get(desk) ?? new Map<string, MediaView | null>();
	asked.set(desk, known);
	const pictures = new Map<string, MediaView>();
	for (const block of body.content) {
		if (block.type !== "image") continue;
		const { mediaId } = block.attrs;
		const upload = desk.uploads.find(mediaId);
		const media = upload?.media ?? known.get(mediaId);
		if (media) pictures.set(mediaId, media);
		else if (upload?.preview) pictures.set(mediaId, onThisDevice(mediaId, upload.preview));
		else if (media === undefined) {
			known.set(mediaId, null);
			void desk.library
				.media(mediaId)
				.then((found) => known.set(mediaId, found))
				.catch(() => known.delete(mediaId));
		}
	}
	return pictures;
}

/** A picture as this device has it; the page gives it its room when it has been read. */
const onThisDevice = (id: string, url: string): MediaView => ({
	...{ id, revision: 1, url, type: "", width: 1600, height: 1000, alt: "", caption: "", credit: "" },
	...{ focus: { x: 0.5, y: 0.5 }, renditions: [] },
});
