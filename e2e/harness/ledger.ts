/** What clients of the API were told, kept to be held against the record afterwards. */
export interface Ledger {
	/** A request got its answer: with its `Idempotency-Key`, the submission it became, and how often it was sent. */
	accept(entry: AcceptedRequest): void;
	/** A request was refused at the door, with this code. */
	refuse(what: string, code: string): void;
	accepted(): readonly AcceptedRequest[];
	/** Requests of which two answers told different things. */
	contradictions(): readonly string[];
	/** How many were refused at the door, by code. */
	refusals(): Readonly<Record<string, number>>;
}

export interface AcceptedRequest {
	key: string;
	submissionId: string;
	what: string;
	/** How often it was sent before an answer came. */
	sent: number;
	/** Whether the answer was `201` (live already) or `202`. */
	status: number;
	/** From the first sending to the answer, milliseconds. */
	ms: number;
}

export function createLedger(): Ledger {
	const byKey = new Map<string, AcceptedRequest>();
	const contradictions: string[] = [];
	const refusals: Record<string, number> = {};
	return {
		accept(entry) {
			const other = byKey.get(entry.key);
			if (other && other.submissionId !== entry.submissionId) {
				contradictions.push(`${entry.what} became ${other.submissionId} and, repeated, ${entry.submissionId}`);
			}
			byKey.set(entry.key, entry);
		},
		refuse(_what, code) {
			refusals[code] = (refusals[code] ?? 0) + 1;
		},
		accepted: () => [...byKey.values()],
		contradictions: () => contradictions,
		refusals: () => refusals,
	};
}
