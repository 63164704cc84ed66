import type { AudienceView } from "@dateline/shared/protocol";
import { api } from "./api.ts";

/** How stories are read, for as many parts of the screen as show it: one reading of a story's sums serves them all. */
export interface Audience {
	/** The newest sums of a story that is followed, null before the first. */
	of(storyId: string): AudienceView | null;
	/** Reads a story's sums now and from time to time until the answer is called. */
	follow(storyId: string, listener: () => void): () => void;
}

/** Milliseconds between two readings: the sums are written every ten seconds. */
const interval = 15_000;

interface Followed {
	view: AudienceView | null;
	listeners: Set<() => void>;
	timer: ReturnType<typeof setInterval>;
}

export function createAudience(): Audience {
	const followed = new Map<string, Followed>();

	async function read(storyId: string): Promise<void> {
		// What could not be read again stays as it was.
		const view = await api.audience(storyId).catch(() => null);
		const story = followed.get(storyId);
		if (view === null || story === undefined) return;
		story.view = view;
		for (const listener of [...story.listeners]) listener();
	}

	function begin(storyId: string): Followed {
		const timer = setInterval(() => void read(storyId), interval);
		const story = { view: null, listeners: new Set<() => void>(), timer };
		followed.set(storyId, story);
		void read(storyId);
		return story;
	}

	return {
		of: (storyId) => followed.get(storyId)?.view ?? null,
		follow(storyId, listener) {
			const story = followed.get(storyId) ?? begin(storyId);
			story.listeners.add(listener);
			return () => {
				story.listeners.delete(listener);
				if (story.listeners.size > 0) return;
				clearInterval(story.timer);
				followed.delete(storyId);
			};
		},
	};
}
