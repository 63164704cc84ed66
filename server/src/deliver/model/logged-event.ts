import type { StoredEvent } from "@dateline/shared/database";
import { type Event, looseEventSchema } from "@dateline/shared/model";

/** An event as the model keeps it. `text` is its JSON, made once when it was committed and handed on as it is. */
export interface LoggedEvent extends Omit<StoredEvent, "body"> {
	/** For each of its channels, the position of the event before it there. */
	previous: Readonly<Record<string, number>>;
	text: string;
}

/**
 * Reads a stored event: the form that is kept, and the event itself for folding. What the record holds was checked when
 * it was written; here only what every version of an event has is checked.
 *
 * @throws when the text is no event of that position
 */
export function readStoredEvent(stored: StoredEvent): { logged: LoggedEvent; event: Event } {
	const { body, ...rest } = stored;
	const event = looseEventSchema.parse(JSON.parse(body));
	if (event.position !== stored.position) throw new Error(`the event at ${stored.position} says ${event.position}`);
	return { logged: { ...rest, previous: event.previous, text: body }, event: event as unknown as Event };
}
