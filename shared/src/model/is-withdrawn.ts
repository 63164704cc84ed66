import type { Withdrawn } from "./state.ts";

/** Whether a story or card of a state is withdrawn. */
export function isWithdrawn(subject: object): subject is Withdrawn {
	return "withdrawn" in subject;
}
