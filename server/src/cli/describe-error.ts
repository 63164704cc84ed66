import { pino } from "pino";

/** What a database's errors tell of the values in a statement: texts of drafts, hashes of passwords, people's addresses. */
const withValues = ["params", "parameters", "detail", "where", "internalQuery"];

/** An error as it goes to the log: with its message, its stack and what it says of itself, without anybody's data. */
export function describeError(error: unknown): unknown {
	if (!(error instanceof Error)) return error;
	const described: Record<string, unknown> = { ...pino.stdSerializers.err(error) };
	for (const name of withValues) delete described[name];
	if (error instanceof AggregateError) described["aggregateErrors"] = error.errors.map(describeError);
	return described;
}
