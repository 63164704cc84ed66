import { createHash, createHmac, randomBytes } from "node:crypto";
import {
	type Executor,
	endHubRequest,
	endHubSubscription,
	expireHubSubscriptions,
	type HubRequest,
	type HubSubscription,
	noteHubDelivery,
	type OpenRecord,
	readConsistent,
	takeHubRequests,
	takeHubSubscriptions,
} from "@dateline/shared/database";
import type { Settings } from "@dateline/shared/settings";
import type { Logger } from "pino";
import { createOutbound, type Outbound } from "../outbound/index.ts";
import { openHubSecret } from "./hub-secret.ts";

/** A feed as it goes out. */
export interface Topic {
	text: string;
	/** Its media type. */
	type: string;
}

/** Makes the feed at an address without its origin, from one state of the record; null when there is none. */
export type ReadTopic = (executor: Executor, topic: string, origin: string) => Promise<Topic | null>;

/** Who verifies what is asked of the hub and tells subscribers. */
export interface HubWorker {
	/** There may be something to do; never throws, and waits for nothing. */
	wake(): void;
	/** Ends after what is under way. */
	stop(): Promise<void>;
}

const pollEvery = 2_000;
const expireEvery = 60_000;
const requestsAtOnce = 8;
const subscriptionsAtOnce = 50;
/** Times that a callback that can't be reached is asked whether it wants what was asked for. */
const askings = 3;
/** Seconds until a delivery is tried again: twice as long each time, up to an hour. */
const retryAfter = (attempts: number): number => Math.min(5 * 2 ** attempts, 3_600);

/**
 * The hub's working half (WebSub 1.0): it verifies the intent of who subscribes and unsubscribes (section 5.3), and
 * sends each feed that changed to its subscribers (section 7). A callback is a stranger's word: it is asked by
 * `outbound`, never in a private network, without redirects.
 */
export function createHubWorker(parts: {
	settings: Pick<Settings, "secret" | "outboundHosts" | "publicUrl">;
	database: OpenRecord;
	log: Logger;
	readTopic: ReadTopic;
}): HubWorker {
	const { settings, database, log } = parts;
	const outbound = createOutbound({ allowedHosts: settings.outboundHosts });
	let looking: Promise<void> | null = null;
	let again = false;
	let stopped = false;
	let expiredAt = Number.NEGATIVE_INFINITY;

	async function look(): Promise<void> {
		do {
			again = false;
			if (performance.now() - expiredAt > expireEvery) {
				expiredAt = performance.now();
				await expireHubSubscriptions(database.kysely);
			}
			const requests = await takeHubRequests(database.kysely, requestsAtOnce);
			await Promise.all(requests.map((request) => verify(request)));
			const due = await takeHubSubscriptions(database.kysely, subscriptionsAtOnce);
			await distribute(due);
			if (requests.length === requestsAtOnce || due.length === subscriptionsAtOnce) again = true;
		} while (again && !stopped);
	}

	async function verify(request: HubRequest): Promise<void> {
		const answer = await askIntent(outbound, request, settings.publicUrl);
		if (answer === "unreachable" && request.attempts < askings) return;
		await endHubRequest(database.kysely, request, answer === "wanted");
	}

	/** Each feed is made once, however many follow it; of one host one delivery at a time. */
	async function distribute(due: readonly HubSubscription[]): Promise<void> {
		const topics = new Map<string, Promise<{ topic: Topic | null; position: number }>>();
		const made = (path: string) => {
			const known = topics.get(path);
			if (known) return known;
			const making = readConsistent(database, async (executor, position) => ({
				topic: await parts.readTopic(executor, path, settings.publicUrl),
				position,
			}));
			topics.set(path, making);
			return making;
		};
		const hosts = new Map<string, HubSubscription[]>();
		for (const one of due) hosts.set(one.host, [...(hosts.get(one.host) ?? []), one]);
		const work = [...hosts.values()].map(async (subscriptions) => {
			for (const subscription of subscriptions) {
				if (stopped) return;
				const { topic, position } = await made(subscription.topic);
				await deliver(subscription, topic, position);
			}
		});
		await Promise.all(work);
	}

	async function deliver(subscription: HubSubscription, topic: Topic | null, position: number): Promise<void> {
		const { id } = subscription;
		// What is not there any more has nothing to tell: its subscribers are left until their leases end.
		const hash = topic ? createHash("sha256").update(topic.text).digest("base64url") : subscription.hash;
		if (!topic || hash === subscription.hash) {
			return noteHubDelivery(database.kysely, id, { hash, position });
		}
		const status = await send(subscription, topic);
		if (status === 410) return endHubSubscription(database.kysely, id);
		if (status >= 200 && status < 300) return noteHubDelivery(database.kysely, id, { hash, position });
		const attempts = subscription.attempts + 1;
		await noteHubDelivery(database.kysely, id, { againIn: retryAfter(attempts), attempts });
	}

	/** The status of the answer, 0 when there was none. */
	async function send(subscription: HubSubscription, topic: Topic): Promise<number> {
		const body = Buffer.from(topic.text);
		const secret = subscription.secret && openHubSecret(settings.secret, subscription.secret);
		const self = settings.publicUrl + subscription.topic;
		try {
			const { status } = await outbound.ask(subscription.callback, {
				method: "POST",
				headers: {
					"content-type": topic.type,
					link: `<${settings.publicUrl}/hub>; rel="hub", <${self}>; rel="self"`,
					...(secret && { "x-hub-signature": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}` }),
				},
				body,
				longest: 1_024,
				cut: true,
			});
			return status;
		} catch {
			return 0;
		}
	}

	function wake(): void {
		if (stopped) return;
		if (looking !== null) {
			again = true;
			return;
		}
		looking = look()
			.catch((error) => {
				if (!stopped) log.warn({ err: error }, "the hub could not look what is due; tried again");
			})
			.finally(() => {
				looking = null;
				if (again) wake();
			});
	}

	const timer = setInterval(wake, pollEvery);
	timer.unref();
	return {
		wake,
		async stop() {
			stopped = true;
			clearInterval(timer);
			await looking;
			outbound.close();
		},
	};
}

/** Asks a callback whether it wants what was asked for in its name: it does when it says the challenge back. */
async function askIntent(
	outbound: Outbound,
	request: HubRequest,
	origin: string,
): Promise<"wanted" | "refused" | "unreachable"> {
	const challenge = randomBytes(24).toString("base64url");
	const url = new URL(request.callback);
	url.searchParams.append("hub.mode", request.mode);
	url.searchParams.append("hub.topic", origin + request.topic);
	url.searchParams.append("hub.challenge", challenge);
	if (request.mode === "subscribe") url.searchParams.append("hub.lease_seconds", String(request.lease_seconds));
	try {
		const answer = await outbound.ask(url.href, { longest: 1_024, cut: true });
		const said = answer.body.toString().trim();
		return answer.status >= 200 && answer.status < 300 && said === challenge ? "wanted" : "refused";
	} catch {
		return "unreachable";
	}
}
