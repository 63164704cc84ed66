import {
	askForDigest,
	confirmDigest,
	isDigestFull,
	isTimeZoneOfRecord,
	putBackDigest,
	readSite,
	stopDigest,
} from "@dateline/shared/database";
import { type FollowLetter, letterTimes } from "@dateline/shared/protocol";
import { linkHours, readDigestToken, sealStopped, unsealStopped } from "@dateline/workers/follow";
import { type Request, type Response, Router, urlencoded } from "express";
import { networkOf } from "../http/network-of.ts";
import { createTokenBuckets } from "../http/token-buckets.ts";
import type { FollowParts } from "./follow-router.ts";
import { requireOwnOrigin } from "./own-origin.ts";

/** The letters that one address of the network may ask for: six at once, then one in two minutes. All together, one in five seconds. */
const perAddress = { rate: 1 / 120, burst: 6 };
const together = { rate: 0.2, burst: 100 };

/** `/follow/digest`: forms and links of the digest by e-mail. Every answer is the page, so all works without JavaScript. */
export function lettersRouter({ database, settings, renderPage }: FollowParts): Router {
	const { kysely } = database;
	const { secret } = settings;
	const router = Router();
	const own = requireOwnOrigin(settings.ownOrigins);
	const form = urlencoded({ extended: false, limit: "8kb", parameterLimit: 20 });
	const one = createTokenBuckets(perAddress);
	const all = createTokenBuckets(together);

	async function answer(response: Response, letter: FollowLetter, status = 200): Promise<void> {
		const { html, policy } = await renderPage(letter);
		response
			.status(status)
			.set({
				"Cache-Control": "private, no-store",
				"X-Robots-Tag": "noindex, nofollow",
				"Referrer-Policy": "same-origin",
				"Content-Security-Policy": policy,
			})
			.type("html")
			.send(html);
	}

	router.get("/", (_request, response) => response.redirect(302, "/follow#digest"));

	router.post("/", own, form, async (request, response) => {
		if (settings.smtp === null) return answer(response, { state: "none" }, 404);
		const email = fieldOf(request, "email").trim();
		const why = whatIsWrong(email);
		if (why !== null) return answer(response, { state: "invalid", email: email.slice(0, 254), why }, 422);
		const retryAfter = Math.max(one.take(networkOf(request.ip ?? "")), all.take(""));
		if (retryAfter > 0 || (await isDigestFull(kysely))) {
			response.set("Retry-After", String(Math.ceil(retryAfter) || 600));
			return answer(response, { state: "limited" }, 429);
		}
		const at = fieldOf(request, "at");
		const time = letterTimes.find((known) => known === at) ?? "19:00";
		const zone = fieldOf(request, "zone");
		const known = zone !== "" && zone.length <= 64 && (await isTimeZoneOfRecord(kysely, zone));
		const timeZone = known ? zone : (await readSite(kysely)).timeZone;
		await askForDigest(kysely, { email: email.toLowerCase(), atMinute: Number(time.slice(0, 2)) * 60, timeZone });
		return answer(response, { state: "sent", email, at: time });
	});

	router.get("/confirm", async (request, response) => {
		const token = String(request.query["token"] ?? "");
		const read = readDigestToken(secret, "confirm", token);
		if (read === null || isOld(read.at)) return answer(response, oldLink(read), 410);
		return answer(response, { state: "confirm", token });
	});

	router.post("/confirm", own, form, async (request, response) => {
		const read = readDigestToken(secret, "confirm", fieldOf(request, "token"));
		const confirmed = read === null || isOld(read.at) ? null : await confirmDigest(kysely, read.id);
		if (confirmed === null) return answer(response, oldLink(read), 410);
		const { nextAt, timeZone } = confirmed;
		return answer(response, { state: "confirmed", nextAt, timeZone });
	});

	router.get("/stop", async (request, response) => {
		const token = String(request.query["token"] ?? "");
		if (readDigestToken(secret, "stop", token) === null) return answer(response, oldLink(null), 410);
		return answer(response, { state: "stop", token });
	});

	/** By the page's button, or by a mail program's one press (RFC 8058), which has no origin: the token alone counts. */
	router.post("/stop", form, async (request, response) => {
		const token = String(request.query["token"] ?? "") || fieldOf(request, "token");
		const read = readDigestToken(secret, "stop", token);
		if (read === null) return answer(response, oldLink(null), 410);
		const stopped = await stopDigest(kysely, read.id);
		const at = new Date();
		const back = stopped === null ? "" : sealStopped(secret, { ...stopped, at: at.getTime() });
		return answer(response, { state: "stopped", at: at.toISOString(), back });
	});

	router.post("/back", own, form, async (request, response) => {
		const stopped = unsealStopped(secret, fieldOf(request, "back"), Date.now());
		if (stopped === null) return answer(response, oldLink(null), 410);
		const nextAt = await putBackDigest(kysely, stopped);
		return answer(response, { state: "confirmed", nextAt, timeZone: stopped.timeZone });
	});
	return router;
}

const isOld = (at: Date) => Date.now() - at.getTime() > linkHours * 3_600_000;
const oldLink = (read: { at: Date } | null): FollowLetter => ({ state: "old", asked: read?.at.toISOString() ?? null });

function fieldOf(request: Request, name: string): string {
	const value = (request.body as Record<string, unknown> | undefined)?.[name];
	return typeof value === "string" ? value : "";
}

/** What is wrong with an address, as far as it can be told without writing to it. */
function whatIsWrong(email: string): Extract<FollowLetter, { state: "invalid" }>["why"] | null {
	if (email === "") return "empty";
	if (!email.includes("@")) return "no-at";
	if (!/@[^@]+\.[^@.]{2,}$/.test(email)) return "no-ending";
	return email.length <= 254 && /^[^\s@"'<>(),;:\\[\]\p{Cc}]{1,64}@[^\s@"'<>(),;:\\[\]_\p{Cc}]+$/u.test(email)
		? null
		: "wrong";
}
