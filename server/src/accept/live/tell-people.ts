import type { Desk, Desks } from "./desks.ts";
import type { NewsroomBus } from "./newsroom-bus.ts";
import { createWhoIsHere, type WhoIsHere } from "./who-is-here.ts";

/** Presence: who is in which story and what they do there, told to everybody in it. */
export interface TellPeople {
	note(desk: Desk): void;
	gone(desk: Desk, how: "closed" | "lost"): void;
	noteOthers: WhoIsHere["noteOthers"];
	tell(storyId: string, desks?: readonly Desk[]): void;
	/** Every few seconds: tells other servers who is here, and everybody here who was heard when. */
	refresh(): void;
}

export function tellPeople({
	desks,
	bus,
	now,
}: {
	desks: Desks;
	bus: Pick<NewsroomBus, "publish">;
	now(): string;
}): TellPeople {
	const who = createWhoIsHere();

	function tell(storyId: string, to: readonly Desk[] = desks.in(storyId)): void {
		const people = to.length === 0 ? [] : who.in(storyId);
		for (const desk of to) desk.tell("presence", { at: now(), storyId, people });
	}
	function changed(stories: readonly string[]): void {
		if (stories.length === 0) return;
		bus.publish({ kind: "people", people: who.local() });
		for (const storyId of stories) tell(storyId);
	}

	return {
		note({ person, tab, storyId, doing }) {
			if (storyId === null) return changed(who.leave(tab, "closed"));
			const { id, name } = person;
			changed(who.note({ id, name, tab, storyId, doing, since: now(), heardAt: now() }));
		},
		gone: ({ tab }, how) => changed(who.leave(tab, how)),
		noteOthers(server, people) {
			const stories = who.noteOthers(server, people);
			for (const storyId of stories) tell(storyId);
			return stories;
		},
		tell,
		refresh() {
			who.sweep();
			bus.publish({ kind: "people", people: who.local() });
			for (const storyId of desks.stories()) tell(storyId);
		},
	};
}
