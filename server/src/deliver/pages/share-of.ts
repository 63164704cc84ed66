import { type PageDescription, type PageState, siteOf, storyOf } from "@dateline/client/pages";
import { wordsOfPost } from "../syndication/share/serve-share.ts";
import { type ShareSubject, shareSubject } from "../syndication/share/share-address.ts";

/** What the share image of a page shows: a story's, or of a permalink the post's; null for pages of nothing of both. */
export function shareOf(state: PageState, description: PageDescription): ShareSubject | null {
	const { page } = state;
	if (page.kind !== "story" && page.kind !== "live") return null;
	const story = storyOf(state, page.id)?.story;
	if (!story) return null;
	const [post] = description.story === null && page.kind === "live" && page.addressed ? description.posts : [];
	return shareSubject(siteOf(state), story, post ?? null, wordsOfPost(post?.html ?? ""));
}
