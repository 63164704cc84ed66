import { createHash, randomBytes } from "node:crypto";
import {
	askForTest,
	countFollowers,
	deleteFollower,
	followersAtMost,
	isTimeZoneOfRecord,
	moveFollower,
	putChoices,
	putFollower,
	readFollowedSubjects,
	readFollower,
} from "@dateline/shared/database";
import {
	type FollowChoices,
	followChoicesSchema,
	followerInputSchema,
	ProblemError,
	pushSubscriptionSchema,
} from "@dateline/shared/protocol";
import { ensurePushKeys, problemOfEndpoint } from "@dateline/workers/follow";
import { json, type Request, type RequestHandler, Router } from "express";
import { z } from "zod";
import { networkOf } from "../http/network-of.ts";
import { createTokenBuckets } from "../http/token-buckets.ts";
import type { FollowLimits, FollowParts } from "./follow-router.ts";
import { requireOwnOrigin } from "./own-origin.ts";

/** A device is spoken for by this in `Authorization: Bearer`: 32 bytes that only it has. */
const secretPattern = /^Bearer ([A-Za-z0-9_-]{43})$/;
/** New devices from one network: a town behind one address takes its time, a program that fills the record is stopped. */
const newDevices = { rate: 1 / 30, burst: 60 };

const movedSchema = z.object({ from: z.url().max(1_000), subscription: pushSubscriptionSchema });

/** `/api/v1/push`: a device takes notices, says what it wants, and stops. */
export function devicesRouter({ database, settings }: FollowParts, limits: FollowLimits): Router {
	const { kysely } = database;
	const router = Router();
	let counted = { at: Number.NEGATIVE_INFINITY, devices: 0 };
	const fresh = createTokenBuckets(newDevices);
	const parse = json({ limit: "64kb", type: "application/json" });
	const limit: RequestHandler = (request, _response, next) => {
		const retryAfter = Math.max(limits.one.take(networkOf(request.ip ?? "")), limits.all.take(""));
		if (retryAfter > 0)
			throw new ProblemError("rate_limited", "These were too many requests: wait, then go on.", { retryAfter });
		next();
	};
	router.use((_request, response, next) => {
		response.set("Cache-Control", "private, no-store");
		next();
	});

	router.get("/key", async (_request, response) => {
		response.json({ publicKey: (await ensurePushKeys(database, settings.secret)).publicKey });
	});

	const own = [requireOwnOrigin(settings.ownOrigins), limit, parse];
	const limitNew: RequestHandler = (request, _response, next) => {
		const retryAfter = fresh.take(networkOf(request.ip ?? ""));
		if (retryAfter > 0)
			throw new ProblemError("rate_limited", "Too many devices were taken from here: wait, then go on.", {
				retryAfter,
			});
		next();
	};
	router.post("/devices", ...own, limitNew, async (request, response) => {
		const { subscription, choices } = followerInputSchema.parse(request.body);
		checkEndpoint(subscription.endpoint);
		await checkChoices(choices);
		const { publicKey } = await ensurePushKeys(database, settings.secret);
		if ((await countDevices()) >= followersAtMost)
			throw new ProblemError("busy", "No more devices are taken just now.");
		const secret = randomBytes(32).toString("base64url");
		await kysely
			.transaction()
			.execute((transaction) =>
				putFollower(transaction, { subscription, secretHash: hash(secret), pushKey: publicKey, choices }),
			);
		response.status(201).json({ secret, device: await readFollower(kysely, hash(secret)) });
	});

	/** For the browser's own change of a subscription, which happens without a page. */
	router.post("/devices/moved", ...own, async (request, response) => {
		const { from, subscription } = movedSchema.parse(request.body);
		checkEndpoint(subscription.endpoint);
		const { publicKey } = await ensurePushKeys(database, settings.secret);
		if (!(await moveFollower(kysely, from, subscription, publicKey))) throw unknown();
		response.status(204).end();
	});

	router.get("/device", async (request, response) => {
		const device = await readFollower(kysely, secretOf(request));
		if (device === null) throw unknown();
		response.json(device);
	});

	router.put("/device", ...own, async (request, response) => {
		const secretHash = secretOf(request);
		const choices = followChoicesSchema.parse(request.body);
		await checkChoices(choices);
		const found = await kysely.transaction().execute((transaction) => putChoices(transaction, secretHash, choices));
		if (!found) throw unknown();
		response.json(await readFollower(kysely, secretHash));
	});

	router.post("/device/test", ...own, async (request, response) => {
		if (!(await askForTest(kysely, secretOf(request)))) throw unknown();
		response.status(202).json({});
	});

	router.delete("/device", ...own, async (request, response) => {
		if (!(await deleteFollower(kysely, secretOf(request)))) throw unknown();
		response.status(204).end();
	});
	return router;

	/** Counted once a minute. */
	async function countDevices(): Promise<number> {
		if (performance.now() - counted.at > 60_000) {
			counted = { at: performance.now(), devices: (await countFollowers(kysely)).devices };
		}
		return counted.devices;
	}

	function checkEndpoint(endpoint: string): void {
		const problem = problemOfEndpoint(endpoint, settings.pushHosts);
		if (problem !== null) {
			throw new ProblemError("invalid", problem, { errors: [{ pointer: "/subscription/endpoint", detail: problem }] });
		}
	}

	async function checkChoices({ timeZone, follows }: FollowChoices): Promise<void> {
		if (!(await isTimeZoneOfRecord(kysely, timeZone))) {
			throw new ProblemError("invalid", "The time zone is not known.", {
				errors: [{ pointer: "/timeZone", detail: "not known" }],
			});
		}
		const channels = follows.map(({ channel }) => channel);
		const subjects = await readFollowedSubjects(kysely, channels);
		const missing = channels.filter((channel) => !subjects.has(channel));
		// What was withdrawn after it was followed is let go; what never was is a mistake.
		for (const channel of missing)
			follows.splice(
				follows.findIndex((one) => one.channel === channel),
				1,
			);
	}
}

const hash = (secret: string) => createHash("sha256").update(secret).digest("base64url");
const unknown = () => new ProblemError("not_found", "This device is not known here: it follows nothing any more.");

function secretOf(request: Request): string {
	const secret = secretPattern.exec(request.get("Authorization") ?? "")?.[1];
	if (secret === undefined) throw new ProblemError("unauthenticated", "Send the device's secret as a bearer token.");
	return hash(secret);
}
