import type { Command } from "../command.ts";
import { expectNoArguments } from "../read-arguments.ts";

export const snapshot = {
	kind: "record",
	name: "snapshot",
	usage: "",
	summary: "Take a verified snapshot of the embedded record, and print its file's name.",
	run: ({ argv, takeSnapshot }) => {
		expectNoArguments(argv);
		return takeSnapshot();
	},
} as const satisfies Command;
