import type { Logger } from "pino";

/** What has been started, so that it can be stopped in the opposite order. */
export type OrderedStop = {
	/** Adds a step; steps run last added first. */
	add(name: string, stop: () => unknown): void;
	/**
	 * Runs all steps, each even if the one before it failed. A second call waits for the first. Whoever is not done after
	 * the limit is left behind and the process exits with code 1.
	 *
	 * @returns whether every step went well
	 */
	run(): Promise<boolean>;
};

/** Under the 10 s after which supervisors (and our own promise) give up on a process. */
const LIMIT_MS = 9_000;

export function createOrderedStop({
	log,
	limitMs = LIMIT_MS,
	leave = process.exit,
}: {
	log: Logger;
	limitMs?: number;
	/** Ends the process, whatever still runs in it. */
	leave?: (code: number) => void;
}): OrderedStop {
	const steps: { name: string; stop: () => unknown }[] = [];
	let running: Promise<boolean> | undefined;

	async function runAll(): Promise<boolean> {
		let current = "";
		const force = setTimeout(() => {
			log.error({ step: current }, `not stopped after ${limitMs / 1000} s, leaving`);
			leave(1);
		}, limitMs);
		let clean = true;
		for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
			current = step.name;
			try {
				await step.stop();
			} catch (err) {
				clean = false;
				log.error({ err, step: step.name }, "a part did not stop cleanly");
			}
		}
		clearTimeout(force);
		return clean;
	}

	return {
		add: (name, stop) => steps.push({ name, stop }),
		run: () => {
			running ??= runAll();
			return running;
		},
	};
}
