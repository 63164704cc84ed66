import {
	type Executor,
	readEditorAuthor,
	readEditorDigest,
	readEditorKeyDevelopment,
	readEditorMedia,
	readEditorPost,
	readEditorSection,
	readEditorSite,
	readEditorStory,
} from "@dateline/shared/database";
import type { Change } from "@dateline/shared/protocol";

/** What a change was about, as the record has it now, under its own name. */
export interface Subject {
	body: Record<string, { revision: number; draftRevision?: number } | null>;
}

/** Reads the subject of a change for its answer. `storyId` is null for what stories share. */
export async function presentSubject(executor: Executor, change: Change, storyId: string | null): Promise<Subject> {
	switch (change.type) {
		case "post.add":
		case "post.update":
		case "post.withdraw":
		case "post.restore":
		case "posts.merge":
			return { body: { post: await readEditorPost(executor, storyId ?? "", change.postId) } };
		case "key_development.add":
		case "key_development.update":
		case "key_development.withdraw":
		case "key_development.restore": {
			const line = await readEditorKeyDevelopment(executor, storyId ?? "", change.keyDevelopmentId);
			return { body: { keyDevelopment: line } };
		}
		case "site.update":
			return { body: { site: await readEditorSite(executor) } };
		case "section.put":
			return { body: { section: await readEditorSection(executor, "sections", change.id) } };
		case "topic.put":
			return { body: { topic: await readEditorSection(executor, "topics", change.id) } };
		case "author.put":
			return { body: { author: await readEditorAuthor(executor, change.id) } };
		case "media.update":
		case "media.measure":
			return { body: { media: await readEditorMedia(executor, change.id) } };
		case "digest.put":
			return { body: { digest: await readEditorDigest(executor, change.date) } };
		default:
			return { body: { story: await readEditorStory(executor, storyId ?? "") } };
	}
}
