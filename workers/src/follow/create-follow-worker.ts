import { type OpenRecord, sweepDigestReaders, sweepNotices } from "@dateline/shared/database";
import type { Settings } from "@dateline/shared/settings";
import type { Logger } from "pino";
import { createMailer } from "../mail/index.ts";
import { planDue } from "./plan-due.ts";
import { ensurePushKeys } from "./push-keys.ts";
import { createPushSender } from "./push-sender.ts";
import { sendDue } from "./send-due.ts";
import { sendLetter } from "./send-letter.ts";
import { createSlowServices } from "./slow-services.ts";

/** Milliseconds between two clearances of what is kept for a while only. */
const sweepEvery = 3_600_000;

/** Who tells followers: by notices to devices and letters. */
export interface FollowWorker {
	/** There may be something to tell; never throws, and waits for nothing. */
	wake(): void;
	/** Ends after what is under way; what waits stays in the record. */
	stop(): Promise<void>;
}

/**
 * Tells followers of what was committed. It looks whenever it is woken, by a commit of this process or by the poll, and
 * then works until nothing is due. Publishing never waits for it, and any number of workers may do this side by side.
 */
export function createFollowWorker({
	settings,
	database,
	log,
}: {
	settings: Pick<Settings, "secret" | "publicUrl" | "smtp" | "pushHosts">;
	database: OpenRecord;
	log: Logger;
}): FollowWorker {
	const { secret, publicUrl, pushHosts } = settings;
	const mailer = createMailer(settings.smtp, log);
	let sender: { publicKey: string; push: ReturnType<typeof createPushSender> } | null = null;
	const slow = createSlowServices();
	let stopped = false;
	let again = false;
	let sweptAt = Number.NEGATIVE_INFINITY;
	const running = new Set<Promise<void>>();

	/** Read at each run: another process may have put new keys in their place. */
	async function pushSender() {
		const keys = await ensurePushKeys(database, secret);
		if (sender?.publicKey !== keys.publicKey) {
			sender?.push.close();
			sender = { publicKey: keys.publicKey, push: createPushSender({ keys, publicUrl, allowedHosts: pushHosts }) };
		}
		return sender.push;
	}

	async function tell(): Promise<void> {
		const push = await pushSender();
		// A little of each in turn: a long list of devices keeps nobody's letter waiting.
		for (;;) {
			if (stopped) return;
			const planned = await planDue(database);
			const sent = await sendDue(database, push.send, slow);
			if (!planned && !sent) break;
		}
	}

	async function write(): Promise<void> {
		while (!stopped && (await sendLetter({ database, mailer, secret, publicUrl }))) {
			// Each letter is one of its own in the record.
		}
	}

	async function sweep(): Promise<void> {
		if (performance.now() - sweptAt < sweepEvery) return;
		sweptAt = performance.now();
		await sweepNotices(database.kysely);
		await sweepDigestReaders(database.kysely);
	}

	async function run(): Promise<void> {
		do {
			again = false;
			const work = [tell(), mailer === null ? undefined : write(), sweep()];
			for (const part of await Promise.allSettled(work)) {
				if (part.status === "rejected" && !stopped)
					log.warn({ err: part.reason }, "followers could not all be told; tried again");
			}
		} while (again && !stopped);
	}

	function start() {
		const done = run().finally(() => running.delete(done));
		running.add(done);
	}
	// The keys are made at the first start, not when the first follower comes.
	start();

	return {
		wake() {
			if (stopped) return;
			if (running.size > 0) again = true;
			else start();
		},
		async stop() {
			stopped = true;
			await Promise.all(running);
			await slow.settle();
			sender?.push.close();
		},
	};
}
