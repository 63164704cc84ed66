import type { EditorView } from "@tiptap/pm/view";
import type { Desk } from "../desk/desk.ts";

/** What a browser calls what can be brought in; HEIC has no type everywhere, and gets its refusal with a reason. */
export const isMediaFile = ({ type, name }: File): boolean =>
	/^(image|video|audio)\//.test(type) || /\.(heic|heif|mov|m4a)$/i.test(name);

/** What a file chooser offers. */
export const mediaAccept = "image/*,video/*,audio/*,.heic,.heif";

/**
 * Takes pictures, videos and sounds that were pasted, dropped or chosen into the text and begins to upload them. What is
 * none of these is left alone.
 *
 * @param at where on the screen they were dropped; null: at the caret
 * @returns whether any was taken
 */
export function takePictures(
	desk: Desk,
	view: EditorView,
	files: FileList | readonly File[] | null | undefined,
	at: { left: number; top: number } | null,
): boolean {
	const taken = [...(files ?? [])].filter(isMediaFile);
	if (taken.length === 0) return false;
	return placeMedia(
		view,
		taken.map((file) => desk.uploads.start(file).id),
		at,
	);
}

/** Puts media into the text: after the block in which the caret stands, or where it was dropped. */
export function placeMedia(
	view: EditorView,
	ids: readonly string[],
	at: { left: number; top: number } | null = null,
): boolean {
	const node = view.state.schema.nodes["image"];
	if (node === undefined) return false;
	const { tr } = view.state;
	const dropped = at === null ? null : (view.posAtCoords(at)?.pos ?? null);
	const { $to } = tr.selection;
	const place = dropped ?? ($to.depth === 0 ? $to.pos : $to.after(1));
	const nodes = ids.map((mediaId) => node.create({ mediaId }));
	view.dispatch(tr.insert(Math.min(place, tr.doc.content.size), nodes).scrollIntoView());
	return true;
}
