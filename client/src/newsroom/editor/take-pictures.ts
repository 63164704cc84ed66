import type { EditorView } from "@tiptap/pm/view";
import type { Desk } from "../desk/desk.ts";

/**
 * Takes pictures that were pasted, dropped or chosen into the text and begins to upload them. What is no picture is
 * left alone.
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
	const pictures = [...(files ?? [])].filter(({ type }) => type.startsWith("image/"));
	const node = view.state.schema.nodes["image"];
	if (pictures.length === 0 || node === undefined) return false;
	const { tr } = view.state;
	const dropped = at === null ? null : (view.posAtCoords(at)?.pos ?? null);
	const place = dropped ?? tr.selection.$to.after(1);
	const nodes = pictures.map((file) => node.create({ mediaId: desk.uploads.start(file).id }));
	view.dispatch(tr.insert(Math.min(place, tr.doc.content.size), nodes).scrollIntoView());
	return true;
}
