import type { Command } from "../command.ts";
import { expectNoArguments } from "../read-arguments.ts";

/** Every opening of the record migrates it; this does only that, as a step of a deploy. */
export const migrate = {
	kind: "record",
	name: "migrate",
	usage: "",
	summary: "Bring the record up to this version (every start does it too).",
	run: async ({ argv }) => {
		expectNoArguments(argv);
		return "The record is up to date.";
	},
} as const satisfies Command;
