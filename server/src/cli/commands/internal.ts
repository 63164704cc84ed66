import type { Command } from "../command.ts";
import { CommandError } from "../command-error.ts";
import { makeRecord } from "../open-embedded-record.ts";
import { readSnapshot } from "../snapshot/read-snapshot.ts";

function onlyPath(argv: readonly string[]): string {
	const [path] = argv;
	if (path === undefined || argv.length > 1) throw new CommandError("Exactly one path is needed.");
	return path;
}

export const makeRecordCommand: Command = {
	kind: "process",
	name: "make-record",
	usage: "FOLDER",
	summary: "Make an empty embedded record in a new folder.",
	internal: true,
	run: async ({ argv }) => {
		await makeRecord(onlyPath(argv));
		return 0;
	},
};

export const readSnapshotCommand: Command = {
	kind: "process",
	name: "read-snapshot",
	usage: "FILE",
	summary: "Open a snapshot, read every row of it, and print its epoch and position as JSON.",
	internal: true,
	run: async ({ argv, print }) => {
		print(JSON.stringify(await readSnapshot(onlyPath(argv))));
		return 0;
	},
};
