import {
	type Card,
	type ChannelState,
	type Event,
	type EventDraft,
	fold,
	newId,
	type PostView,
	type StoryView,
	withholdEvent,
	withholds,
} from "@dateline/shared/model";
import type { Cursor, SubscribeAck } from "@dateline/shared/protocol";

/** What a step of a generated log does; the numbers choose among the stories and posts that there are. */
export interface Step {
	kind: "publish" | "edit" | "significant" | "post" | "editPost" | "withdrawPost" | "section" | "unknown";
	pick: number;
}

/** A log as a server would hold it, with the answers that a server would give: small, plain, and right by reading it. */
export interface TestLog {
	epoch: string;
	events: Event[];
	append(step: Step): Event[];
	/** Appends what a test makes itself; these events are one change. */
	commit(...events: { draft: EventDraft; channels: readonly string[] }[]): Event[];
	/** Whether the channel was ever public. */
	knows(channel: string): boolean;
	/** The channel after its events up to `position`, by the plain fold. */
	stateAt(channel: string, position?: number): ChannelState | null;
	/** What `subscribe` answers, from a process that has got as far as `at`, or to the end of the change before it. */
	answer(channels: readonly string[], after: Cursor | null, options?: { at?: number; most?: number }): SubscribeAck;
	channels(): string[];
}

const dayOne = Date.parse("2026-05-01T00:00:00.000Z");
const instant = (second: number) => new Date(dayOne + second * 1000).toISOString();

/** A log over three stories, a section and the feed. */
export function createTestLog(epoch = "e1"): TestLog {
	const events: Event[] = [];
	/** The position after each change: all events of one change come to light together. */
	const ends = [0];
	const heads = new Map<string, number>();
	const stories = [newId(), newId(), newId()].map((id) => ({ id, published: false, story: makeStory(id) }));
	const posts: PostView[] = [];
	const section = { id: newId(), revision: 1, slug: "world", name: "World", description: "" };
	const lists = ["feed", `section:${section.id}`];

	function commit(draft: EventDraft, channels: readonly string[]): Event {
		const position = events.length + 1;
		const previous = Object.fromEntries(channels.map((channel) => [channel, heads.get(channel) ?? 0]));
		const event: Event = { v: 1, position, previous, at: instant(position), ...draft };
		for (const channel of channels) heads.set(channel, position);
		events.push(event);
		return event;
	}

	function makeStory(id: string): StoryView {
		return {
			id,
			revision: 1,
			kind: "live",
			state: "live",
			slug: `s-${id}`,
			language: "en",
			headline: "Headline",
			standfirst: "",
			readingMinutes: 1,
			lead: null,
			section: null,
			topics: [],
			authors: [],
			postCount: 0,
			publishedAt: instant(0),
			updatedAt: null,
			startsAt: null,
			startedAt: null,
			endedAt: null,
			html: "",
			bodyUrl: null,
			related: [],
			corrections: [],
		};
	}

	const cardOf = (story: StoryView): Card => {
		const { html: _html, bodyUrl: _bodyUrl, corrections: _corrections, ...shown } = story;
		return { ...shown, opening: "", more: false, keyDevelopments: [], latestPosts: [], correction: null };
	};

	function sendStory(index: number, type: "story.published" | "story.updated"): Event[] {
		const entry = stories[index];
		if (!entry) return [];
		const { story } = entry;
		const stamps = { updatedAt: story.updatedAt, postCount: story.postCount, boundary: null };
		return [
			commit({ type, story, stamps }, [`story:${story.id}`]),
			commit({ type: type === "story.published" ? "card.added" : "card.updated", card: cardOf(story) }, [
				...lists,
				`card:${story.id}`,
			]),
		];
	}

	function sendPost(type: "post.added" | "post.updated" | "post.withdrawn", post: PostView): Event[] {
		const entry = stories.find((candidate) => candidate.id === post.storyId);
		if (!entry) return [];
		const { story } = entry;
		const stamps = { updatedAt: story.updatedAt, postCount: story.postCount, boundary: null };
		return [
			commit({ type, post: type === "post.withdrawn" ? { id: post.id } : post, stamps }, [`story:${story.id}`]),
			commit({ type: "card.updated", card: cardOf(story) }, [...lists, `card:${story.id}`]),
		];
	}

	function append(step: Step): Event[] {
		const added = change(step);
		ends.push(events.length);
		return added;
	}

	function change({ kind, pick }: Step): Event[] {
		const index = pick % stories.length;
		const entry = stories[index];
		const post = posts[pick % Math.max(1, posts.length)];
		if (!entry) return [];
		if (!entry.published || kind === "publish") {
			if (entry.published) return [];
			entry.published = true;
			return sendStory(index, "story.published");
		}
		const { story } = entry;
		switch (kind) {
			case "edit":
			case "significant": {
				const updatedAt = kind === "significant" ? instant(events.length + 1) : story.updatedAt;
				const revision = story.revision + 1;
				entry.story = { ...story, revision, headline: `Headline ${revision}`, updatedAt };
				return sendStory(index, "story.updated");
			}
			case "post": {
				const added: PostView = {
					id: newId(),
					storyId: story.id,
					revision: 1,
					headline: "Post",
					html: "",
					bodyUrl: null,
					key: pick % 2 === 0,
					pinned: pick % 5 === 0 ? pick : null,
					breaking: false,
					authors: [],
					publishedAt: instant(events.length + 1 - (pick % 3) * 10),
					updatedAt: null,
					corrections: [],
				};
				posts.push(added);
				entry.story = { ...story, postCount: story.postCount + 1 };
				return sendPost("post.added", added);
			}
			case "editPost": {
				if (!post) return [];
				const edited = { ...post, revision: post.revision + 1, headline: `Post ${post.revision + 1}` };
				posts[posts.indexOf(post)] = edited;
				return sendPost("post.updated", edited);
			}
			case "withdrawPost":
				if (!post) return [];
				posts.splice(posts.indexOf(post), 1);
				return sendPost("post.withdrawn", post);
			case "section":
				section.revision += 1;
				section.name = `World ${section.revision}`;
				return [commit({ type: "section.updated", section: { ...section } }, ["site", `section:${section.id}`])];
			case "unknown":
				return [commit({ type: "story.sung" } as unknown as EventDraft, [`story:${story.id}`, "feed"])];
			default:
				return [];
		}
	}

	/** The events up to `at`, as they are handed out there: what was withdrawn by then is withheld. */
	function handedOut(at: number): Event[] {
		const known = events.slice(0, at);
		return known.map((event) => {
			const subject = subjectOf(event);
			const later = known.slice(event.position).some((next) => withholds(subjectOf(next), subject));
			return later ? withholdEvent(event) : event;
		});
	}

	function subjectOf(event: Event) {
		const own = Object.keys(event.previous).find((channel) => channel.startsWith("story:"));
		const storyId = event.story?.id ?? event.card?.id ?? own?.slice("story:".length);
		return {
			type: event.type,
			storyId: storyId ?? null,
			postId: event.post?.id ?? null,
			keyDevelopmentId: null,
			date: null,
		};
	}

	function stateAt(channel: string, position = events.length): ChannelState | null {
		let state: ChannelState | null = null;
		for (const event of events.slice(0, position)) {
			const known = (event.type as string) !== "story.sung";
			if (channel in event.previous && known) state = fold(state, channel, event);
		}
		return state;
	}

	function answer(
		channels: readonly string[],
		after: Cursor | null,
		{ at = events.length, most = 500 }: { at?: number; most?: number } = {},
	): SubscribeAck {
		const position = Math.max(...ends.filter((end) => end <= at));
		const missed =
			after?.epoch === epoch
				? handedOut(position).filter(
						(event) => event.position > after.position && channels.some((channel) => channel in event.previous),
					)
				: null;
		if (missed && missed.length <= most) return { ok: true, epoch, position, events: missed };
		const states = channels.map((channel) => [channel, stateAt(channel, position)] as const);
		const snapshot = Object.fromEntries(states.filter((entry): entry is [string, ChannelState] => entry[1] !== null));
		return { ok: true, epoch, position, snapshot };
	}

	function commitAll(...drafts: { draft: EventDraft; channels: readonly string[] }[]): Event[] {
		const added = drafts.map(({ draft, channels: of }) => commit(draft, of));
		ends.push(events.length);
		return added;
	}

	const channels = () => [...lists, ...stories.flatMap(({ id }) => [`story:${id}`, `card:${id}`])];
	const knows = (channel: string) => heads.has(channel) || channels().includes(channel);
	return { epoch, events, append, commit: commitAll, knows, stateAt, answer, channels };
}
