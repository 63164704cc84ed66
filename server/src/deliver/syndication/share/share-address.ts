import { createHash } from "node:crypto";
import type { Card, MediaView, PostView, SiteView, StoryView } from "@dateline/shared/model";
import { isPicture } from "@dateline/shared/model";

/** What a share image shows. Its address is made of it, so that it may be kept for ever. */
export interface ShareSubject {
	storyId: string;
	postId: string | null;
	headline: string;
	/** BCP 47. */
	language: string;
	/** The site's name, over the headline. */
	site: string;
	live: boolean;
	picture: MediaView | null;
}

/** Forms of a share image: a card with the headline, and the three shapes that search engines ask for. */
export const shareForms = {
	card: { width: 1200, height: 630 },
	"16x9": { width: 1200, height: 675 },
	"4x3": { width: 1200, height: 900 },
	"1x1": { width: 1200, height: 1200 },
} as const;
export type ShareForm = keyof typeof shareForms;

/** What the image of a story shows, or of one of its posts. */
export function shareSubject(
	site: SiteView,
	story: StoryView | Card,
	post: PostView | null,
	words: string,
): ShareSubject {
	return {
		storyId: story.id,
		postId: post?.id ?? null,
		headline: post ? post.headline || words || story.headline : story.headline,
		language: story.language,
		site: site.name,
		live: story.state === "live",
		picture: story.lead && isPicture(story.lead) ? story.lead : null,
	};
}

/** Changes whenever what is drawn does. */
export function shareVersion({ picture, ...drawn }: ShareSubject): string {
	const of = JSON.stringify([2, drawn, picture && [picture.url, picture.focus]]);
	return createHash("sha256").update(of).digest("hex").slice(0, 12);
}

/** The address of a share image without its origin. */
export function shareAddress(subject: ShareSubject, form: ShareForm): string {
	const post = subject.postId === null ? "" : `/${subject.postId}`;
	return `/share/${subject.storyId}${post}/${shareVersion(subject)}-${form}.jpg`;
}

/** What an address of a share image asks for, or null when it is none. */
export function parseShareAddress(
	path: string,
): { storyId: string; postId: string | null; version: string; form: ShareForm } | null {
	const match =
		/^\/share\/([0-9b-df-hjkmnp-tv-z]{14})(?:\/([0-9b-df-hjkmnp-tv-z]{14}))?\/([0-9a-f]{12})-(card|16x9|4x3|1x1)\.jpg$/.exec(
			path,
		);
	if (!match) return null;
	const [, storyId = "", postId, version = "", form] = match;
	return { storyId, postId: postId ?? null, version, form: form as ShareForm };
}
