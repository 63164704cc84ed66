import { ProblemError, type Refusal } from "@dateline/shared/protocol";
import { ZodError } from "zod";
import type { Found } from "./apply-next.ts";

/** Tries that a submission gets whose error looks like one that will not pass. */
const triesOfLasting = 3;

/** Why a submission is refused; null when its error may pass, so that it is tried again. */
export function refusalOf(error: unknown, { attempts }: Pick<Found, "attempts">): Refusal | null {
	if (error instanceof ProblemError) return { code: error.code, message: error.message };
	if (!isLasting(error) || attempts + 1 < triesOfLasting) return null;
	return { code: "internal", message: "It cannot be applied as it is; the log of the worker says why." };
}

/** Whether an error comes from what was handed in, or from a defect of ours, rather than from the surroundings. */
function isLasting(error: unknown): boolean {
	if (error instanceof ZodError || error instanceof TypeError || error instanceof RangeError) return true;
	const code = error instanceof Error && "code" in error ? String(error.code) : "";
	// SQLSTATE classes: 22 is data that the record cannot hold, 23 a constraint that it breaks.
	return /^2[23]...$/.test(code);
}
