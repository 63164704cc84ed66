import type { OpenRecord, StoredEvent } from "@dateline/shared/database";
import type { Logger } from "pino";
import { applyNext, type Found, type Step } from "./apply-next.ts";
import { recordFailure, recordRefusal } from "./record-outcome.ts";
import { refusalOf } from "./refusal-of.ts";

export interface ApplyDue {
	database: OpenRecord;
	log: Logger;
	/** Told after each commit, with its events; it must not throw, and is not waited for. */
	onCommitted?: (events: StoredEvent[]) => void;
	/** Told of the other stories that a change went to, after its commit: what is due there may have come from here. */
	onOthers?: (storyIds: readonly string[]) => void;
	onStep?: (step: Step) => void;
	/** Asked between two submissions; what is left then stays due. */
	isStopping?: () => boolean;
}

/**
 * Applies what is due of a story, or of the site when `storyId` is null, in the order it is due, one transaction each,
 * until nothing is. A refused submission steps aside; one that fails for a passing reason stays at the head, and with
 * it all behind it, until it is tried again.
 *
 * @returns how many submissions came to an end
 * @throws when the record cannot be reached; everything is then still due
 */
export async function applyDue(parts: ApplyDue, storyId: string | null): Promise<number> {
	const { database, log, onCommitted, onOthers, onStep = () => undefined, isStopping = () => false } = parts;
	for (let ended = 0; ; ended++) {
		if (isStopping()) return ended;
		let found: Found | null = null;
		const onFound = (submission: Found) => {
			found = submission;
		};
		try {
			const applied = await applyNext(database, storyId, onFound, onStep);
			if (!applied) return ended;
			onStep("committed");
			log.debug({ storyId, position: applied.position }, "submission done");
			if (applied.events.length > 0) onCommitted?.(applied.events);
			if (applied.others.length > 0) onOthers?.(applied.others);
		} catch (error) {
			if (!found) throw error;
			const refusal = refusalOf(error, found);
			if (!refusal) {
				await recordFailure({ database, log }, found, error);
				return ended;
			}
			await recordRefusal({ database, log }, found, refusal);
		}
	}
}
