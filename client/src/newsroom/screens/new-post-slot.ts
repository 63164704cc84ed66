import { newId } from "@dateline/shared/model";
import type { Desk } from "../desk/desk.ts";
import { isEmptyPost, newPostSchema, type PostWork } from "./post-work.ts";

/** Where one tab keeps what is typed for a story, and what lay there. */
export interface NewPostSlot {
	subject: string;
	kept: PostWork | null;
	/** Leaves it for another tab to take up. */
	release(): void;
}

/**
 * A place for the words of this tab alone: two tabs with the same story must not write over each other. What a closed
 * tab left is taken up by the next one that opens the story. The story's own id is the first place; further ones have
 * ids of their own, and name the story.
 */
export async function takeNewPostSlot(desk: Desk, storyId: string): Promise<NewPostSlot> {
	const first = `new-post:${storyId}`;
	const pieces = (await desk.keeper.listEverywhere().catch(() => [])).flatMap(({ subject, content }) => {
		const kept = newPostSchema.safeParse(content).data;
		if (!kept) return [];
		// The name of the story is the place's, and no part of a post: with it the server would refuse the words.
		const { storyId: named, ...work } = kept;
		const ours = subject === first || (subject.startsWith("new-post:") && named === storyId);
		return ours && !isEmptyPost(work) ? [{ subject, work }] : [];
	});
	for (const { subject, work } of pieces) {
		const release = await lock(desk, subject);
		if (release) return { subject, kept: work, release };
	}
	const release = await lock(desk, first);
	if (release) return { subject: first, kept: null, release };
	const subject = `new-post:${newId()}`;
	return { subject, kept: null, release: (await lock(desk, subject)) ?? (() => undefined) };
}

/** The browser frees a lock when its tab is gone, however that came. Without locks, tabs can't know of each other. */
async function lock(desk: Desk, subject: string): Promise<(() => void) | null> {
	if (!("locks" in navigator)) return () => undefined;
	return new Promise((resolve) => {
		void navigator.locks
			.request(`dateline:${desk.user.id}:${subject}`, { ifAvailable: true }, (held) => {
				if (held === null) return resolve(null);
				return new Promise<void>((done) => resolve(done));
			})
			.catch(() => resolve(() => undefined));
	});
}
