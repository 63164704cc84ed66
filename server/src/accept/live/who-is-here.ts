import type { PersonHere } from "@dateline/shared/protocol";
import type { PersonSomewhere } from "./bus-message.ts";

/** Who is in which story, here and at other servers. */
export interface WhoIsHere {
	/** Somebody at this server says what they do; answers the stories that look different now. */
	note(person: PersonSomewhere): string[];
	/** A tab at this server has left, or was lost without a word: then it is told of for a while. */
	leave(tab: string, how: "closed" | "lost"): string[];
	/** All that another server has. */
	noteOthers(server: string, people: readonly PersonSomewhere[]): string[];
	in(storyId: string): PersonHere[];
	/** All at this server. */
	local(): PersonSomewhere[];
	/** Lets go of whom nobody has heard of for long; answers the stories that look different now. */
	sweep(): string[];
}

/** Who was lost is told of for so long, and what a server said stands for so long, milliseconds. */
const patience = 3 * 60_000;
const serverPatience = 16_000;

export function createWhoIsHere(now: () => number = Date.now): WhoIsHere {
	const here = new Map<string, PersonSomewhere>();
	const others = new Map<string, { at: number; people: readonly PersonSomewhere[] }>();

	/** Everybody, a tab once: where it was heard last. */
	function everybody(): Map<string, PersonSomewhere> {
		const all = new Map<string, PersonSomewhere>();
		for (const person of [...[...others.values()].flatMap(({ people }) => people), ...here.values()]) {
			const known = all.get(person.tab);
			if (!known || known.heardAt <= person.heardAt) all.set(person.tab, person);
		}
		return all;
	}

	const storiesOf = (people: readonly PersonSomewhere[]) => people.map(({ storyId }) => storyId);
	const unique = (stories: readonly string[]) => [...new Set(stories)];

	return {
		note(person) {
			const before = here.get(person.tab);
			const isSame =
				before?.storyId === person.storyId && JSON.stringify(before.doing) === JSON.stringify(person.doing);
			// Whoever stops typing for a while still does the same thing.
			const goesOn =
				before?.storyId === person.storyId &&
				before.doing.kind === person.doing.kind &&
				before.doing.subject === person.doing.subject;
			here.set(person.tab, goesOn ? { ...person, since: before.since } : person);
			return isSame ? [] : unique([...(before ? [before.storyId] : []), person.storyId]);
		},
		leave(tab, how) {
			const person = here.get(tab);
			if (!person) return [];
			if (how === "closed") here.delete(tab);
			else here.set(tab, { ...person, doing: { ...person.doing, typing: false } });
			return [person.storyId];
		},
		noteOthers(server, people) {
			const before = others.get(server)?.people ?? [];
			others.set(server, { at: now(), people });
			return unique([...storiesOf(before), ...storiesOf(people)]);
		},
		in: (storyId) =>
			[...everybody().values()]
				.filter((person) => person.storyId === storyId)
				.sort((a, b) => (a.name < b.name ? -1 : 1))
				.map(({ storyId: _, ...person }) => person),
		local: () => [...here.values()],
		sweep() {
			const changed: string[] = [];
			for (const [tab, person] of here) {
				if (now() - Date.parse(person.heardAt) < patience) continue;
				here.delete(tab);
				changed.push(person.storyId);
			}
			for (const [server, { at, people }] of others) {
				if (now() - at < serverPatience) continue;
				others.delete(server);
				changed.push(...storiesOf(people));
			}
			return unique(changed);
		},
	};
}
