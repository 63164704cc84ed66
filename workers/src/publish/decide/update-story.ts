import { isDeepStrictEqual } from "node:util";
import { json } from "@dateline/shared/database";
import { checkReferences, checkRevision, patched, publicStory } from "../checks.ts";
import type { Decide } from "../decision.ts";
import { chooseSlug } from "../slug.ts";
import { makeText } from "../text.ts";
import { later } from "./later.ts";

/** `story.update`: a significant one moves the stamp and the place in lists; a minor one is a revision all the same. */
export const updateStory: Decide<"story.update"> = (aggregate, change, { storyId, now, ifMatch }) => {
	const { patch, significant } = change;
	const story = publicStory(aggregate);
	checkRevision(ifMatch, story.revision);
	// A headline may change as often as it likes: only a slug that is asked for replaces the present one.
	const content = patched(story.content, { ...patch, slug: patch.slug ?? story.content.slug });
	checkReferences(content, aggregate.references, now);
	const text = makeText(content.body, aggregate.references.media);
	// A picture may say something else of itself by now: then the same content is another text.
	const publishedAt = change.publishedAt ? new Date(change.publishedAt) : story.published_at;
	const backDated = publishedAt.getTime() !== story.published_at.getTime();
	if (!significant && !backDated && text.html === story.html && isDeepStrictEqual(content, story.content)) {
		return { facts: [], result: { revision: story.revision, slug: story.slug } };
	}
	const slug = patch.slug ? chooseSlug(patch.slug, content, storyId, aggregate.slugOwners) : story.slug;
	const number = story.revision + 1;
	const live = story.kind === "live";
	const startsAt = live && content.startsAt ? new Date(content.startsAt) : null;
	const moved = story.state === "upcoming" && startsAt?.getTime() !== story.starts_at?.getTime();
	return {
		story: {
			revision: number,
			slug,
			content: json(content),
			...(isDeepStrictEqual(story.draft, content) && { draft: null }),
			...text,
			...(backDated && { published_at: publishedAt }),
			starts_at: startsAt,
			...(significant && { updated_at: later(now, story.updated_at) }),
		},
		...(slug !== story.slug && { slug }),
		...(moved && { startAt: startsAt }),
		revision: { kind: "story", id: storyId, number, significant, content },
		facts: [{ type: "story.updated" }],
		result: { revision: number, slug },
	};
};
