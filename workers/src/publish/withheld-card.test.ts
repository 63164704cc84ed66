import { newId } from "@dateline/shared/model";
import type { StoryChange } from "@dateline/shared/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFollower } from "../testing/follower.ts";
import { makeLine, makePost, makeStory } from "../testing/make-content.ts";
import { openTestNewsroom, type TestNewsroom } from "../testing/test-newsroom.ts";

let newsroom: TestNewsroom;
beforeAll(async () => {
	newsroom = await openTestNewsroom();
});
afterAll(() => newsroom.close());

async function done(storyId: string, change: StoryChange): Promise<void> {
	expect((await newsroom.submit(storyId, change)).refusal).toBeNull();
}

test.each([
	{
		what: "post",
		add: (postId: string): StoryChange => ({ type: "post.add", postId, content: makePost(), significant: true }),
		withdraw: (postId: string): StoryChange => ({ type: "post.withdraw", postId }),
	},
	{
		what: "key development",
		add: (keyDevelopmentId: string): StoryChange => ({
			type: "key_development.add",
			keyDevelopmentId,
			content: makeLine(),
		}),
		withdraw: (keyDevelopmentId: string): StoryChange => ({ type: "key_development.withdraw", keyDevelopmentId }),
	},
])("who was away has the card when a $what was withdrawn that no card shows any more", async ({ add, withdraw }) => {
	const reader = await createFollower(newsroom.database);
	await reader.follow();
	const storyId = await newsroom.draft("live");
	await done(storyId, {
		type: "story.publish",
		content: makeStory(),
		keyDevelopments: [],
		state: "live",
		publishedAt: null,
		updatedAt: null,
	});
	const ids = Array.from({ length: 7 }, newId);
	for (const id of ids) await done(storyId, add(id));
	await done(storyId, withdraw(ids[0] as string));
	await reader.follow();
	await reader.expectSameAsRecord("after the withdrawal");
});
