import type { Settings } from "@dateline/shared/settings";
import type { Logger } from "pino";
import { createLog } from "./log.ts";
import { createOrderedStop, type OrderedStop } from "./ordered-stop.ts";
import { waitForStopSignal } from "./stop-signal.ts";

export type Running = { log: Logger; stop: OrderedStop };

/**
 * Begins what a process is there for, waits until it should stop, and stops in order what was begun so far.
 *
 * @returns the exit code
 * @throws what `begin` threw, after everything that had begun was stopped
 */
export async function runUntilStopped(settings: Settings, begin: (running: Running) => Promise<void>): Promise<number> {
	const log = createLog(settings.logLevel);
	const stop = createOrderedStop({ log });
	const signal = waitForStopSignal();
	const begun = begin({ log, stop }).then(
		() => null,
		(error: unknown) => ({ error }),
	);
	const first = await Promise.race([signal, begun]);
	if (first !== null && typeof first === "object") {
		await stop.run();
		throw first.error;
	}
	const reason = await signal;
	log.info({ reason }, "stopping");
	const clean = await stop.run();
	log.info("stopped");
	return clean ? 0 : 1;
}
