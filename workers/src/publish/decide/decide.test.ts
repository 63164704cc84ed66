import { describe, expect, test } from "vitest";
import { makeLine, makePost, makeStory, makeText } from "../../testing/make-content.ts";
import type {
	DecidedChange,
	DecisionContext,
	KeyDevelopmentRow,
	PostRow,
	StoryAggregate,
	StoryRow,
} from "../decision.ts";
import { decide } from "./index.ts";

const now = new Date("2026-05-02T12:00:00.000Z");
const before = new Date("2026-05-02T09:00:00.000Z");
const context: DecisionContext = { storyId: "story", now, actor: "user:1", ifMatch: null };

const draft: StoryRow = {
	id: "story",
	kind: "live",
	status: "draft",
	state: null,
	slug: null,
	revision: 0,
	draft: makeStory(),
	draft_revision: 4,
	content: null,
	html: "",
	opening: "",
	more: false,
	reading_minutes: 1,
	post_count: 0,
	boundary_id: null,
	published_at: null,
	updated_at: null,
	starts_at: null,
	started_at: null,
	ended_at: null,
	withdrawn_at: null,
	created_at: before,
	created_by: "user:1",
	embargo: null,
	erased_at: null,
	members_only: false,
};
const live: StoryRow = {
	...draft,
	status: "published",
	state: "live",
	slug: "storm",
	revision: 3,
	content: makeStory(),
	draft: null,
	published_at: before,
	started_at: before,
	post_count: 1,
};
const post: PostRow = {
	id: "post",
	story_id: "story",
	status: "published",
	revision: 2,
	draft: null,
	draft_revision: 1,
	content: makePost(),
	html: "",
	key: false,
	pinned: null,
	published_at: before,
	updated_at: null,
	withdrawn_at: null,
	created_at: before,
	created_by: null,
	embargo: null,
	erased_at: null,
	merged_into: null,
};
const line: KeyDevelopmentRow = {
	id: "line",
	story_id: "story",
	post_id: "post",
	status: "published",
	revision: 1,
	text: "The bridge is closed",
	at: before,
	withdrawn_by: null,
	sort_at: null,
	written_at: before,
	erased_at: null,
};

function aggregate(given: Partial<StoryAggregate> = {}): StoryAggregate {
	return {
		story: live,
		post: null,
		keyDevelopments: [],
		slugOwners: new Map(),
		references: {
			sections: new Set(["section"]),
			topics: new Set(),
			authors: new Set(),
			media: new Map(),
			embargoes: new Map(),
			stories: new Set(),
			posts: new Map([["post", before]]),
		},
		...given,
	};
}

const publish = (given: Partial<Extract<DecidedChange, { type: "story.publish" }>> = {}): DecidedChange => ({
	type: "story.publish",
	content: makeStory(),
	keyDevelopments: [],
	state: "live",
	publishedAt: null,
	updatedAt: null,
	...given,
});
const update = (patch: object, significant = false): DecidedChange => ({ type: "story.update", patch, significant });
const add = (given: object = {}, significant = true): DecidedChange => ({
	type: "post.add",
	postId: "new",
	content: makePost(given),
	significant,
});

describe("a story", () => {
	test("is published with its slug, its text made and its first revision", () => {
		const decision = decide(aggregate({ story: draft }), publish(), context);
		expect(decision.story).toMatchObject({
			status: "published",
			state: "live",
			slug: "storm-reaches-the-coast",
			revision: 1,
			draft: null,
			published_at: now,
			started_at: now,
			html: "<p>The wind rose overnight.</p>\n<p>Ferries stay in port.</p>\n<p>Trains run.</p>",
		});
		expect(decision.facts).toEqual([{ type: "story.published" }]);
		expect(decision.result).toEqual({ revision: 1, slug: "storm-reaches-the-coast" });
	});

	test("keeps a draft that went on after the change was handed in", () => {
		const story = { ...draft, draft: makeStory({ headline: "Another headline" }) };
		expect(decide(aggregate({ story }), publish(), context).story).not.toHaveProperty("draft");
	});

	test("that is upcoming starts by itself at its time", () => {
		const content = makeStory({ startsAt: "2026-05-03T08:00:00.000Z" });
		const decision = decide(aggregate({ story: draft }), publish({ content, state: "upcoming" }), context);
		expect(decision).toMatchObject({ startAt: new Date("2026-05-03T08:00:00.000Z"), story: { started_at: null } });
	});

	test("moves its stamp with a significant update, and not with a minor one, which is a revision all the same", () => {
		const significant = decide(aggregate(), update({ headline: "New" }, true), context);
		expect(significant).toMatchObject({ story: { updated_at: now, revision: 4 }, facts: [{ type: "story.updated" }] });
		const minor = decide(aggregate(), update({ headline: "New" }), context);
		expect(minor.story).toMatchObject({ revision: 4 });
		expect(minor.story).not.toHaveProperty("updated_at");
		expect(minor.revision).toMatchObject({ number: 4, significant: false });
	});

	test("never moves its stamp back, whatever the clock does", () => {
		const later = new Date("2026-05-02T13:00:00.000Z");
		const story = { ...live, updated_at: later };
		expect(decide(aggregate({ story }), update({}, true), context).story?.updated_at).toBe(later);
	});

	test("is left as it is by a minor edit that changes nothing", () => {
		const html = "<p>The wind rose overnight.</p>\n<p>Ferries stay in port.</p>\n<p>Trains run.</p>";
		const story = { ...live, html };
		expect(decide(aggregate({ story }), update({ headline: makeStory().headline }), context).facts).toEqual([]);
	});

	test("keeps its slug when its headline changes, and gets another one only when asked", () => {
		expect(decide(aggregate(), update({ headline: "New" }), context)).toMatchObject({ result: { slug: "storm" } });
		expect(decide(aggregate(), update({ slug: "gale" }), context)).toMatchObject({ slug: "gale" });
	});

	test("takes its published key developments along when it is withdrawn, and only those back", () => {
		const own = { ...line, id: "own", status: "withdrawn" as const, withdrawn_by: "own" };
		const withdrawn = decide(aggregate({ keyDevelopments: [line, own] }), { type: "story.withdraw" }, context);
		expect(withdrawn.keyDevelopments).toEqual([{ ...line, status: "withdrawn", revision: 2, withdrawn_by: "story" }]);
		const lines = [...(withdrawn.keyDevelopments as KeyDevelopmentRow[]), own];
		const story: StoryRow = { ...live, status: "withdrawn" };
		const restored = decide(aggregate({ story, keyDevelopments: lines }), { type: "story.restore" }, context);
		expect(restored.keyDevelopments).toEqual([{ ...line, revision: 3 }]);
	});
});

describe("a post", () => {
	test("is counted, and moves the story's stamp when it is significant", () => {
		const decision = decide(aggregate(), add(), context);
		expect(decision.story).toEqual({ post_count: 2, updated_at: now });
		expect(decision.post).toMatchObject({ status: "published", revision: 1, published_at: now, created_by: "user:1" });
		expect(decide(aggregate(), add({}, false), context).story).toEqual({ post_count: 2 });
	});

	test("can be given its editorial time, at first and later", () => {
		const publishedAt = "2026-05-01T10:00:00.000Z";
		expect(decide(aggregate(), add({ publishedAt }), context).post?.published_at).toEqual(new Date(publishedAt));
		const moved: DecidedChange = { type: "post.update", postId: "post", patch: { publishedAt }, significant: false };
		const decision = decide(aggregate({ post }), moved, context);
		expect(decision).toMatchObject({ postsMoved: true, post: { published_at: new Date(publishedAt), revision: 3 } });
	});

	test("takes its key developments along when it is withdrawn, and the story's others stay", () => {
		const other = { ...line, id: "other", post_id: null };
		const given = aggregate({ post, keyDevelopments: [line, other] });
		const decision = decide(given, { type: "post.withdraw", postId: "post" }, context);
		expect(decision.keyDevelopments?.map(({ id }) => id)).toEqual(["line"]);
		expect(decision.facts).toEqual([
			{ type: "post.withdrawn", postId: "post" },
			{ type: "key_development.withdrawn", keyDevelopmentId: "line" },
		]);
		expect(decision.story).toEqual({ post_count: 0 });
	});

	test("is corrected as a post, without moving any stamp", () => {
		const change: DecidedChange = { type: "story.correct", correctionId: "c", postId: "post", text: "It was Monday." };
		const decision = decide(aggregate({ post }), change, context);
		expect(decision).toMatchObject({ facts: [{ type: "post.updated" }], correction: { post_id: "post" } });
		expect(decision.story).toBeUndefined();
	});
});

test("a key development without a time has its post's", () => {
	const change: DecidedChange = {
		type: "key_development.add",
		keyDevelopmentId: "new",
		content: makeLine({ postId: "post" }),
	};
	expect(decide(aggregate(), change, context).keyDevelopments).toMatchObject([{ at: before, post_id: "post" }]);
});

const withdrawn: StoryRow = { ...live, status: "withdrawn" };
const ended: StoryRow = { ...live, state: "ended" };
const article: StoryRow = { ...live, kind: "article", state: null };
const gonePost: PostRow = { ...post, status: "withdrawn" };
const foreignPost: PostRow = { ...post, story_id: "another" };
const patchPost: DecidedChange = {
	type: "post.update",
	postId: "post",
	patch: { headline: "New" },
	significant: false,
};

test.each<[string, Partial<StoryAggregate>, DecidedChange, string]>([
	["publish a story that is not there", { story: null }, publish(), "not_found"],
	["publish twice", {}, publish(), "already_published"],
	["publish what is withdrawn", { story: withdrawn }, publish(), "withdrawn"],
	[
		"publish under a slug that another story had",
		{ story: draft, slugOwners: new Map([["storm", "another"]]) },
		publish({ content: makeStory({ slug: "storm" }) }),
		"slug_taken",
	],
	["update a draft", { story: draft }, update({ headline: "New" }), "not_published"],
	["update what is withdrawn", { story: withdrawn }, update({ headline: "New" }), "withdrawn"],
	["name a section that is not there", {}, update({ section: "nowhere" }), "unknown_reference"],
	[
		"show a picture that is not there",
		{},
		update({ body: { type: "doc", content: [{ type: "image", attrs: { mediaId: "nowhere" } }] } }),
		"unknown_reference",
	],
	["relate to a story that was never public", {}, update({ related: ["draft"] }), "unknown_reference"],
	["start what is live", {}, { type: "story.start" }, "conflict"],
	["start an article", { story: article }, { type: "story.start" }, "not_live"],
	["end what has ended", { story: ended }, { type: "story.end" }, "conflict"],
	["withdraw twice", { story: withdrawn }, { type: "story.withdraw" }, "already_withdrawn"],
	["withdraw a draft", { story: draft }, { type: "story.withdraw" }, "not_published"],
	["restore what is public", {}, { type: "story.restore" }, "not_withdrawn"],
	["post to an article", { story: article }, add(), "not_live"],
	["post to what has ended", { story: ended }, add(), "not_live"],
	["post to what is withdrawn", { story: withdrawn }, add(), "withdrawn"],
	["add a post twice", { post }, add(), "already_published"],
	["add a post of another story", { post: foreignPost }, add(), "conflict"],
	["update a post of another story", { post: foreignPost }, patchPost, "not_found"],
	["update a post that is withdrawn", { post: gonePost }, patchPost, "withdrawn"],
	["withdraw a post twice", { post: gonePost }, { type: "post.withdraw", postId: "post" }, "already_withdrawn"],
	["restore a post that is public", { post }, { type: "post.restore", postId: "post" }, "not_withdrawn"],
	[
		"sum up a post that is not there",
		{},
		{ type: "key_development.add", keyDevelopmentId: "new", content: makeLine({ postId: "nowhere" }) },
		"unknown_reference",
	],
	[
		"withdraw a line that is not there",
		{},
		{ type: "key_development.withdraw", keyDevelopmentId: "line" },
		"not_found",
	],
])("it is refused to %s", (_what, given, change, code) => {
	expect(() => decide(aggregate(given), change, context)).toThrow(
		expect.objectContaining({ name: "ProblemError", code }),
	);
});

test.each<[Partial<StoryAggregate>, DecidedChange, number]>([
	[{ story: draft }, publish(), 4],
	[{}, update({ body: makeText("New.") }), 3],
	[{}, { type: "story.end" }, 3],
	[{ post }, patchPost, 2],
	[{ post }, { type: "post.withdraw", postId: "post" }, 2],
	[{ keyDevelopments: [line] }, { type: "key_development.withdraw", keyDevelopmentId: "line" }, 1],
])("If-Match is the revision of what is changed (%#)", (given, change, revision) => {
	expect(decide(aggregate(given), change, { ...context, ifMatch: revision }).facts).not.toEqual([]);
	expect(() => decide(aggregate(given), change, { ...context, ifMatch: revision + 1 })).toThrow(
		expect.objectContaining({ code: "revision_mismatch" }),
	);
});
