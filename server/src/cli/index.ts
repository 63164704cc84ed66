import { readFileSync } from "node:fs";
import { ProblemError } from "@dateline/shared/protocol";
import { SettingsError } from "@dateline/shared/settings";
import { CommandError, messageOf } from "./command-error.ts";
import { commands } from "./commands/index.ts";
import { describeCommands, findCommand } from "./find-command.ts";
import { runRecordCommand } from "./run-record-command.ts";

/**
 * Runs `dateline WORDS…`. What can be understood at the terminal is printed there in one sentence a problem.
 *
 * @returns the exit code
 */
export async function runCli(words: readonly string[]): Promise<number> {
	const print = (text: string) => process.stdout.write(`${text}\n`);
	try {
		const [first] = words;
		if (first === undefined || first === "help" || first === "--help" || first === "-h") {
			print(describeCommands(commands));
			return first === undefined ? 1 : 0;
		}
		if (first === "--version" || first === "-v" || first === "version") {
			print(readVersion());
			return 0;
		}
		const { command, argv } = findCommand(commands, words);
		const context = { argv, env: process.env, print };
		if (command.kind === "process") return await command.run(context);
		print(await runRecordCommand(command, context));
		return 0;
	} catch (error) {
		const known = [CommandError, SettingsError, ProblemError].some((kind) => error instanceof kind);
		process.stderr.write(`${known ? messageOf(error) : describeUnknown(error)}\n`);
		return 1;
	}
}

function describeUnknown(error: unknown): string {
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function readVersion(): string {
	const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
	return String(version);
}
