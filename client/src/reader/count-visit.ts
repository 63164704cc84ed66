import { asksNotToBeCounted, sendCount, type Wishes } from "../live/send-count.ts";

type Opened = "feed" | "section" | "topic" | "author" | "digest" | "search" | "story" | "elsewhere" | "direct";
type Left = "opening" | "quarter" | "half" | "most" | "end" | "posts-1" | "posts-5" | "posts-20" | "posts-more";

const folders: Record<string, Opened> = {
	...{ "": "feed", section: "section", topic: "topic", author: "author", digest: "digest", search: "search" },
	...{ story: "story", live: "story" },
};

/**
 * Counts that a story was opened, from where, and how far its reader had come when it was left: two words, no time, no
 * id of anybody. A page that was made ahead of time, or in a tab behind others, was not opened before it is seen. Of a
 * reader who asks not to be tracked, nothing. Returns the end of it.
 *
 * @param from where it was opened in place; left out, the page's referrer says it
 */
export function countVisit(
	story: { id: string; kind: "article" | "live" },
	element: Element,
	from?: Opened,
): () => void {
	if (asksNotToBeCounted(navigator as Wishes)) return () => undefined;
	let isOpened = false;
	let deepest: Left = story.kind === "live" ? "posts-1" : "opening";
	let isSent = false;
	let waiting = false;
	const stop = new AbortController();
	const options = { signal: stop.signal, passive: true };

	function see() {
		if (isOpened || document.visibilityState !== "visible") return;
		isOpened = true;
		sendCount({ kind: "opened", storyId: story.id, bucket: from ?? openedFrom(document.referrer, location) });
	}
	function look() {
		waiting = false;
		const reached = story.kind === "live" ? postsReached(element) : partReached(element);
		if (order.indexOf(reached) > order.indexOf(deepest)) deepest = reached;
	}
	function leave() {
		if (isSent || !isOpened) return;
		isSent = true;
		look();
		sendCount({ kind: "left", storyId: story.id, bucket: deepest });
	}
	addEventListener(
		"scroll",
		() => {
			if (waiting) return;
			waiting = true;
			requestAnimationFrame(look);
		},
		options,
	);
	// A page that comes back from the browser's memory is not left twice.
	addEventListener("pagehide", leave, options);
	document.addEventListener("visibilitychange", see, options);
	see();
	return () => stop.abort();
}

const order: readonly Left[] = [
	...(["opening", "quarter", "half", "most", "end"] as const),
	...(["posts-1", "posts-5", "posts-20", "posts-more"] as const),
];

function openedFrom(referrer: string, here: Location): Opened {
	if (referrer === "" || !URL.canParse(referrer)) return "direct";
	const { origin, pathname } = new URL(referrer);
	if (origin !== here.origin) return "elsewhere";
	return folders[pathname.split("/")[1] ?? ""] ?? "direct";
}

/** How much of a text has been on the screen. */
function partReached(element: Element): Left {
	const { top, height } = element.getBoundingClientRect();
	const share = height === 0 ? 0 : (innerHeight - top) / height;
	if (share >= 0.95) return "end";
	return share >= 0.7 ? "most" : share >= 0.4 ? "half" : share >= 0.15 ? "quarter" : "opening";
}

/** How many posts, in the order in which they stand, have been on the screen. */
function postsReached(element: Element): Left {
	let count = 0;
	for (const post of element.querySelectorAll("[data-post]")) {
		if (post.getBoundingClientRect().top > innerHeight) break;
		count += 1;
	}
	return count > 20 ? "posts-more" : count > 5 ? "posts-20" : count > 1 ? "posts-5" : "posts-1";
}
