import { type OpenRecord, sweepWebhookTries, takeWebhooks } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import type { Settings } from "@dateline/shared/settings";
import type { Logger } from "pino";
import { createOutbound } from "../outbound/index.ts";
import { tellWebhook } from "./tell-webhook.ts";

/** Milliseconds between two clearances of what is kept for a while only. */
const sweepEvery = 3_600_000;
/** Webhooks that one worker tells at the same time. */
const atOnce = 16;

/** Who tells webhooks of what was committed. */
export interface WebhookWorker {
	/** There may be something to tell; never throws, and waits for nothing. */
	wake(): void;
	/** Ends after the messages that are under way. */
	stop(): Promise<void>;
}

/**
 * Tells webhooks from the log, each from its own position, woken by this process's commits and by the poll of the record.
 * Publishing never waits for it; each webhook is one worker's at a time, and a slow one keeps no other waiting.
 */
export function createWebhookWorker({
	settings: { secret, outboundHosts },
	database,
	log,
}: {
	settings: Pick<Settings, "secret" | "outboundHosts">;
	database: OpenRecord;
	log: Logger;
}): WebhookWorker {
	const teller = newId();
	const outbound = createOutbound({ allowedHosts: outboundHosts });
	const telling = new Set<Promise<void>>();
	let looking: Promise<void> | null = null;
	let again = false;
	let stopped = false;
	let sweptAt = Number.NEGATIVE_INFINITY;

	async function look(): Promise<void> {
		do {
			again = false;
			const free = atOnce - telling.size;
			if (free > 0) {
				const taken = await database.kysely
					.transaction()
					.execute((transaction) => takeWebhooks(transaction, teller, free));
				for (const webhook of taken) {
					const told: Promise<void> = tellWebhook(
						{ database, outbound, secret, isStopping: () => stopped },
						webhook,
					).then(
						() => {
							telling.delete(told);
							// What was committed while it was told, or what waited for its place.
							wake();
						},
						(error) => {
							telling.delete(told);
							if (!stopped) log.warn({ err: error, webhook: webhook.id }, "a webhook could not be told; tried again");
						},
					);
					telling.add(told);
				}
			}
			if (performance.now() - sweptAt > sweepEvery) {
				sweptAt = performance.now();
				await sweepWebhookTries(database.kysely);
			}
		} while (again && !stopped);
	}

	function wake() {
		if (stopped) return;
		if (looking !== null) {
			again = true;
			return;
		}
		looking = look()
			.catch((error) => {
				if (!stopped) log.warn({ err: error }, "webhooks could not be looked for; tried again");
			})
			.finally(() => {
				looking = null;
				// Woken after the last look had begun to end.
				if (again) wake();
			});
	}

	return {
		wake,
		async stop() {
			stopped = true;
			await looking;
			await Promise.all(telling);
			outbound.close();
		},
	};
}
