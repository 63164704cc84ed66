import type { MediaView } from "@dateline/shared/model";
import type { EditorPost } from "@dateline/shared/protocol";
import { api } from "../desk/api.ts";
import type { Desk } from "../desk/desk.ts";
import { rowOfRecord, type StreamRow } from "./stream-rows.ts";

/** Posts below those that readers' pages hold, as far as they were asked for. */
export interface OlderPosts {
	rows: readonly StreamRow[];
	/** Where the list goes on: empty before the first page, null after the last. */
	next: string | null;
}

/** The next page of the record's posts, newest first. Those that the stream holds already are among them. */
export async function readOlder(desk: Desk, storyId: string, { rows, next }: OlderPosts): Promise<OlderPosts> {
	const page = await api.posts(storyId, { status: "published", limit: 30, ...(next ? { after: next } : {}) });
	const read = await Promise.all(page.items.map(async (post) => rowOfRecord(post, await readPictures(desk, post))));
	return { rows: [...rows, ...read.flatMap((row) => (row ? [row] : []))], next: page.next };
}

/** The pictures of a post, as far as they can be read. */
export async function readPictures(desk: Desk, { content, draft }: EditorPost): Promise<Map<string, MediaView>> {
	const ids = ((content ?? draft)?.body.content ?? []).flatMap((block) =>
		block.type === "image" ? [block.attrs.mediaId] : [],
	);
	const media = await Promise.all(ids.map((id) => desk.library.media(id).catch(() => null)));
	return new Map(media.flatMap((one) => (one ? [[one.id, one]] : [])));
}
