import type { Card, ListState, PostView, StoryChannelState } from "@dateline/shared/model";
import { describe, expect, it } from "vitest";
import { bringUp, type HoldOptions, holdBack, waitingIn, withoutMissing } from "./hold-back.ts";

const at = (second: number) => `2026-05-01T00:00:${String(second).padStart(2, "0")}.000Z`;
const card = (id: string, second: number, headline = ""): Card =>
	({ id, kind: "article", headline, publishedAt: at(0), updatedAt: at(second) }) as Card;
const list = (...cards: Card[]): ListState => ({ kind: "list", subject: null, cards, floor: null });
const post = (id: string, second: number, more: Partial<PostView> = {}): PostView =>
	({ id, headline: "", publishedAt: at(second), pinned: null, ...more }) as PostView;
const story = (posts: PostView[], more: Partial<StoryChannelState> = {}): StoryChannelState => ({
	kind: "story",
	story: { id: "s", headline: "" } as StoryChannelState["story"],
	posts,
	floor: null,
	boundary: null,
	pinned: [],
	timeline: [],
	keyDevelopments: [],
	...more,
});
const waitingIds = (...given: Parameters<typeof waitingIn>) => waitingIn(...given).map(({ id }) => id);
const rest: HoldOptions = { grows: "below", open: new Set(), withdrawn: {} };

describe("holdBack", () => {
	it("edits in place, puts nothing in and moves nothing", () => {
		const shown = list(card("b", 20), card("a", 10));
		const truth = list(card("c", 30), card("a", 25, "edited"), card("b", 20, "edited too"));
		const held = holdBack(shown, truth, rest) as ListState;
		expect(held.cards).toEqual([card("b", 20, "edited too"), card("a", 10, "edited")]);
		expect(waitingIds(shown, truth, rest)).toEqual(["c", "a"]);
		expect(waitingIds(held, truth, rest)).toEqual(["c", "a"]);
	});

	it("lets the list grow at its open end, and fills an empty one at once", () => {
		const shown = story([post("b", 20)]);
		const truth = story([post("c", 30), post("b", 20), post("a", 10)]);
		const below = holdBack(shown, truth, rest) as StoryChannelState;
		expect(below.posts.map(({ id }) => id)).toEqual(["b", "a"]);
		expect(waitingIds(below, truth, rest)).toEqual(["c"]);
		const above = holdBack(shown, truth, { ...rest, grows: "above" }) as StoryChannelState;
		expect(above.posts.map(({ id }) => id)).toEqual(["c", "b"]);
		expect(waitingIds(above, truth, { ...rest, grows: "above" })).toEqual(["a"]);
		expect((holdBack(story([]), truth, rest) as StoryChannelState).posts).toEqual(truth.posts);
	});

	it("keeps what was withdrawn as a tombstone in its place, also when the rest is brought up", () => {
		const shown = story([post("c", 30), post("b", 20), post("a", 10)]);
		const truth = story([post("d", 40), post("c", 30), post("a", 10)]);
		const options = { ...rest, withdrawn: { b: at(50) } };
		expect((holdBack(shown, truth, options) as StoryChannelState).posts).toEqual(shown.posts);
		const up = bringUp(shown, truth, options) as StoryChannelState;
		expect(up.posts.map(({ id }) => id)).toEqual(["d", "c", "b", "a"]);
		expect((bringUp(shown, truth, rest) as StoryChannelState).posts).toEqual(truth.posts);
	});

	it("holds pins, key events, key developments and the digest as it holds posts", () => {
		const pinned = post("p", 5, { pinned: 0 });
		const line = (id: string, text = "") => ({ id, text }) as StoryChannelState["keyDevelopments"][number];
		const entry = (postId: string) => ({ postId, headline: "", at: at(1) });
		const shown = story([pinned], {
			pinned: [pinned],
			keyDevelopments: [line("k1"), line("k2")],
			timeline: [entry("p")],
		});
		const unpinned = { ...pinned, pinned: null, headline: "now" };
		const truth = story([unpinned], {
			pinned: [post("q", 6, { pinned: 0 })],
			keyDevelopments: [line("k3"), line("k1", "edited")],
			timeline: [entry("q"), entry("p")],
		});
		const held = holdBack(shown, truth, rest) as StoryChannelState;
		expect(held.pinned).toEqual([unpinned]);
		expect(held.keyDevelopments).toEqual([line("k1", "edited")]);
		expect(held.timeline).toEqual([entry("p")]);
		const open = holdBack(shown, truth, { ...rest, open: new Set(["developments", "pinned"]) }) as StoryChannelState;
		expect(open).toEqual({ ...truth, timeline: [entry("p")] });
	});

	it("shows at once that the whole story was withdrawn", () => {
		const gone = { ...story([]), story: { id: "s", withdrawn: true as const } };
		expect(holdBack(story([post("a", 1)]), gone, rest)).toBe(gone);
		expect(bringUp(story([post("a", 1)]), gone, { ...rest, withdrawn: { a: at(2) } })).toBe(gone);
	});

	it("drops, after a snapshot, what the snapshot does not have", () => {
		const shown = list(card("b", 20), card("a", 10));
		const truth = list(card("c", 30), card("a", 10));
		expect(withoutMissing(shown, truth, {})).toEqual(list(card("a", 10)));
		expect(withoutMissing(shown, truth, { b: at(40) })).toEqual(shown);
	});
});
