import type { Event } from "./event.ts";
import type { ChannelState } from "./state.ts";

const fields = {
	"section.updated": "section",
	"topic.updated": "topic",
	"author.updated": "author",
	"media.updated": "media",
} as const;

/**
 * A state in which each copy of the section, topic, author or picture that the event renews is renewed, wherever it
 * stands. A copy that is as new already is left alone, so an event may come twice by two channels.
 */
export function foldReferences<State extends ChannelState | null>(state: State, event: Event): State {
	const field = fields[event.type as keyof typeof fields];
	const subject = field && event[field];
	return subject && state ? (replace(state, subject) as State) : state;
}

function replace(value: unknown, subject: { id: string; revision: number }): unknown {
	if (Array.isArray(value)) {
		const next = value.map((item) => replace(item, subject));
		return next.some((item, index) => item !== value[index]) ? next : value;
	}
	if (value === null || typeof value !== "object") return value;
	const own = value as Record<string, unknown>;
	if (own["id"] === subject.id) return (own["revision"] as number) < subject.revision ? subject : value;
	let changed: Record<string, unknown> | null = null;
	for (const [key, inner] of Object.entries(own)) {
		const next = replace(inner, subject);
		if (next !== inner) changed = { ...(changed ?? own), [key]: next };
	}
	return changed ?? value;
}
