import { setTimeout as sleep } from "node:timers/promises";

/** Waits until `look` finds something; the test's own timeout is the limit. */
export async function until<Found>(look: () => Promise<Found | null | undefined | false>): Promise<Found> {
	for (;;) {
		const found = await look();
		if (found) return found;
		await sleep(10);
	}
}
