import type { Event } from "./event.ts";
import type { EventType } from "./event-types.ts";

/** What an event is about: the columns by which a later withdrawal finds it, in the record and in memory. */
export interface EventSubject {
	type: EventType;
	/** The story, also of a post, key development or card in it. */
	storyId: string | null;
	postId: string | null;
	keyDevelopmentId: string | null;
	/** The day of a digest, `YYYY-MM-DD`. */
	date: string | null;
}

/**
 * Whether `later` takes back what `earlier` said, so that of its subject only the id is handed out from then on
 * (DESIGN.md section 2, "What is no longer public"). A card shows posts and key developments, the site shows what is
 * live, a digest shows lines: a withdrawal always comes with fresh ones, so the earlier ones are withheld whole.
 */
export function withholds(later: EventSubject, earlier: EventSubject): boolean {
	const sameStory = later.storyId !== null && earlier.storyId === later.storyId;
	switch (later.type) {
		case "story.withdrawn":
			return sameStory && earlier.type !== "story.withdrawn" && earlier.type !== "card.withdrawn";
		case "post.withdrawn":
			return sameStory && (earlier.type.startsWith("card.") || earlier.postId === later.postId);
		case "key_development.withdrawn":
			return sameStory && (earlier.type.startsWith("card.") || earlier.keyDevelopmentId === later.keyDevelopmentId);
		case "site.updated":
			return earlier.type === "site.updated";
		case "digest.updated":
			return earlier.type === "digest.updated" && earlier.date === later.date;
		default:
			return false;
	}
}

/** The event with nothing of its subject but the id. Position, channels, `left` and `joined` stay: heads and lists come out the same. */
export function withholdEvent(event: Event): Event {
	const { v, position, previous, type, at, left, joined, stamps } = event;
	return {
		v,
		position,
		previous,
		type,
		at,
		withheld: true,
		...(left && { left }),
		...(joined && { joined }),
		...(event.story && { story: { id: event.story.id } }),
		...(event.post && { post: { id: event.post.id } }),
		...(event.keyDevelopment && { keyDevelopment: { id: event.keyDevelopment.id } }),
		...(event.card && { card: { id: event.card.id } }),
		...(stamps && { stamps }),
	};
}

/**
 * An earlier `story.restored`, which holds the channel's whole state, without the post or key development that `later`
 * withdrew; null when nothing of it is in there. The event itself cannot be withheld: the rest of it is still public.
 */
export function stripRestored(earlier: Event, later: EventSubject): Event | null {
	const { restored } = earlier;
	if (!restored || (later.type !== "post.withdrawn" && later.type !== "key_development.withdrawn")) return null;
	const isPost = later.type === "post.withdrawn";
	const stripped = {
		...restored,
		posts: restored.posts.filter((post) => !isPost || post.id !== later.postId),
		pinned: restored.pinned.filter((post) => !isPost || post.id !== later.postId),
		timeline: restored.timeline.filter((entry) => !isPost || entry.postId !== later.postId),
		keyDevelopments: restored.keyDevelopments.filter((line) =>
			isPost ? line.postId !== later.postId : line.id !== later.keyDevelopmentId,
		),
	};
	const size = (state: typeof restored) =>
		state.posts.length + state.pinned.length + state.timeline.length + state.keyDevelopments.length;
	return size(stripped) === size(restored) ? null : { ...earlier, restored: stripped };
}
