import type { StoryLine } from "@dateline/shared/protocol";
import { html } from "lit";

type Facts = Pick<StoryLine, "status" | "state" | "kind">;

/** The state of a story in a word. */
export function stateWord({ status, state }: Facts): string {
	if (status === "draft") return "Draft";
	if (status === "withdrawn") return "Withdrawn";
	if (state === "live") return "Live";
	if (state === "upcoming") return "Upcoming";
	if (state === "ended") return "Ended";
	return "Published";
}

const shapes: Record<string, string> = {
	Draft: "draft",
	Withdrawn: "draft",
	Live: "live",
	Upcoming: "soon",
	Ended: "ended",
	Published: "live-now",
};

/** The word with its shape and colour. */
export const storyState = (story: Facts) =>
	html`<span class="state ${shapes[stateWord(story)]}">${stateWord(story)}</span>`;
