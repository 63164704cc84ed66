import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Everything that this process counts about the readers' side; `/metrics` shows it. */
export type Metrics = ReturnType<typeof createMetrics>;

/** A registry of its own, so that two servers in one process (tests) don't share counters. */
export function createMetrics() {
	const registry = new Registry();
	collectDefaultMetrics({ register: registry, prefix: "dateline_" });
	const registers = [registry];
	const counter = (name: string, help: string) => new Counter({ name: `dateline_${name}`, help, registers });
	const gauge = (name: string, help: string) => new Gauge({ name: `dateline_${name}`, help, registers });
	const seconds = (name: string, help: string, buckets: number[]) =>
		new Histogram({ name: `dateline_${name}_seconds`, help, buckets, registers });
	const deliveries = { direct: 0, ordinary: 0, stream: 0 };
	new Counter({
		name: "dateline_deliveries_total",
		help: "Frames handed to readers: written straight, or the library's ordinary way, or as Server-Sent Events",
		labelNames: ["way"] as const,
		registers,
		collect() {
			this.reset();
			for (const [way, count] of Object.entries(deliveries)) this.inc({ way }, count);
		},
	});
	const pages = new Map<string, number>();
	new Counter({
		name: "dateline_pages_total",
		help: "Readers' pages answered, by status; cached when the page stood rendered and compressed",
		labelNames: ["status", "cached"] as const,
		registers,
		collect() {
			this.reset();
			for (const [key, count] of pages) {
				const [status = "", cached = ""] = key.split(" ");
				this.inc({ status, cached }, count);
			}
		},
	});
	return {
		registry,
		/** Counts an answer; by hand too, since a page that stands rendered takes a dozen microseconds in all. */
		countPage(status: number, cached: boolean): void {
			const key = `${status} ${cached ? "yes" : "no"}`;
			pages.set(key, (pages.get(key) ?? 0) + 1);
		},
		/** Counted by hand, since this is the one count that is raised for every reader and event. */
		deliveries,
		position: gauge("position", "Position up to which the model has folded"),
		recordPosition: gauge("record_position", "Greatest position seen in the record"),
		lag: seconds(
			"lag",
			"From an event's commit (database clock) until it is folded here",
			[0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
		),
		queued: gauge("queue_length", "Events and pulses that wait to be broadcast"),
		broadcastTime: seconds(
			"broadcast",
			"Time to hand one frame to all its readers",
			[0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
		),
		readers: new Gauge({
			name: "dateline_readers",
			help: "Open connections of readers",
			labelNames: ["kind"] as const,
			registers,
		}),
		refused: new Counter({
			name: "dateline_refused_total",
			help: "Connections and subscriptions that were refused, by reason",
			labelNames: ["reason"] as const,
			registers,
		}),
		skipped: counter("slow_readers_total", "Readers that were cut to resubscribe because they read too slowly"),
		snapshots: counter("snapshots_total", "Snapshots handed out instead of a catch-up"),
		catchUps: counter("catch_ups_total", "Catch-ups handed out"),
		gaps: counter("gaps_healed_total", "Holes in the hints that were filled from the record"),
		duplicates: counter("hints_dropped_total", "Hints that were folded already"),
		differences: counter("model_differences_total", "Channels found to differ from the record, and repaired"),
		checks: counter("model_checks_total", "Channels compared with the record"),
		reloads: counter("model_reloads_total", "Whole reloads of the model because the record had another history"),
		stateReads: counter("state_reads_total", "Channel states read from the record on demand"),
		seen: seconds(
			"seen",
			"From an event's commit until a reader drawn by lot had it on the screen",
			[0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300],
		),
	};
}
