import type { StoryChange, StoryDraft } from "@dateline/shared/protocol";

type Publication = Extract<StoryChange, { type: "story.publish" }>;

interface Choices {
	state?: "upcoming" | "live" | undefined;
	publishedAt?: string | null | undefined;
}

/** The change that publishes a draft. A live story that has a start ahead of it waits as upcoming, unless told. */
export function publication(
	{ keyDevelopments, brokenOutOf, ...content }: StoryDraft,
	{ state, publishedAt }: Choices,
): Publication {
	const ahead = content.startsAt !== null && Date.parse(content.startsAt) > Date.now();
	return {
		type: "story.publish",
		content,
		keyDevelopments: keyDevelopments.map((line) => ({ ...line, postId: null })),
		state: state ?? (ahead ? "upcoming" : "live"),
		publishedAt: publishedAt ?? null,
		updatedAt: null,
		...(brokenOutOf && { brokenOutOf }),
	};
}
