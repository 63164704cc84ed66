import { setTimeout as sleep } from "node:timers/promises";
import type { Ledger } from "./ledger.ts";

/** What the API answered in the end. */
export interface Answer {
	status: number;
	body: Record<string, unknown>;
	/** From the first sending, milliseconds. */
	ms: number;
}

/** A client of the API as an integrator should write one: it asks again until there is an answer. */
export interface ApiClient {
	/** `what` names the change in messages. Answers below 500, 429 excepted, are final. */
	send(method: string, path: string, body: unknown, what: string): Promise<Answer>;
}

/**
 * Makes a client. Each request has an `Idempotency-Key`, and is sent again with it, to any server, after a broken
 * connection, an answer of 5xx or `429`. What was accepted is written in the ledger.
 */
export function createApiClient({
	name,
	pickServer,
	token,
	ledger,
	signal,
}: {
	name: string;
	pickServer(): string;
	token: string;
	ledger: Ledger;
	signal?: AbortSignal;
}): ApiClient {
	let count = 0;
	return {
		async send(method, path, body, what) {
			count += 1;
			const key = `${name}-${count}`;
			const startedAt = performance.now();
			for (let sent = 1; ; sent += 1) {
				signal?.throwIfAborted();
				const answer = await ask(`${pickServer()}/api/v1${path}`, method, body, { token, key });
				if (answer.retryMs !== null) {
					await sleep(answer.retryMs);
					continue;
				}
				const ms = performance.now() - startedAt;
				const submissionId = submissionOf(answer.body);
				if (answer.status < 300 && submissionId) {
					ledger.accept({ key, submissionId, what, sent, status: answer.status, ms });
				} else if (answer.status >= 300) ledger.refuse(what, String(answer.body["code"] ?? answer.status));
				return { status: answer.status, body: answer.body, ms };
			}
		},
	};
}

type Attempt = { status: number; body: Record<string, unknown>; retryMs: number | null };

async function ask(
	url: string,
	method: string,
	body: unknown,
	{ token, key }: { token: string; key: string },
): Promise<Attempt> {
	try {
		const response = await fetch(url, {
			method,
			headers: {
				Authorization: `Bearer ${token}`,
				"Idempotency-Key": key,
				...(body !== undefined && { "Content-Type": "application/json" }),
			},
			...(body !== undefined && { body: JSON.stringify(body) }),
			signal: AbortSignal.timeout(10_000),
		});
		const text = await response.text();
		const parsed = text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
		const again = response.status >= 500 || response.status === 429;
		const retryAfter = Number(response.headers.get("retry-after") ?? 0) * 1_000;
		return { status: response.status, body: parsed, retryMs: again ? Math.max(retryAfter, 200) : null };
	} catch {
		// No answer, or half of one: nobody knows whether it was accepted. That is what the key is for.
		return { status: 0, body: {}, retryMs: 200 };
	}
}

function submissionOf(body: Record<string, unknown>): string | null {
	const submission = body["submission"] as { id?: unknown } | null | undefined;
	return typeof submission?.id === "string" ? submission.id : null;
}
