import { parseArgs } from "node:util";
import { CommandError, messageOf } from "./command-error.ts";

/** Reads `--name value` options, and words without a name where they are allowed. @throws {CommandError} for any other */
export function readArguments<Name extends string>(
	argv: readonly string[],
	names: readonly Name[],
	allowPositionals = false,
): { options: Partial<Record<Name, string>>; positionals: readonly string[] } {
	const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
	try {
		const { values, positionals } = parseArgs({ args: [...argv], options, strict: true, allowPositionals });
		return { options: values as Partial<Record<Name, string>>, positionals };
	} catch (error) {
		throw new CommandError(messageOf(error));
	}
}

/** For commands without arguments. */
export function expectNoArguments(argv: readonly string[]): void {
	if (argv.length > 0) throw new CommandError(`There is nothing to be done with: ${argv.join(" ")}`);
}
