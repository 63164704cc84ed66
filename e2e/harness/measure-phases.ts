import type { RecordDump } from "./read-record.ts";
import type { Reader } from "./readers/reader.ts";

/** A stretch of a run under one fault, milliseconds since 1970. */
export interface Phase {
	name: string;
	from: number;
	to: number;
}

/** Names stretches of time as they pass. */
export function createPhases(): {
	list: readonly Phase[];
	run(name: string, body: () => Promise<void>): Promise<void>;
} {
	const list: Phase[] = [];
	return {
		list,
		async run(name, body) {
			const from = Date.now();
			await body();
			list.push({ name, from, to: Date.now() });
			console.info(`${name}: over after ${Math.round((Date.now() - from) / 1_000)} s`);
		},
	};
}

/** What readers and editors felt of each phase, as rows for a table; all times in milliseconds. */
export function measurePhases(
	phases: readonly Phase[],
	record: RecordDump,
	readers: readonly Reader[],
): Record<string, Record<string, number>> {
	const committedAt = new Map(record.events.map(({ position, body }) => [position, Date.parse(body.at)] as const));
	const pushed = readers.flatMap((reader) =>
		[...reader.channels.values()].flatMap(({ steps }) => steps.filter(({ kind, asked }) => kind === "event" && !asked)),
	);
	const rows: Record<string, Record<string, number>> = {};
	for (const { name, from, to } of phases) {
		const within = (at: number | undefined) => at !== undefined && at >= from && at < to;
		const applied = [...record.submissions.values()].flatMap(({ createdAt, doneAt }) =>
			doneAt !== null && within(createdAt) ? [doneAt - createdAt] : [],
		);
		const delivered = pushed.flatMap(({ position, at }) => {
			const commit = committedAt.get(position);
			return within(commit) ? [at - (commit ?? 0)] : [];
		});
		rows[name] = {
			seconds: Math.round((to - from) / 1_000),
			submissions: applied.length,
			"applied after, median": quantile(applied, 0.5),
			"applied after, longest": quantile(applied, 1),
			deliveries: delivered.length,
			"delivered after, median": quantile(delivered, 0.5),
			"delivered after, 99 %": quantile(delivered, 0.99),
		};
	}
	return rows;
}

/** The value below which the share `q` of the values lies; 0 of none. */
export function quantile(values: readonly number[], q: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}
