import type { ChannelState, PostView } from "@dateline/shared/model";

/** Bodies that were too long for their events, by address: see {@link createLongBodies}. */
export interface LongBodies {
	/**
	 * The state with every body in its place. Of what has not arrived yet, what is `shown` stays; a post that is not shown
	 * yet is left out until then.
	 */
	fill(truth: ChannelState, shown: ChannelState | undefined): ChannelState;
}

/** From so many bodies on, those that no state refers to any more are forgotten. */
const mostBodies = 200;

/** How often a body is asked for that does not come, and after how many milliseconds again. */
const mostTries = 5;
const pause = 4_000;

/** Fetches the bodies that states refer to by address, each once; calls back when one has come. */
export function createLongBodies(onArrival: () => void): LongBodies {
	const bodies = new Map<string, string>();
	const asked = new Set<string>();
	/** What states have referred to since it was last looked at. */
	let used = new Set<string>();

	function forget() {
		for (const address of bodies.keys()) {
			if (!used.has(address) && bodies.delete(address)) asked.delete(address);
		}
		used = new Set();
	}

	function ask(address: string, tries = 1): void {
		asked.add(address);
		const again = () => {
			if (tries < mostTries) setTimeout(() => ask(address, tries + 1), pause * tries);
		};
		fetch(address).then(async (answer) => {
			if (answer.ok) {
				bodies.set(address, await answer.text());
				if (bodies.size > mostBodies) forget();
				onArrival();
			} else if (answer.status >= 500) again();
		}, again);
	}

	/** The HTML of something that was published, or null while it is on its way. */
	function find(of: { html: string | null; bodyUrl: string | null }): string | null {
		if (of.html !== null || of.bodyUrl === null) return of.html ?? "";
		used.add(of.bodyUrl);
		if (!asked.has(of.bodyUrl)) ask(of.bodyUrl);
		return bodies.get(of.bodyUrl) ?? null;
	}

	function fillPosts(posts: readonly PostView[], shown: readonly PostView[]): PostView[] {
		return posts.flatMap((post) => {
			const html = find(post);
			if (html !== null) return html === post.html ? post : { ...post, html };
			return shown.find(({ id }) => id === post.id) ?? [];
		});
	}

	return {
		fill(truth, shown) {
			if (truth.kind !== "story" || !("slug" in truth.story)) return truth;
			const before = shown?.kind === "story" && "slug" in shown.story ? { ...shown, story: shown.story } : null;
			const html = find(truth.story) ?? before?.story.html ?? "";
			return {
				...truth,
				story: html === truth.story.html ? truth.story : { ...truth.story, html },
				posts: fillPosts(truth.posts, before?.posts ?? []),
				pinned: fillPosts(truth.pinned, before?.pinned ?? []),
			};
		},
	};
}
