/**
 * Whether an error says that the record could not be asked: PostgreSQL is not there, is stopping or starting, takes no
 * more connections, or chose this transaction to end a deadlock. All of these pass, so it may be tried again.
 */
export function isRecordAway(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	// pg tries every address of a host, and gives all errors at once.
	if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(isRecordAway);
	const code = "code" in error ? String(error.code) : "";
	return networkCodes.has(code) || passingStates.test(code) || passingMessages.test(error.message);
}

const networkCodes = new Set([
	"ECONNREFUSED",
	"ECONNRESET",
	"EPIPE",
	"ETIMEDOUT",
	"ENOTFOUND",
	"EAI_AGAIN",
	"EHOSTUNREACH",
	"ENETUNREACH",
]);
/** SQLSTATE: connections (08), serialization and deadlock (40), resources (53), shutdown and start (57P). */
const passingStates = /^(08...|40001|40P01|53...|57P0[1-5])$/;
/** What is thrown without a code: by pg when a connection ends under a query, by PGlite and Kysely once they are closed. */
const passingMessages =
	/^(Connection terminated|timeout exceeded when trying to connect|PGlite is clos|driver has already been destroyed)/;
