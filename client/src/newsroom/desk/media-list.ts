import type { EditorMedia } from "@dateline/shared/protocol";
import { api } from "./api.ts";
import { sentenceOf } from "./request.ts";

/** What is looked for in the library. */
export interface MediaFilter {
	q?: string;
	kind?: "image" | "video" | "audio";
	used?: "true" | "false";
	missing?: "alt" | "credit";
	mine?: "true";
}

/** A list of media as far as it was read, newest first. */
export interface MediaList {
	/** Null until the first answer. */
	readonly items: readonly EditorMedia[] | null;
	readonly next: string | null;
	/** Why it could not be read, as a sentence. */
	readonly problem: string;
	/** Reads it anew for another filter; a late answer to an earlier one is dropped. */
	show(filter: MediaFilter): Promise<void>;
	/** Reads the next page. */
	more(): Promise<void>;
	/** Puts one that has changed in its place; one that is new at the front. */
	put(media: EditorMedia, fresh?: boolean): void;
}

/** @param changed called after each change */
export function createMediaList(changed: () => void): MediaList {
	let filter: MediaFilter = {};
	let asked = 0;
	const state = { items: null as EditorMedia[] | null, next: null as string | null, problem: "" };

	async function read(after: string | undefined): Promise<void> {
		const turn = ++asked;
		try {
			const page = await api.mediaList({ ...filter, after });
			if (turn !== asked) return;
			const before = after === undefined ? [] : (state.items ?? []);
			const known = new Set(before.map(({ id }) => id));
			const items = [...before, ...page.items.filter(({ id }) => !known.has(id))];
			Object.assign(state, { items, next: page.next, problem: "" });
		} catch (error) {
			if (turn !== asked) return;
			state.problem = sentenceOf(error);
		}
		changed();
	}

	return {
		get items() {
			return state.items;
		},
		get next() {
			return state.next;
		},
		get problem() {
			return state.problem;
		},
		show(wanted) {
			filter = wanted;
			return read(undefined);
		},
		more: () => (state.next === null ? Promise.resolve() : read(state.next)),
		put(media, fresh = false) {
			const items = state.items ?? [];
			const known = items.some(({ id }) => id === media.id);
			if (known) state.items = items.map((one) => (one.id === media.id ? media : one));
			else if (fresh) state.items = [media, ...items];
			else return;
			changed();
		},
	};
}
