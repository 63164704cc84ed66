import { postPath } from "../pages/addresses.ts";
import type { PageState, View } from "../pages/page-state.ts";
import { developmentsOf, isNewest, keysOf, streamOf } from "./stream-facts.ts";
import { unreadLines } from "./unread-lines.ts";
import type { DeviceParts } from "./use-device.ts";
import type { Mark } from "./visits.ts";

/** Older pages that are put in to find where the unread begins. */
const mostPages = 10;

/**
 * Says what has come since `from` and leads to the first of it; the summary only when the reader has come back just now.
 * Called again when more has come.
 */
export function orient(
	root: HTMLElement,
	{ read, show, showMore }: DeviceParts,
): (from: Mark, isBack: boolean) => void {
	let said: Mark | null = null;

	function look(from: Mark, isBack: boolean) {
		said = from;
		show({ ...viewSince(read(), from), ...(!isBack && { since: null }) });
	}

	async function goToFirst() {
		for (let count = 0; count < mostPages; count += 1) {
			const more = root.querySelector<HTMLAnchorElement>("[data-action='show-more']");
			if (read().view.seen || !more || read().page.kind === "live") break;
			await showMore(more.href);
			if (said) look(said, true);
		}
		const line = root.querySelector<HTMLElement>("[data-region='seen']");
		const unread = line?.previousElementSibling ?? lastOf(root);
		unread?.scrollIntoView({ block: "start", behavior: "instant" });
		line?.focus({ preventScroll: true });
	}

	root.addEventListener("click", (event) => {
		const link = event.target instanceof Element ? event.target.closest("[data-catch-up]") : null;
		// Where the unread goes on to older posts, the link leads to the page on which the reader had stopped.
		if (!link || (read().page.kind === "live" && !read().view.seen)) return;
		event.preventDefault();
		void goToFirst();
	});
	return look;
}

function viewSince(state: PageState, from: Mark): Partial<View> {
	const stream = streamOf(state);
	const keys = keysOf(stream);
	const unread = keys.filter(({ at, id }) => at > from.key && id !== from.id);
	const developments = developmentsOf(state).filter(({ at }) => at > from.at).length;
	const goesOn =
		unread.length === keys.length &&
		keys.length > 0 &&
		stream !== undefined &&
		"floor" in stream &&
		stream.floor !== null;
	const story = stream?.kind === "story" && "slug" in stream.story ? stream.story : null;
	const counted =
		story && isNewest(state) && from.posts > 0 ? Math.max(unread.length, story.postCount - from.posts) : unread.length;
	const { seen } = unreadLines(
		unread,
		keys.map(({ id }) => id),
		from.key,
	);
	return {
		lastVisit: from.at,
		seen: seen && { ...seen, at: from.at },
		since: {
			updates: counted,
			developments,
			isMore: goesOn && story === null,
			href: goesOn && story ? postPath(story.slug, from.id) : "#latest",
		},
	};
}

/** The last card or post on the page. */
const lastOf = (root: HTMLElement): Element | null =>
	[...root.querySelectorAll("[data-post], [data-card]")].at(-1) ?? null;
