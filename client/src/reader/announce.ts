/** Milliseconds between two announcements, and that one stands in the region. */
const pause = 10_000;
const standing = 8_000;

/** What is said to those who hear the page: see {@link createAnnouncer}. */
export interface Announcer {
	/** So many updates came in: said at once, or together with those that follow it. */
	add(count: number): void;
	close(): void;
}

/**
 * Announces updates politely: one announcement in ten seconds at most, with the number of all since the last. `say` puts
 * a text into the persistent region; it is emptied again, since the same text twice would be heard once.
 */
export function createAnnouncer(say: (text: string) => void, words: (count: number) => string): Announcer {
	let count = 0;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let emptying: ReturnType<typeof setTimeout> | undefined;

	function speak() {
		timer = undefined;
		if (count === 0) return;
		say(words(count));
		count = 0;
		timer = setTimeout(speak, pause);
		clearTimeout(emptying);
		emptying = setTimeout(() => say(""), standing);
	}

	return {
		add(more) {
			count += more;
			if (timer === undefined) speak();
		},
		close() {
			clearTimeout(timer);
			clearTimeout(emptying);
		},
	};
}
