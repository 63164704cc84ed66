import type { Event } from "@dateline/shared/model";
import type { Seen } from "@dateline/shared/protocol";

/** Whether this reader is one of those who say when an update was on the screen: the editor's receipt. */
export interface Sample {
	/** Draws anew: each pulse says how likely a reader is to be asked. */
	draw(pulse: { at: string; sample?: number | undefined }): void;
	/** The receipt of an update since the draw, or null when this reader was not drawn, or has answered often enough. */
	receipt(event: Pick<Event, "position" | "at">): Seen | null;
}

/** Updates that a reader answers between two draws: a burst of them is told by others just as well. */
const answersPerDraw = 8;

/**
 * A sample that tells times by the server's clock: our own clock's lead is measured at each pulse, and the least of all
 * is taken, since the shorter the way was, the less of it is in the figure.
 */
export function drawSample(random: () => number, now: () => number = Date.now): Sample {
	let answers = 0;
	let lead = Number.POSITIVE_INFINITY;
	return {
		draw({ at, sample = 0 }) {
			lead = Math.min(lead, now() - Date.parse(at));
			answers = random() < sample ? answersPerDraw : 0;
		},
		receipt({ position, at }) {
			if (answers === 0) return null;
			answers -= 1;
			const passed = Math.round(now() - lead - Date.parse(at));
			return { position, ms: Math.min(86_400_000, Math.max(0, passed)) };
		},
	};
}
