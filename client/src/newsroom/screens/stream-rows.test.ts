import type { PostView, StoryChannelState } from "@dateline/shared/model";
import { expect, it } from "vitest";
import type { Delivery } from "../desk/delivery.ts";
import { emptyPostWork } from "./post-work.ts";
import { type StreamRow, streamRows } from "./stream-rows.ts";

const words = (text: string) => ({
	type: "doc" as const,
	content: [{ type: "paragraph" as const, content: [{ type: "text" as const, text }] }],
});

const delivery = (change: Partial<Delivery>): Delivery => ({
	...{ id: "d1", lane: "s", type: "post.add", method: "POST", path: "/", body: null, headers: {}, at: Date.now() },
	...{ state: "sending", submissionId: null, subjectId: null, liveAt: null, dueAt: null, refusal: null },
	...{ held: false, stampLate: false, awaits: 0 },
	about: { ...emptyPostWork(), body: words("The gate & the river") },
	...change,
});

const post = (id: string, html: string): PostView => ({
	...{ id, storyId: "s", revision: 1, headline: "", html, bodyUrl: null, key: false, pinned: null, breaking: false },
	...{ authors: [], publishedAt: new Date().toISOString(), updatedAt: null, corrections: [] },
});

const channel = (posts: PostView[]): StoryChannelState => ({
	...{ kind: "story", story: { id: "s", withdrawn: true }, posts, floor: null, boundary: null },
	...{ pinned: [], timeline: [], keyDevelopments: [] },
});

const rows = (posts: PostView[], deliveries: Delivery[], withdrawn = new Map<string, StreamRow>()) =>
	streamRows({ state: channel(posts), deliveries, withdrawn, older: [] }).map(({ key, state }) => `${key} ${state}`);

it("shows a post in the frame in which it is sent", () => {
	expect(rows([], [delivery({})])).toEqual(["d1 sending"]);
});

it("shows it once when readers have it before the answer is here, and after", () => {
	const arrived = post("p1", "<p>The gate &#38; the river</p>");
	expect(rows([arrived], [delivery({})])).toEqual(["p1 live"]);
	expect(rows([arrived], [delivery({ state: "live", subjectId: "p1", liveAt: new Date().toISOString() })])).toEqual([
		"p1 live",
	]);
});

it("does not take somebody else's post for one's own", () => {
	expect(rows([post("p2", "<p>Another thing</p>")], [delivery({})])).toEqual(["d1 sending", "p2 live"]);
});

it("keeps a refused one in sight, and forgets a cancelled one", () => {
	const refusal = { code: "not_live" as const, message: "It has ended." };
	expect(rows([], [delivery({ state: "refused", refusal })])).toEqual(["d1 refused"]);
	expect(rows([], [delivery({ state: "cancelled" })])).toEqual([]);
});

it("shows a withdrawn one in its place and not also as sent", () => {
	const gone: StreamRow = {
		...{ key: "p1", postId: "p1", state: "withdrawn", at: new Date().toISOString(), headline: "", html: "" },
		...{ post: null, delivery: null, place: -1, withdrawnAt: null },
	};
	const sent = delivery({ state: "live", subjectId: "p1", liveAt: new Date().toISOString() });
	expect(rows([], [sent], new Map([["p1", gone]]))).toEqual(["p1 withdrawn"]);
});
