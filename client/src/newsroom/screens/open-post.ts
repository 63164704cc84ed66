import type { Desk } from "../desk/desk.ts";

/** Milliseconds until a post that does not come into the stream is shown by its revisions instead. */
const patience = 4_000;

/** Shows a post in its story's stream, with the keyboard on it. */
export function openPost(desk: Desk, storyId: string, postId: string): void {
	const path = `/newsroom/story/${storyId}`;
	desk.go(path);
	void rowOf(postId).then((row) => {
		if (row) reach(row);
		// The stream has the newest page: an older post is looked at by itself.
		else if (location.pathname === path) desk.go(`${path}/history/${postId}`);
	});
}

/** Does to a post what a key does to it in the stream. */
export function pressOnPost(desk: Desk, storyId: string, postId: string, key: string): void {
	desk.go(`/newsroom/story/${storyId}`);
	void rowOf(postId).then((row) => {
		if (!row) return openPost(desk, storyId, postId);
		reach(row);
		row.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
	});
}

function reach(row: HTMLElement) {
	row.scrollIntoView({ block: "center" });
	// What is clicked is what the stream's keys act on.
	row.click();
	row.focus({ preventScroll: true });
}

/** The post's row once it is on the page, or null when it does not come. */
function rowOf(postId: string): Promise<HTMLElement | null> {
	const find = () => document.querySelector<HTMLElement>(`[data-post="${postId}"]`);
	return new Promise((resolve) => {
		const end = (row: HTMLElement | null) => {
			watch.disconnect();
			clearTimeout(timer);
			resolve(row);
		};
		const look = () => {
			const row = find();
			if (row) end(row);
		};
		const watch = new MutationObserver(look);
		const timer = setTimeout(() => end(null), patience);
		watch.observe(document.body, { childList: true, subtree: true });
		look();
	});
}
