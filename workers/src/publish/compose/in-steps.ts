import type { Executor } from "@dateline/shared/database";
import type { StoryChange } from "@dateline/shared/protocol";
import { type Applied, type ApplyContext, applyOne } from "../apply-one.ts";
import type { DecidedChange } from "../decision.ts";

/** One step of a change: a change of a story of its own. */
export interface Step {
	storyId: string;
	change: DecidedChange;
	ifMatch?: number | null;
}

/** Several changes as one: their events come one after the other, and the last word is the first step's result. */
export function inSteps(transaction: Executor, as: StoryChange["type"], context: ApplyContext) {
	const applied: Applied[] = [];
	return {
		async take({ storyId, change, ifMatch = null }: Step): Promise<Applied> {
			const step = await applyOne(transaction, change, { ...context, storyId, ifMatch, as });
			applied.push(step);
			return step;
		},
		/** What came of all; `main` is the step whose revision and slug are answered. */
		all(main: Applied): Applied {
			const events = applied.flatMap((step) => step.events);
			return { events, result: { ...main.result, position: events.at(-1)?.position ?? 0 } };
		},
	};
}
