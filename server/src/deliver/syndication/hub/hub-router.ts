import { insertHubRequest, type OpenRecord, readConsistent, type StoryAddress } from "@dateline/shared/database";
import type { Settings } from "@dateline/shared/settings";
import { sealHubSecret } from "@dateline/workers/hub";
import type { Outbound } from "@dateline/workers/outbound";
import express, { Router } from "express";
import { createTokenBuckets } from "../../../http/token-buckets.ts";
import { findFeed } from "../feeds/find-feed.ts";
import { readTopic } from "../feeds/read-topic.ts";

/** Seconds that a subscription holds where none are asked for, and at least and at most. */
const leases = { usual: 10 * 86_400, least: 300, most: 30 * 86_400 };
/** A secret is shorter than this, in bytes (WebSub, section 5.1). */
const secretLength = 200;
const callbackLength = 2_048;

/**
 * The hub's door (WebSub 1.0, section 5): who wants to be told of a feed of ours says so here. It answers 202 and writes
 * the request down; a worker asks the callback whether it was meant.
 */
export function hubRouter(parts: {
	record: OpenRecord;
	settings: Pick<Settings, "publicUrl" | "secret">;
	outbound: Pick<Outbound, "problemOf">;
	findStory: (slug: string) => StoryAddress | null;
}): Router {
	const { record, settings, outbound, findStory } = parts;
	const one = createTokenBuckets({ rate: 2, burst: 60 });
	const all = createTokenBuckets({ rate: 50, burst: 500 });
	const router = Router();
	const form = express.urlencoded({ extended: false, limit: "16kb", parameterLimit: 20 });

	router.post("/hub", form, async (request, response) => {
		const say = (status: number, text: string) => void response.status(status).type("text/plain").send(`${text}\n`);
		const wait = Math.max(one.take(request.ip ?? ""), all.take(""));
		if (wait > 0) {
			response.set("Retry-After", String(Math.ceil(wait)));
			return say(429, "Too many requests. Please wait.");
		}
		const body = (request.body ?? {}) as Record<string, unknown>;
		const read = (name: string) => (typeof body[name] === "string" ? body[name] : "");
		const mode = read("hub.mode");
		// Our own feeds are watched without being told of: a publisher's notice is taken, and changes nothing.
		if (mode === "publish") return say(202, "Thank you.");
		if (mode !== "subscribe" && mode !== "unsubscribe") return say(400, "hub.mode is subscribe or unsubscribe.");
		const callback = read("hub.callback");
		const problem = callback.length > callbackLength ? "It is too long." : outbound.problemOf(callback);
		if (problem !== null) return say(400, `hub.callback: ${problem}`);
		const topic = read("hub.topic");
		const path = topic.startsWith(`${settings.publicUrl}/`) ? topic.slice(settings.publicUrl.length) : null;
		const route = path === null ? null : findFeed(path, findStory);
		if (path === null || !route || route === "missing") return say(404, "hub.topic is no feed of this site.");
		const secret = read("hub.secret");
		if (Buffer.byteLength(secret) >= secretLength) return say(400, "hub.secret must be shorter than 200 bytes.");
		if (mode === "subscribe") {
			const made = await readConsistent(record, (executor) => readTopic(executor, path, settings.publicUrl));
			if (!made) return say(404, "hub.topic is no feed of this site.");
		}
		const asked = Number(read("hub.lease_seconds") || leases.usual);
		const lease = Number.isFinite(asked) && asked > 0 ? Math.round(asked) : leases.usual;
		const storyId = "kind" in route && route.of.kind === "story" ? route.of.storyId : null;
		const taken = await insertHubRequest(record.kysely, {
			...{ mode, callback, topic: path },
			channel: storyId === null ? null : `story:${storyId}`,
			secret: secret === "" ? null : sealHubSecret(settings.secret, secret),
			lease_seconds: Math.min(Math.max(lease, leases.least), leases.most),
		});
		if (!taken) {
			response.set("Retry-After", "300");
			return say(503, "Too many follow already. Please try again later.");
		}
		say(202, "Your callback will be asked.");
	});
	return router;
}
