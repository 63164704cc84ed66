import type { Executor, NoticePlan, StoredEvent } from "@dateline/shared/database";
import type { Event } from "@dateline/shared/model";

/** Milliseconds after which something is no longer told of: its worker was away for so long. */
const newsFor = 6 * 3_600_000;

/**
 * Whether somebody is to be told of an event, and who might: a new post (how much it weighs is the follower's to say), a
 * significant update, a beginning, a correction. A minor edit never, nor what was withdrawn meanwhile.
 */
export async function weighEvent(executor: Executor, stored: StoredEvent, now: Date): Promise<NoticePlan | null> {
	const { position, subject, withheld, at } = stored;
	if (withheld || subject.storyId === null || now.getTime() - Date.parse(at) > newsFor) return null;
	const event = JSON.parse(stored.body) as Event;
	const weight = await weightOf(executor, event);
	if (weight === null) return null;
	const { storyId, postId } = subject;
	return { position, storyId, postId, weight, channels: await channelsOfStory(executor, storyId, event) };
}

async function weightOf(executor: Executor, event: Event): Promise<NoticePlan["weight"] | null> {
	const post = event.post && "html" in event.post ? event.post : null;
	const story = event.story && "slug" in event.story ? event.story : null;
	switch (event.type) {
		case "post.added": {
			if (!post) return null;
			const made = await readRevision(executor, "post", post.id, post.revision);
			// One that was moved here from another story is no news.
			if (made?.change !== "post.add" || !made.significant) return null;
			return post.breaking ? "breaking" : post.key ? "key" : "post";
		}
		case "post.updated": {
			if (!post) return null;
			const made = await readRevision(executor, "post", post.id, post.revision);
			if (made?.change === "story.correct") return "correction";
			if (!made?.significant) return null;
			return post.breaking ? "breaking" : post.key ? "key" : null;
		}
		case "story.published":
			return story && (story.state === "live" ? "key" : "story");
		case "story.started":
			return story && "key";
		case "story.updated": {
			if (!story) return null;
			const made = await readRevision(executor, "story", story.id, story.revision);
			return made?.significant ? "story" : null;
		}
		case "story.corrected":
			return story && "correction";
		default:
			return null;
	}
}

const readRevision = (executor: Executor, kind: "post" | "story", id: string, number: number) =>
	executor
		.selectFrom("revisions")
		.select(["change", "significant"])
		.where("subject_kind", "=", kind)
		.where("subject_id", "=", id)
		.where("number", "=", number)
		.executeTakeFirst();

/** Where the story is listed, the authors of the post beside its own. */
async function channelsOfStory(executor: Executor, storyId: string, event: Event): Promise<string[]> {
	const row = await executor
		.selectFrom("stories")
		.select("content")
		.where("id", "=", storyId)
		.where("status", "=", "published")
		.executeTakeFirst();
	if (!row?.content) return [];
	const { section, topics, authors } = row.content;
	const ofPost = event.post && "authors" in event.post ? event.post.authors.map(({ id }) => id) : [];
	return [
		`story:${storyId}`,
		...(section ? [`section:${section}`] : []),
		...topics.map((id) => `topic:${id}`),
		...new Set([...authors, ...ofPost].map((id) => `author:${id}`)),
	];
}
