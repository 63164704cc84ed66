import type { StoryChange } from "@dateline/shared/protocol";

/** The stories that a change touches: its own, and those whose locks it needs too. */
export function storiesOf(change: StoryChange, storyId: string): string[] {
	switch (change.type) {
		case "posts.move":
			return [storyId, change.toStoryId];
		case "story.publish":
			return change.brokenOutOf ? [storyId, change.brokenOutOf.storyId] : [storyId];
		default:
			return [storyId];
	}
}
