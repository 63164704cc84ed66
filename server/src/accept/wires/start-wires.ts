import { setTimeout as sleep } from "node:timers/promises";
import { takeWires } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import type { AcceptParts } from "../parts.ts";
import { askWire } from "./ask-wire.ts";

/** Milliseconds between two looks for wires that are due, and how many one server asks at the same time. */
const every = 1_000;
const atOnce = 4;

/**
 * Asks the wires that are due, for as long as this server runs. Any number of servers do so side by side: a wire is one's
 * at a time, and one that dies leaves it to the others after a minute.
 */
export function startWires(parts: AcceptParts): { stop(): Promise<void> } {
	const asker = newId();
	const lifetime = new AbortController();
	const { signal } = lifetime;
	const asking = new Set<Promise<void>>();

	async function look(): Promise<void> {
		const free = atOnce - asking.size;
		if (free <= 0) return;
		const taken = await parts.database.kysely
			.transaction()
			.execute((transaction) => takeWires(transaction, asker, "feed", free));
		for (const wire of taken) {
			const asked: Promise<void> = askWire(parts, wire)
				.catch((error) => parts.log.warn({ err: error, wire: wire.id }, "a wire could not be settled; tried again"))
				.finally(() => asking.delete(asked));
			asking.add(asked);
		}
	}

	async function run(): Promise<void> {
		while (!signal.aborted) {
			await look().catch((error) => parts.log.debug({ err: error }, "wires could not be looked for"));
			await sleep(every, undefined, { signal, ref: false }).catch(() => undefined);
		}
	}

	const running = run();
	return {
		async stop() {
			lifetime.abort();
			await running;
			await Promise.all(asking);
		},
	};
}
