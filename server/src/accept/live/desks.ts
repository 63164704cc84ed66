import type { Doing, NewsroomMessages } from "@dateline/shared/protocol";
import type { Actor } from "../actor.ts";

/** Somebody who is signed in. */
export type Person = Extract<Actor, { kind: "user" }>;

/** A console that is connected here: one tab of one account. */
export interface Desk {
	person: Person;
	readonly tab: string;
	/** The story on its screen, which it may see; and who it is in there, with what membership adds. */
	storyId: string | null;
	inStory: Person;
	doing: Doing;
	wantsState: boolean;
	tell<Name extends keyof NewsroomMessages>(name: Name, message: NewsroomMessages[Name]): void;
	/** Ends it: it may no longer be here. */
	cut(reason: "signed_out" | "forbidden"): void;
}

/** All consoles at this server. */
export interface Desks {
	readonly all: ReadonlySet<Desk>;
	in(storyId: string): Desk[];
	/** The stories that somebody here has on the screen. */
	stories(): string[];
	add(desk: Desk): void;
	remove(desk: Desk): void;
}

export function createDesks(): Desks {
	const all = new Set<Desk>();
	return {
		all,
		in: (storyId) => [...all].filter((desk) => desk.storyId === storyId),
		stories: () => [...new Set([...all].flatMap(({ storyId }) => storyId ?? []))],
		add: (desk) => void all.add(desk),
		remove: (desk) => void all.delete(desk),
	};
}
