/** Something the person at the terminal can understand and mend: `message` is one sentence, printed alone; the exit code is 1. */
export class CommandError extends Error {
	override readonly name = "CommandError";
}

/** The text of whatever was thrown. */
export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** Whether this is a system error with that code, such as `EADDRINUSE`. */
export function hasCode(error: unknown, code: string): boolean {
	return error instanceof Error && "code" in error && error.code === code;
}
