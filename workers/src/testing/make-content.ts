import type { Document } from "@dateline/shared/model";
import type { KeyDevelopmentContent, PostContent, StoryContent } from "@dateline/shared/protocol";

/** A text of one paragraph for each line. */
export const makeText = (...lines: string[]): Document => ({
	type: "doc",
	content: lines.map((text) => ({ type: "paragraph", content: [{ type: "text", text }] })),
});

/** A story's content for tests, plain unless said otherwise. */
export const makeStory = (given: Partial<StoryContent> = {}): StoryContent => ({
	headline: "Storm reaches the coast",
	standfirst: "Ferries stay in port.",
	body: makeText("The wind rose overnight.", "Ferries stay in port.", "Trains run."),
	slug: null,
	language: "en",
	section: null,
	topics: [],
	authors: [],
	lead: null,
	related: [],
	startsAt: null,
	...given,
});

/** A post's content for tests. */
export const makePost = (given: Partial<PostContent> = {}): PostContent => ({
	headline: "",
	body: makeText("The bridge is closed."),
	key: false,
	pinned: null,
	breaking: false,
	authors: [],
	publishedAt: null,
	...given,
});

/** A key development's content for tests. */
export const makeLine = (given: Partial<KeyDevelopmentContent> = {}): KeyDevelopmentContent => ({
	text: "The bridge is closed",
	postId: null,
	at: null,
	...given,
});
