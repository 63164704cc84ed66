import type { Card, ListState, StoryChannelState } from "@dateline/shared/model";
import { describe, expect, it } from "vitest";
import { mergeSnapshot } from "./merge-snapshot.ts";

const key = (id: string) => ({ at: `2026-05-01T00:00:${id.padStart(2, "0")}.000Z`, id });
const card = (id: string, headline = "") =>
	({ id, headline, publishedAt: key(id).at, updatedAt: null }) as unknown as Card;
const list = (ids: string[], floor: string | null, headline = ""): ListState => ({
	kind: "list",
	subject: null,
	cards: ids.map((id) => card(id, headline)),
	floor: floor === null ? null : key(floor),
});

describe("mergeSnapshot", () => {
	it("leaves out what reaches deeper than what is held", () => {
		const merged = mergeSnapshot(list(["9", "8"], "8"), list(["10", "9", "8", "7"], null, "new"), true);
		expect(merged).toEqual({ state: list(["10", "9", "8"], "8", "new"), unconfirmedBelow: null });
	});

	it("keeps what stands below the snapshot's floor, and says so", () => {
		const merged = mergeSnapshot(list(["9", "8", "7", "6"], "6"), list(["10", "8"], "8", "new"), true);
		const cards = [card("10", "new"), card("8", "new"), card("7"), card("6")];
		expect(merged.state).toMatchObject({ cards, floor: key("6") });
		expect(merged.unconfirmedBelow).toEqual(key("8"));
	});

	it("takes what was moved from below the floor once, as the snapshot has it", () => {
		const moved = { ...card("7", "new"), updatedAt: key("11").at };
		const fresh: ListState = { ...list(["10", "8"], "8"), cards: [moved, card("10"), card("8")] };
		const merged = mergeSnapshot(list(["8", "7"], null), fresh, true);
		expect((merged.state as ListState).cards).toEqual(fresh.cards);
		expect(merged.unconfirmedBelow).toBeNull();
	});

	it("keeps nothing of another epoch", () => {
		const fresh = list(["10", "8"], "8", "new");
		expect(mergeSnapshot(list(["9", "7", "6"], null), fresh, false)).toEqual({ state: fresh, unconfirmedBelow: null });
	});

	it("takes what was never held, and a withdrawal, as they come", () => {
		expect(mergeSnapshot(null, list(["9"], null), true).state).toEqual(list(["9"], null));
		const empty = { posts: [], floor: null, boundary: null, pinned: [], timeline: [], keyDevelopments: [] };
		const gone: StoryChannelState = { kind: "story", story: { id: "s", withdrawn: true }, ...empty };
		const story = { ...gone, story: { id: "s" } as StoryChannelState["story"], posts: [] };
		expect(mergeSnapshot(story, gone, true).state).toBe(gone);
	});
});
