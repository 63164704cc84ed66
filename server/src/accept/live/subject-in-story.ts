import type { Executor } from "@dateline/shared/database";

/** Whether what a lease is on belongs to this story: else a lease would be a way around the story's policy. */
export async function isInStory(executor: Executor, subject: string, storyId: string): Promise<boolean> {
	const [kind, id = ""] = subject.split(":");
	if (kind === "story" && id !== storyId) return false;
	const table = { story: "stories", post: "posts", "key-development": "key_developments" }[kind ?? ""];
	if (table === undefined) return false;
	const column = table === "stories" ? "id" : "story_id";
	const row = await executor
		.selectFrom(table as "posts")
		.select("id")
		.where("id", "=", id)
		.where(column as "story_id", "=", storyId)
		.executeTakeFirst();
	return row !== undefined;
}
