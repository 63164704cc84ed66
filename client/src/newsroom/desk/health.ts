import { msg } from "@lit/localize";
import { z } from "zod";
import { sayAlert } from "../parts/alert-words.ts";
import { requestAs } from "./request.ts";
import type { Times } from "./times.ts";
import type { Together } from "./together.ts";

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
	/** What is slow or away just now, as a sentence; null when all is well. */
	readonly slow: string | null;
	observe(listener: () => void): () => void;
	close(): void;
}

/** How often it is asked while alerts come by the socket, and while they don't, milliseconds. */
const interval = 30_000;
const intervalAlone = 5_000;

/**
 * How the server is: by its alerts, which come over the newsroom's socket the second they begin or end; and asked from
 * time to time, more often while there is no such socket.
 */
export function watchHealth({ together, times }: { together: Together; times: () => Times }): Health {
	let status: Status | null = null;
	let askedAt = 0;
	const listeners = new Set<() => void>();
	const tell = () => {
		for (const listener of [...listeners]) listener();
	};
	const ask = async () => {
		askedAt = Date.now();
		const now = await requestAs(statusSchema, "/api/v1/status").catch(() => status);
		if (JSON.stringify(now) === JSON.stringify(status)) return;
		status = now;
		tell();
	};
	const timer = setInterval(() => {
		if (Date.now() - askedAt >= (together.connected ? interval : intervalAlone)) void ask();
	}, intervalAlone);
	let before = "";
	const unobserve = together.observe(() => {
		const now = JSON.stringify(together.alerts);
		if (now === before) return;
		before = now;
		void ask();
		tell();
	});
	void ask();
	return {
		get status() {
			return status;
		},
		get slow() {
			const [first] = together.alerts;
			if (first) return sayAlert(first, times());
			// Alerts come by the socket; without it, Redis is what the last answer said.
			if (together.connected || status === null || status.redis === "up") return null;
			return status.redis === "none"
				? null
				: msg("Redis does not answer; nothing is lost, order is kept, and it ends by itself.");
		},
		observe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		close() {
			clearInterval(timer);
			unobserve();
		},
	};
}
