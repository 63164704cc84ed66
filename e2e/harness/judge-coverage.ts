import type { RecordDump } from "./read-record.ts";
import type { Coverage } from "./run-coverage.ts";
import { countSteps, verifySnapshot, verifyStates, verifySteps } from "./verify-readers.ts";
import { verifyLedger, verifyRecord } from "./verify-record.ts";

/** What a run proved, in numbers, and everything that was wrong. */
export interface Verdict {
	wrong: string[];
	figures: Record<string, number>;
}

/** Holds what clients were told and readers did against the record. */
export function judgeCoverage(coverage: Coverage, record: RecordDump): Verdict {
	const { ledger, readers, fresh } = coverage;
	const { applied, snapshots } = countSteps(readers);
	const accepted = ledger.accepted();
	const states = [...record.submissions.values()];
	return {
		wrong: [
			...verifyRecord(record),
			...verifyLedger(record, ledger),
			...verifySteps(record, readers),
			...verifyStates(record.states, readers),
			...verifySnapshot(record.states, fresh),
		],
		figures: {
			"changes handed in": coverage.handedIn,
			accepted: accepted.length,
			"sent more than once": accepted.filter(({ sent }) => sent > 1).length,
			"refused at the door": Object.values(ledger.refusals()).reduce((sum, count) => sum + count, 0),
			"refused by the worker": states.filter(({ state }) => state === "refused").length,
			positions: record.events.length,
			readers: readers.length,
			"connections dropped": coverage.drops,
			"events applied by readers": applied,
			"snapshots after the first": snapshots,
		},
	};
}

/** The verdict as text: figures, and the first of what was wrong. */
export function describeVerdict(title: string, { wrong, figures }: Verdict): string {
	const lines = Object.entries(figures).map(([name, value]) => `  ${name}: ${value}`);
	return [`${title}:`, ...lines, `  wrong: ${wrong.length}`, ...wrong.slice(0, 20).map((one) => `    ${one}`)].join(
		"\n",
	);
}
