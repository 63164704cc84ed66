import { describe, expect, test } from "vitest";
import type { Event, EventDraft } from "./event.ts";
import { fold } from "./fold.ts";
import type { PostView } from "./post.ts";
import type { CardState, ListState, StoryChannelState } from "./state.ts";
import type { Card, StoryView } from "./story.ts";

const at = (hour: number) => `2026-05-02T${String(hour).padStart(2, "0")}:00:00.000Z`;

const shown = {
	revision: 1,
	kind: "live" as const,
	state: "live" as const,
	slug: "storm",
	language: "en",
	headline: "Storm",
	standfirst: "",
	readingMinutes: 1,
	lead: null,
	section: { id: "s", revision: 1, slug: "world", name: "World", description: "" },
	topics: [],
	authors: [],
	related: [],
	postCount: 0,
	publishedAt: at(8),
	updatedAt: null,
	startsAt: null,
	startedAt: null,
	endedAt: null,
};
const cardOf = (id: string, given: Partial<Card> = {}): Card => ({
	...shown,
	id,
	opening: "",
	more: false,
	keyDevelopments: [],
	latestPosts: [],
	correction: null,
	...given,
});
const story: StoryView = { ...shown, id: "b", html: "", bodyUrl: null, corrections: [] };
const postOf = (id: string, hour: number, given: Partial<PostView> = {}): PostView => ({
	id,
	storyId: "b",
	revision: 1,
	headline: id,
	html: "",
	bodyUrl: null,
	key: false,
	pinned: null,
	breaking: false,
	authors: [],
	publishedAt: at(hour),
	updatedAt: null,
	corrections: [],
	...given,
});
const stamps = { updatedAt: null, postCount: 0, boundary: null };

let position = 0;
const event = (draft: EventDraft & { withheld?: true }): Event => {
	position++;
	return { v: 1, position, previous: {}, at: at(12), ...draft };
};

describe("a list", () => {
	const follow = (...events: Event[]) =>
		events.reduce<ListState | null>((state, next) => fold(state, "feed", next) as ListState, null) as ListState;
	const ids = (state: ListState) => state.cards.map((card) => card.id);
	const added = (id: string, given: Partial<Card> = {}) => event({ type: "card.added", card: cardOf(id, given) });

	test("has the newest update first, and a significant one moves the card", () => {
		const state = follow(added("a"), added("b", { publishedAt: at(9) }));
		expect(ids(state)).toEqual(["b", "a"]);
		const moved = event({ type: "card.updated", card: cardOf("a", { updatedAt: at(10) }) });
		expect(ids(fold(state, "feed", moved) as ListState)).toEqual(["a", "b"]);
	});

	test("loses a card that leaves it or is withdrawn, even when the event is withheld by now", () => {
		const state = follow(added("a"), added("b"));
		const left = event({ type: "card.updated", left: ["feed"], card: cardOf("a") });
		expect(ids(fold(state, "feed", left) as ListState)).toEqual(["b"]);
		const withheld = event({ type: "card.updated", left: ["feed"], card: { id: "a" }, withheld: true });
		expect(ids(fold(state, "feed", withheld) as ListState)).toEqual(["b"]);
		const gone = event({ type: "card.withdrawn", left: ["feed"], card: { id: "b" } });
		expect(ids(fold(state, "feed", gone) as ListState)).toEqual(["a"]);
	});

	test("does not take a card below its floor, and lets go of one that sinks there", () => {
		const state: ListState = { ...follow(added("a", { publishedAt: at(9) })), floor: { at: at(9), id: "a" } };
		const older = added("b", { publishedAt: at(7) });
		expect(fold(state, "feed", older)).toEqual(state);
		const sunk = event({ type: "card.updated", card: cardOf("a", { publishedAt: at(7) }) });
		expect(ids(fold(state, "feed", sunk) as ListState)).toEqual([]);
	});

	test("is cut to its window, and the floor says where", () => {
		const state = follow(added("a", { publishedAt: at(7) }), added("b"));
		const cut = fold(state, "feed", added("c", { publishedAt: at(9) }), { cards: 2 }) as ListState;
		expect(ids(cut)).toEqual(["c", "b"]);
		expect(cut.floor).toEqual({ at: at(8), id: "b" });
	});

	test("renews what its cards share, and never with an older copy", () => {
		const state = follow(added("a"));
		const section = { id: "s", revision: 2, slug: "world", name: "The world", description: "" };
		const renewed = fold(state, "feed", event({ type: "section.updated", section })) as ListState;
		expect(renewed.cards[0]?.section).toEqual(section);
		const other = fold(follow(), "topic:t", event({ type: "card.added", card: state.cards[0] as Card })) as ListState;
		const both = event({ type: "section.updated", section });
		const [here, there] = [fold(state, "feed", both), fold(other, "topic:t", both)] as [ListState, ListState];
		expect(here.cards[0]).toBe(there.cards[0]);
		const old = event({ type: "section.updated", section: { ...section, revision: 1, name: "Old" } });
		expect(fold(renewed, "feed", old)).toBe(renewed);
	});
});

describe("a story", () => {
	const follow = (start: StoryChannelState | null, ...drafts: EventDraft[]) =>
		drafts.reduce<StoryChannelState | null>(
			(state, draft) =>
				fold(state, "story:b", event({ stamps, ...draft }), { newestPageOnly: true }) as StoryChannelState,
			start,
		) as StoryChannelState;
	const published = follow(null, { type: "story.published", story });
	const ids = (posts: readonly { id: string }[]) => posts.map((post) => post.id);

	test("orders posts by editorial time, whenever they come", () => {
		const state = follow(
			published,
			{ type: "post.added", post: postOf("new", 11) },
			{ type: "post.added", post: postOf("late", 9) },
			{ type: "post.updated", post: postOf("new", 8) },
		);
		expect(ids(state.posts)).toEqual(["late", "new"]);
	});

	test("keeps pins and key events in their own orders, wherever the post stands", () => {
		const state = follow(
			published,
			{ type: "post.added", post: postOf("a", 9, { pinned: 1, key: true }) },
			{ type: "post.added", post: postOf("b", 8, { pinned: 0, key: true }) },
		);
		expect(ids(state.pinned)).toEqual(["b", "a"]);
		expect(state.timeline.map((entry) => entry.postId)).toEqual(["a", "b"]);
		const gone = follow(state, { type: "post.withdrawn", post: { id: "b" } });
		expect([ids(gone.posts), ids(gone.pinned), gone.timeline.length]).toEqual([["a"], ["a"], 1]);
	});

	test("lets go of posts that have moved to a frozen page, and takes none that belongs there", () => {
		const boundary = { id: "n", at: at(10), postId: "c" };
		const state = follow(
			published,
			{ type: "post.added", post: postOf("b", 9) },
			{ type: "post.added", post: postOf("c", 10) },
			{ type: "post.added", post: postOf("d", 11), stamps: { ...stamps, postCount: 3, boundary } },
			{ type: "post.added", post: postOf("a", 8, { key: true }), stamps: { ...stamps, postCount: 4, boundary } },
		);
		expect(ids(state.posts)).toEqual(["d", "c"]);
		expect(state).toMatchObject({ floor: { at: at(10), id: "c" }, boundary, timeline: [{ postId: "a" }] });
		expect(state.story).toMatchObject({ postCount: 4 });
	});

	test("is empty when it is withdrawn, and whole again when it is restored", () => {
		const state = follow(published, { type: "post.added", post: postOf("a", 9) });
		const gone = follow(state, { type: "story.withdrawn", story: { id: "b" } });
		expect(gone).toMatchObject({ story: { id: "b", withdrawn: true }, posts: [] });
		expect(follow(gone, { type: "post.added", post: postOf("x", 9) })).toBe(gone);
		expect(follow(gone, { type: "story.restored", story, restored: state }).posts).toEqual(state.posts);
	});

	test("leaves the state that it was given as it was", () => {
		const state = follow(published, { type: "post.added", post: postOf("a", 9) });
		const copy = structuredClone(state);
		follow(state, { type: "post.updated", post: postOf("a", 10) }, { type: "post.added", post: postOf("b", 11) });
		expect(state).toEqual(copy);
	});
});

test("a card is the newest that was told, and withheld ones tell nothing", () => {
	const first = fold(null, "card:a", event({ type: "card.added", card: cardOf("a") })) as CardState;
	expect(fold(first, "card:a", event({ type: "card.updated", card: { id: "a" }, withheld: true }))).toEqual(first);
	const gone = fold(first, "card:a", event({ type: "card.withdrawn", card: { id: "a" } }));
	expect(gone).toEqual({ kind: "card", card: { id: "a", withdrawn: true } });
});

test("an event of an unknown type leaves every state as it is", () => {
	const state = fold(null, "feed", event({ type: "card.added", card: cardOf("a") }));
	expect(fold(state, "feed", event({ type: "from.the.future" as never }))).toBe(state);
});

test("the site shows the newest digest, not the one that was changed last", () => {
	const site = {
		revision: 1,
		name: "",
		description: "",
		language: "en",
		timeZone: "UTC",
		contact: "",
		about: "",
		sections: [],
		liveNow: [],
	};
	const digest = (date: string) =>
		event({ type: "digest.updated", digest: { date, revision: 1, lines: [], publishedAt: at(8), updatedAt: null } });
	const events = [event({ type: "site.updated", site }), digest("2026-05-02"), digest("2026-05-01")];
	const state = events.reduce<ReturnType<typeof fold>>((before, next) => fold(before, "site", next), null);
	expect(state).toMatchObject({ digest: { date: "2026-05-02" } });
});
