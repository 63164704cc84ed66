/**
 * Why an address gave no answer that we can use. `bad_address`: it is none that we ask. `not_public`: it leads into a
 * private network. `unknown_host`: nobody has that name. `unreachable`: nobody listens there, the line was cut, or its
 * certificate is wrong. `timeout`, `too_long`, `too_many_redirects`, `stopped`: as they say.
 */
export type OutboundProblem =
	| "bad_address"
	| "not_public"
	| "unknown_host"
	| "unreachable"
	| "timeout"
	| "too_long"
	| "too_many_redirects"
	| "stopped";

/** An address that a person named could not be asked, or did not answer as it must. The message is for that person. */
export class OutboundError extends Error {
	readonly code: OutboundProblem;
	constructor(code: OutboundProblem, message: string, options?: ErrorOptions) {
		super(message, options);
		this.name = "OutboundError";
		this.code = code;
	}
}

/** What a failed request was, in our words. */
export function outboundErrorOf(error: unknown): OutboundError {
	if (error instanceof OutboundError) return error;
	const { code, message } = error as NodeJS.ErrnoException;
	if (code === "ENOTFOUND") return new OutboundError("unknown_host", "No host has that name.", { cause: error });
	if (code === "ECONNREFUSED")
		return new OutboundError("unreachable", "Nothing listens at that address.", { cause: error });
	if (code === "ECONNRESET")
		return new OutboundError("unreachable", "The connection was cut before the answer was whole.", { cause: error });
	if (/CERT|TLS|SSL|SELF_SIGNED|SIGNATURE|EPROTO/.test(code ?? ""))
		return new OutboundError("unreachable", `No encrypted connection could be made: ${message}.`, { cause: error });
	return new OutboundError("unreachable", `The address could not be reached: ${code ?? message}.`, { cause: error });
}
