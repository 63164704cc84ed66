import type { Command } from "../command.ts";
import { makeRecordCommand, readSnapshotCommand } from "./internal.ts";
import { recordCommands } from "./record-commands.ts";
import { restore } from "./restore.ts";
import { server } from "./server.ts";
import { start } from "./start.ts";
import { worker } from "./worker.ts";

/** Every command, in the order of `dateline help`. */
export const commands: readonly Command[] = [
	start,
	server,
	worker,
	...recordCommands,
	restore,
	makeRecordCommand,
	readSnapshotCommand,
];
