import webPush from "web-push";
import { createOutbound, problemOfAddress } from "../outbound/index.ts";
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
/** What a push service's address must be besides public. */
const strictly = { secure: true, usualPort: true };

/** What is wrong with a push service's address, or null. `allowedHosts` are those of the settings. */
export function problemOfEndpoint(endpoint: string, allowedHosts: readonly string[]): string | null {
	return problemOfAddress(endpoint, { allowedHosts, ...strictly });
}

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
	const outbound = createOutbound({ allowedHosts });
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
		if (outbound.problemOf(endpoint, strictly) !== null) return { outcome: "gone" };
		let details: ReturnType<typeof encrypt>;
		try {
			details = encrypt(message);
		} catch {
			// Keys that are no point of the curve.
			return { outcome: "gone" };
		}
		try {
			const { status, headers } = await outbound.ask(endpoint, {
				...strictly,
				method: "POST",
				headers: details.headers as Record<string, string>,
				...(details.body && { body: details.body }),
				answerWithin: patience,
				longest: longestAnswer,
				cut: true,
			});
			return judge(status, headers["retry-after"]);
		} catch {
			return { outcome: "later", retryAfter: null };
		}
	}

	return { send, close: outbound.close };
}

function judge(status: number, retryAfter: string | undefined): Sent {
	if (status >= 200 && status < 300) return { outcome: "sent" };
	if (status === 404 || status === 410) return { outcome: "gone" };
	if (status === 400 || status === 413) return { outcome: "never" };
	const seconds = Number(retryAfter);
	return { outcome: "later", retryAfter: seconds > 0 ? Math.min(seconds, 3_600) : null };
}
