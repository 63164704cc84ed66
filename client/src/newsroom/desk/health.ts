import { z } from "zod";
import { requestAs } from "./request.ts";

/** What the software says of what it stands on. */
const statusSchema = z.object({
	/** `pglite`: the embedded record; `postgres`. */
	record: z.enum(["pglite", "postgres"]),
	/** `away`: updates go by the poll of the record, up to a second later. */
	redis: z.enum(["up", "away", "none"]),
	build: z.string(),
	position: z.number(),
});
export type Status = z.infer<typeof statusSchema>;

export interface Health {
	readonly status: Status | null;
	/** Why updates take up to a second longer just now; null when they don't. */
	readonly slow: string | null;
	observe(listener: () => void): () => void;
	close(): void;
}

const interval = 5_000;

/** Asks every five seconds how the server is. */
export function watchHealth(): Health {
	let status: Status | null = null;
	const listeners = new Set<() => void>();
	const ask = async () => {
		const now = await requestAs(statusSchema, "/api/v1/status").catch(() => status);
		if (JSON.stringify(now) === JSON.stringify(status)) return;
		status = now;
		for (const listener of [...listeners]) listener();
	};
	const timer = setInterval(() => void ask(), interval);
	void ask();
	return {
		get status() {
			return status;
		},
		get slow() {
			if (status === null || status.redis === "up") return null;
			return status.redis === "none"
				? "There is no Redis; nothing is lost, and order is kept."
				: "Redis does not answer; nothing is lost, order is kept, and it ends by itself.";
		},
		observe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		close: () => clearInterval(timer),
	};
}
