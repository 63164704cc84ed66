import { isDeepStrictEqual } from "node:util";
import { json } from "@dateline/shared/database";
import { ProblemError } from "@dateline/shared/protocol";
import { checkEmbargo, checkReferences, checkRevision } from "../checks.ts";
import type { Decide } from "../decision.ts";
import { chooseSlug } from "../slug.ts";
import { makeText } from "../text.ts";
import { newKeyDevelopment } from "./add-key-development.ts";

/** `story.publish`: a draft becomes public, with its first key developments. */
export const publishStory: Decide<"story.publish"> = (aggregate, change, { storyId, now, ifMatch }) => {
	const { story, references } = aggregate;
	if (!story) throw new ProblemError("not_found", "There is no such story.");
	if (story.status === "published") throw new ProblemError("already_published", "The story is published already.");
	if (story.status === "withdrawn") throw new ProblemError("withdrawn", "The story is withdrawn: restore it instead.");
	checkRevision(ifMatch, story.draft_revision);
	const { content } = change;
	checkEmbargo("The story", story.embargo, now);
	checkReferences(content, references, now);
	const slug = chooseSlug(content.slug, content, storyId, aggregate.slugOwners);
	const publishedAt = change.publishedAt ? new Date(change.publishedAt) : now;
	const live = story.kind === "live";
	const startsAt = live && content.startsAt ? new Date(content.startsAt) : null;
	const upcoming = live && change.state === "upcoming";
	return {
		story: {
			status: "published",
			state: live ? change.state : null,
			slug,
			revision: 1,
			content: json(content),
			...(isDeepStrictEqual(story.draft, content) && { draft: null }),
			...makeText(content.body, references.media),
			published_at: publishedAt,
			updated_at: change.updatedAt ? new Date(change.updatedAt) : null,
			starts_at: startsAt,
			started_at: live && !upcoming ? publishedAt : null,
		},
		slug,
		...(upcoming && { startAt: startsAt }),
		keyDevelopments: change.keyDevelopments.map(({ id, ...line }) =>
			newKeyDevelopment(id, line, aggregate, storyId, publishedAt, now),
		),
		revision: { kind: "story", id: storyId, number: 1, significant: true, content },
		facts: [
			{ type: "story.published" },
			...change.keyDevelopments.map(({ id }) => ({ type: "key_development.added", keyDevelopmentId: id }) as const),
		],
		result: { revision: 1, slug },
	};
};
