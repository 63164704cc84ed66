import { idSchema } from "@dateline/shared/model";
import { msg } from "@lit/localize";
import type { Library } from "../desk/library.ts";

type Names = Pick<Library, "sections" | "topics" | "authors">;

const lists = ({ sections, topics, authors }: Names) => [
	...sections.map(({ id, name }) => ({ channel: `section:${id}`, name, kind: msg("section") })),
	...topics.map(({ id, name }) => ({ channel: `topic:${id}`, name, kind: msg("topic") })),
	...authors.map(({ id, name }) => ({ channel: `author:${id}`, name, kind: msg("author") })),
];

/** A partner's channel as an administrator writes it: a name where it has one. */
export function lineOfChannel(channel: string, library: Names): string {
	if (channel === "*") return msg("everything");
	if (channel === "feed") return msg("the feed");
	const all = lists(library);
	const found = all.find((one) => one.channel === channel);
	if (!found) return channel;
	// Two of the same name are told apart by what they are.
	return all.filter(({ name }) => name === found.name).length > 1 ? `${found.name} (${found.kind})` : found.name;
}

/** The channel that a line means: a name, a channel as it is, or the console's address of a story; null for none. */
export function channelOfLine(line: string, library: Names): string | null {
	const text = line.trim();
	const same = (other: string) => other.toLocaleLowerCase() === text.toLocaleLowerCase();
	if (text === "*" || same(msg("everything"))) return "*";
	if (text === "feed" || same(msg("the feed"))) return "feed";
	for (const { channel, name, kind } of lists(library))
		if (same(name) || same(`${name} (${kind})`) || same(channel)) return channel;
	const id = /^(?:story:|.*\/newsroom\/story\/)([a-z0-9]{14})\b/.exec(text)?.[1];
	return id !== undefined && idSchema.safeParse(id).success ? `story:${id}` : null;
}
