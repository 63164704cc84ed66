import type { Command } from "./command.ts";
import { CommandError } from "./command-error.ts";

/** The command that these words call, and the words after its name. @throws {CommandError} */
export function findCommand<One extends Command>(
	commands: readonly One[],
	words: readonly string[],
): { command: One; argv: readonly string[] } {
	for (const command of commands) {
		const name = command.name.split(" ");
		if (name.every((word, index) => words[index] === word)) return { command, argv: words.slice(name.length) };
	}
	throw new CommandError(`There is no command "${words.slice(0, 2).join(" ")}". See: dateline help`);
}

/** What `dateline help` prints. */
export function describeCommands(commands: readonly Command[]): string {
	const shown = commands.filter((command) => command.internal !== true);
	const calls = shown.map(({ name, usage }) => `dateline ${name} ${usage}`.trimEnd());
	const width = Math.max(...calls.map((call) => call.length)) + 2;
	const lines = shown.map(({ summary }, index) => `  ${calls[index]?.padEnd(width)}${summary}`);
	return ["Usage:", ...lines, "", "Settings come from the environment: see docs/operating.md."].join("\n");
}
