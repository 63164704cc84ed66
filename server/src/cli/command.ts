import type { OpenRecord } from "@dateline/shared/database";
import type { Settings } from "@dateline/shared/settings";

/** What a command that works on the record gets. */
export type RecordContext = {
	argv: readonly string[];
	settings: Settings;
	database: OpenRecord;
	/** Takes a snapshot and gives its file's name. @throws {CommandError} where the record is not embedded */
	takeSnapshot(): Promise<string>;
};

/** What a command gets that looks after itself. */
export type ProcessContext = {
	argv: readonly string[];
	env: Readonly<Record<string, string | undefined>>;
	/** Prints a line on stdout. */
	print(text: string): void;
};

type Described = {
	/** One or two words, as typed. */
	name: string;
	/** What follows the name. */
	usage: string;
	summary: string;
	/** One of our own processes calls it; `help` doesn't show it. */
	internal?: true;
};

/**
 * A `record` command is run by whoever owns the record: PostgreSQL's by this process, an embedded one's by the running
 * instance, or by this process when none runs. It returns what to print. A `process` command does all by itself.
 */
export type Command =
	| (Described & { kind: "record"; run(context: RecordContext): Promise<string> })
	| (Described & { kind: "process"; run(context: ProcessContext): Promise<number> });
