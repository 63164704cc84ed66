import type { Event } from "./event.ts";
import type { ChannelState } from "./state.ts";

const fields = {
	"section.updated": "section",
	"topic.updated": "topic",
	"author.updated": "author",
	"media.updated": "media",
} as const;

/** What an event has made of an object so far: a card that stands in many lists is renewed once and stays one object. */
const renewals = new WeakMap<Event, WeakMap<object, unknown>>();

/**
 * A state in which each copy of the section, topic, author or picture that the event renews is renewed, wherever it
 * stands. A copy that is as new already is left alone, so an event may come twice by two channels.
 */
export function foldReferences<State extends ChannelState | null>(state: State, event: Event): State {
	const field = fields[event.type as keyof typeof fields];
	const subject = field && event[field];
	if (!subject || !state) return state;
	const renewed = renewals.get(event) ?? new WeakMap<object, unknown>();
	renewals.set(event, renewed);
	return renew(state, subject, renewed) as State;
}

type Subject = { id: string; revision: number };

function renew(value: unknown, subject: Subject, renewed: WeakMap<object, unknown>): unknown {
	if (value === null || typeof value !== "object") return value;
	if (renewed.has(value)) return renewed.get(value);
	const next = Array.isArray(value) ? renewArray(value, subject, renewed) : renewObject(value, subject, renewed);
	renewed.set(value, next);
	return next;
}

function renewArray(value: unknown[], subject: Subject, renewed: WeakMap<object, unknown>): unknown[] {
	const next = value.map((item) => renew(item, subject, renewed));
	return next.some((item, index) => item !== value[index]) ? next : value;
}

function renewObject(value: object, subject: Subject, renewed: WeakMap<object, unknown>): object {
	const own = value as Record<string, unknown>;
	if (own["id"] === subject.id) return (own["revision"] as number) < subject.revision ? subject : value;
	let changed: Record<string, unknown> | null = null;
	for (const [key, inner] of Object.entries(own)) {
		const next = renew(inner, subject, renewed);
		if (next !== inner) changed = { ...(changed ?? own), [key]: next };
	}
	return changed ?? value;
}
