import { editorStorySchema } from "@dateline/shared/protocol";
import { z } from "zod";
import type { StoryText } from "./story-text.ts";
import { changesOf, type StoryWork, toStoryInput } from "./story-work.ts";

const answeredSchema = z.looseObject({ story: editorStorySchema });
/** Of what goes out later, or waits for an editor. */
const handedInSchema = z.looseObject({ submission: z.looseObject({ storyId: z.string() }) });

/**
 * Hands in a story: a new one, a draft's text or its publication, or a published one's update. What it kept is forgotten
 * once the server has it.
 *
 * @returns the delivery's id, or null when there is nothing to hand in
 */
export function submitStory(screen: StoryText, work: StoryWork, as: "draft" | "published"): string | null {
	const { desk, story, timing, kind, subject, template } = screen;
	const at = timing.mode === "at" ? timing.at : null;
	const embargo = timing.mode === "embargo" ? timing.at : null;
	const choices = {
		...(at === null ? {} : { publishAt: at }),
		...(timing.publishedAt === null ? {} : { publishedAt: timing.publishedAt }),
		...(kind === "live" ? { state: timing.state } : {}),
	};
	const about = { headline: work.headline };

	const follow = (sent: ReturnType<typeof desk.outbox.send>) => {
		void sent.settled.then(async ({ delivery, answer }) => {
			if (delivery.state === "refused") return;
			if (!screen.isConnected || screen.work === work) await desk.keeper.forget(subject);
			const answered = answeredSchema.safeParse(answer).data?.story;
			if (answered && story !== null && screen.isConnected) screen.story = answered;
			const id =
				answered?.id ?? delivery.subjectId ?? handedInSchema.safeParse(answer).data?.submission.storyId ?? null;
			if (story === null && screen.isConnected) desk.go(id === null ? "/newsroom" : `/newsroom/story/${id}`);
		});
		return sent.delivery.id;
	};

	if (story === null)
		return follow(
			desk.outbox.send({
				lane: subject,
				type: as === "draft" ? "story.keep" : "story.publish",
				method: "POST",
				path: "/api/v1/stories",
				body: {
					...toStoryInput(work),
					...{ kind, status: as },
					...(template === null ? {} : { template }),
					...(embargo === null ? {} : { embargo }),
					...(as === "published" ? choices : {}),
				},
				about,
			}),
		);

	const patch = changesOf(screen.base, work);
	const path = `/api/v1/stories/${story.id}`;
	const changed = Object.keys(patch).length > 0;
	const send = (type: string, method: "PATCH" | "POST", address: string, body: unknown) =>
		desk.outbox.send({ lane: story.id, type, method, path: address, body, about });

	if (story.revision > 0) {
		const dated = timing.publishedAt !== null && timing.publishedAt !== story.publishedAt;
		if (!changed && !dated) return null;
		const body = {
			...patch,
			...{ significant: screen.significant },
			...(dated ? { publishedAt: timing.publishedAt } : {}),
			...(at === null ? {} : { at }),
		};
		return follow(
			desk.outbox.send({ lane: story.id, type: "story.update", method: "PATCH", path, body, about, basis: story }),
		);
	}
	// A draft: its text and its embargo first, then its publication; the lane keeps the two in order.
	const held = embargo !== story.embargo && (timing.mode === "embargo" || story.embargo !== null);
	const kept = changed || held ? send("story.keep", "PATCH", path, { ...patch, ...(held ? { embargo } : {}) }) : null;
	if (as === "draft" || screen.due !== null) return kept === null ? null : follow(kept);
	const { publishAt = null, ...rest } = { publishAt: null, ...choices };
	return follow(
		send("story.publish", "POST", `${path}/publish`, { ...rest, ...(publishAt === null ? {} : { at: publishAt }) }),
	);
}
