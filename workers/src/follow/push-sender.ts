import { Agent as PlainAgent, type RequestOptions, request as requestPlain } from "node:http";
import { Agent, request } from "node:https";
import webPush from "web-push";
import { lookUpPublic, problemOfEndpoint } from "./push-address.ts";
import type { PushKeys } from "./push-keys.ts";

/** What became of a notice: sent; the device is gone; not now (again after `retryAfter` seconds, or when one likes); never. */
export type Sent = { outcome: "sent" | "gone" | "never" } | { outcome: "later"; retryAfter: number | null };

export interface PushMessage {
	subscription: { endpoint: string; keys: { p256dh: string; auth: string } };
	payload: string;
	/** A newer one of the same topic takes the place of one that the push service still holds (RFC 8030, 5.4). */
	topic: string;
	urgent: boolean;
}

/** Milliseconds that a push service has in all. */
const patience = 8_000;
/** Seconds that a push service keeps what it can't deliver: what is older is no news. */
const keptFor = 12 * 3_600;
/** Bytes of an answer that are read; nothing in it is needed. */
const longestAnswer = 4_096;

/**
 * Sends to push services (RFC 8030), encrypted for the device (RFC 8291). Their addresses are users' words: only public
 * ones are connected to, no redirect is followed, and neither time nor size has no end.
 */
export function createPushSender({
	keys,
	publicUrl,
	allowedHosts,
}: {
	keys: PushKeys;
	/** Who answers for what is sent, for the push service. */
	publicUrl: string;
	allowedHosts: readonly string[];
}) {
	const agent = new Agent({ keepAlive: true, maxSockets: 64, lookup: lookUpPublic } as ConstructorParameters<
		typeof Agent
	>[0]);
	const near = { http: new PlainAgent({ keepAlive: true }), https: new Agent({ keepAlive: true }) };
	const subject = publicUrl.startsWith("https:") ? publicUrl : "mailto:nobody@localhost";

	function encrypt({ subscription, payload, topic, urgent }: PushMessage) {
		return webPush.generateRequestDetails(subscription, payload, {
			vapidDetails: { subject, ...keys },
			TTL: keptFor,
			topic,
			urgency: urgent ? "high" : "normal",
			contentEncoding: "aes128gcm",
		});
	}

	async function send(message: PushMessage): Promise<Sent> {
		const { endpoint } = message.subscription;
		if (problemOfEndpoint(endpoint, allowedHosts) !== null) return { outcome: "gone" };
		let details: ReturnType<typeof encrypt>;
		try {
			details = encrypt(message);
		} catch {
			// Keys that are no point of the curve.
			return { outcome: "gone" };
		}
		const url = new URL(endpoint);
		const isNear = allowedHosts.includes(url.host);
		const plain = url.protocol === "http:";
		const options: RequestOptions = {
			method: "POST",
			headers: details.headers as Record<string, string>,
			agent: isNear ? (plain ? near.http : near.https) : agent,
			signal: AbortSignal.timeout(patience),
		};
		return new Promise((resolve) => {
			const asking = (plain ? requestPlain : request)(url, options, (answer) => {
				let read = 0;
				answer.on("data", (bytes: Buffer) => {
					read += bytes.length;
					if (read > longestAnswer) answer.destroy();
				});
				answer.on("error", () => undefined);
				resolve(judge(answer.statusCode ?? 0, answer.headers["retry-after"]));
			});
			asking.on("error", () => resolve({ outcome: "later", retryAfter: null }));
			asking.end(details.body);
		});
	}

	return {
		send,
		close() {
			agent.destroy();
			near.http.destroy();
			near.https.destroy();
		},
	};
}

function judge(status: number, retryAfter: string | undefined): Sent {
	if (status >= 200 && status < 300) return { outcome: "sent" };
	if (status === 404 || status === 410) return { outcome: "gone" };
	if (status === 400 || status === 413) return { outcome: "never" };
	const seconds = Number(retryAfter);
	return { outcome: "later", retryAfter: seconds > 0 ? Math.min(seconds, 3_600) : null };
}
