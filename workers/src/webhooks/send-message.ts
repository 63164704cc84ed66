import { Webhook as Signer } from "standardwebhooks";
import { type Outbound, OutboundError } from "../outbound/index.ts";

/** What is sent, as Standard Webhooks has it: `type`, `timestamp` of what happened, `data`. */
export interface WebhookMessage {
	/** The same at every try, so that whoever gets it twice can tell. */
	id: string;
	type: string;
	body: string;
}

/** What came back: the answer's status and beginning, or what went wrong. */
export interface WebhookAnswer {
	status: number | null;
	problem: string | null;
	answer: string;
	milliseconds: number;
	/** Seconds that the receiver wants to be left alone for. */
	retryAfter: number | null;
}

/** Milliseconds that a receiver has in all. */
const patience = 10_000;
/** Bytes of an answer that are read. */
const longestAnswer = 2_048;

/** A message of Standard Webhooks. */
export function makeMessage(id: string, type: string, at: string, data: unknown): WebhookMessage {
	return { id, type, body: JSON.stringify({ type, timestamp: at, data }) };
}

/**
 * Sends a message once, signed with every secret (Standard Webhooks 1.0: `webhook-id`, `webhook-timestamp`,
 * `webhook-signature`). Never throws: what goes wrong is in the answer.
 */
export async function sendMessage(
	outbound: Outbound,
	address: string,
	{ id, body }: WebhookMessage,
	secrets: readonly string[],
): Promise<WebhookAnswer> {
	const began = performance.now();
	const now = new Date();
	const took = () => performance.now() - began;
	try {
		const signature = secrets.map((secret) => new Signer(secret).sign(id, now, body)).join(" ");
		const {
			status,
			headers,
			body: answer,
		} = await outbound.ask(address, {
			method: "POST",
			headers: {
				"content-type": "application/json",
				"user-agent": "Dateline webhooks",
				"webhook-id": id,
				"webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
				"webhook-signature": signature,
			},
			body,
			answerWithin: patience,
			longest: longestAnswer,
			cut: true,
		});
		const asked = Number(headers["retry-after"]);
		return {
			...{ status, problem: null, answer: answer.toString("utf8"), milliseconds: took() },
			retryAfter: asked > 0 ? Math.min(asked, 3_600) : null,
		};
	} catch (error) {
		const problem = error instanceof OutboundError ? error.message : "It could not be sent.";
		return { status: null, problem, answer: "", milliseconds: took(), retryAfter: null };
	}
}
