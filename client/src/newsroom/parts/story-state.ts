import type { StoryLine } from "@dateline/shared/protocol";
import { msg } from "@lit/localize";
import { html } from "lit";

type Facts = Pick<StoryLine, "status" | "state" | "kind">;

/** What a story is just now, whatever it is called in the console's language. */
type State = "draft" | "withdrawn" | "live" | "upcoming" | "ended" | "published";

function stateOf({ status, state }: Facts): State {
	return status === "published" ? (state ?? "published") : status;
}

/** The state of a story in a word. */
export function stateWord(story: Facts): string {
	const words: Record<State, string> = {
		draft: msg("Draft"),
		withdrawn: msg("Withdrawn"),
		live: msg("Live"),
		upcoming: msg("Upcoming"),
		ended: msg("Ended"),
		published: msg("Published"),
	};
	return words[stateOf(story)];
}

const shapes: Record<State, string> = {
	...{ draft: "draft", withdrawn: "draft", live: "live" },
	...{ upcoming: "soon", ended: "ended", published: "live-now" },
};

/** The word with its shape and colour. */
export const storyState = (story: Facts) =>
	html`<span class="state ${shapes[stateOf(story)]}">${stateWord(story)}</span>`;
