import { type Event, type EventSubject, stripRestored, withholdEvent, withholds } from "@dateline/shared/model";
import type { LoggedEvent } from "./logged-event.ts";

/** The newest events, by position and without a gap, with what was withdrawn since withheld (shared/model/withhold.ts). */
export interface EventRing {
	/** The position of the oldest event that is kept; one past the newest when none is. */
	readonly first: number;
	/** The event at a position, or null when it is no longer or not yet kept. */
	at(position: number): LoggedEvent | null;
	/** Adds the next event, and withholds what it takes back. Returns whether that changed an earlier one. */
	push(logged: LoggedEvent): boolean;
	/** Forgets everything and holds these instead, oldest first and as they stand in the record, the last at `position`. */
	reset(position: number, events: readonly LoggedEvent[]): void;
	/**
	 * The events after a position in these channels, oldest first. They are found by walking back from each channel's
	 * head along `previous`, so it costs what it finds and not what is kept. `beyond` when that needs an event that is
	 * no longer kept, `too-many` when one channel alone has more than `limit`.
	 */
	since(heads: ReadonlyMap<string, number>, after: number, limit: number): LoggedEvent[] | "beyond" | "too-many";
}

/** A ring of at most `size` events. */
export function createEventRing(size: number): EventRing {
	const slots = new Array<LoggedEvent | undefined>(size);
	let first = 1;
	let next = 1;

	const at = (position: number): LoggedEvent | null =>
		position >= first && position < next ? (slots[position % size] ?? null) : null;

	/** As the record does it for the same subject (shared/database): the whole event, or a part of a restored state. */
	function withholdEarlier(later: EventSubject): boolean {
		let changed = false;
		for (let position = first; position < next; position++) {
			const earlier = at(position);
			if (!earlier || earlier.withheld) continue;
			const replaced = withholds(later, earlier.subject) ? withheldForm(earlier) : strippedForm(earlier, later);
			if (!replaced) continue;
			slots[position % size] = replaced;
			changed = true;
		}
		return changed;
	}

	return {
		get first() {
			return first;
		},
		at,
		push(logged) {
			if (logged.position !== next) throw new Error(`the event after ${next - 1} is not ${logged.position}`);
			const changed = takesBack(logged.subject) && withholdEarlier(logged.subject);
			slots[next % size] = logged;
			next += 1;
			if (next - first > size) first = next - size;
			return changed;
		},
		reset(position, events) {
			slots.fill(undefined);
			const kept = events.slice(-size);
			for (const logged of kept) slots[logged.position % size] = logged;
			first = position + 1 - kept.length;
			next = position + 1;
		},
		since(heads, after, limit) {
			const found = new Map<number, LoggedEvent>();
			for (const [channel, head] of heads) {
				let position = head;
				for (let steps = 0; position > after; steps++) {
					if (steps === limit) return "too-many";
					const logged = at(position);
					if (!logged) return "beyond";
					found.set(position, logged);
					position = logged.previous[channel] ?? 0;
				}
			}
			return [...found.values()].sort((a, b) => a.position - b.position);
		},
	};
}

/** Whether an event of this type can withhold earlier ones; the rest need not be looked at. */
const takesBack = ({ type }: EventSubject): boolean =>
	type.endsWith(".withdrawn") || type === "site.updated" || type === "digest.updated";

const withheldForm = (earlier: LoggedEvent): LoggedEvent => ({
	...earlier,
	withheld: true,
	text: JSON.stringify(withholdEvent(JSON.parse(earlier.text) as Event)),
});

function strippedForm(earlier: LoggedEvent, later: EventSubject): LoggedEvent | null {
	if (earlier.subject.type !== "story.restored" || earlier.subject.storyId !== later.storyId) return null;
	const stripped = stripRestored(JSON.parse(earlier.text) as Event, later);
	return stripped && { ...earlier, text: JSON.stringify(stripped) };
}
