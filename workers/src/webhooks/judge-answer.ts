import type { WebhookAnswer } from "./send-message.ts";

/** What an answer means: taken; gone for good; the receiver is in trouble (`later`); it will not have this one (`refused`). */
export type Judgement = "taken" | "gone" | "later" | "refused";

export function judgeAnswer({ status }: Pick<WebhookAnswer, "status">): Judgement {
	if (status === null) return "later";
	if (status >= 200 && status < 300) return "taken";
	if (status === 410) return "gone";
	if (status >= 400 && status < 500 && ![401, 403, 404, 408, 425, 429].includes(status)) return "refused";
	return "later";
}

/** Seconds until the next try after so many that failed: 5 s at first, 10 minutes at last, so that a day has about 150. */
export function pauseAfter(failures: number, retryAfter: number | null): number {
	const pauses = [5, 10, 30, 60, 120, 300];
	return Math.max(retryAfter ?? 0, pauses[failures - 1] ?? 600);
}

/** Tries for an event that the receiver refuses, before it is given up and the next one's turn: about a quarter of an hour. */
export const triesWhenRefused = 8;
/** Milliseconds after which a receiver that takes nothing is told nothing any more. */
export const daylong = 24 * 3_600_000;
/** Tries for what is told of again beside the order. */
export const triesOfLetter = 6;
