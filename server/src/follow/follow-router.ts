import type { OpenRecord } from "@dateline/shared/database";
import type { FollowLetter } from "@dateline/shared/protocol";
import type { Settings } from "@dateline/shared/settings";
import { Router } from "express";
import { createTokenBuckets } from "../http/token-buckets.ts";
import { devicesRouter } from "./devices-router.ts";
import { lettersRouter } from "./letters-router.ts";

/** What the readers' way of following is built from. */
export interface FollowParts {
	database: OpenRecord;
	settings: Pick<Settings, "secret" | "publicUrl" | "ownOrigins" | "pushHosts" | "smtp">;
	/** The page `/follow` with what is to be said about the letter; nobody's cache keeps it. */
	renderPage(letter: FollowLetter): Promise<{ html: string; policy: string }>;
}

/** How often one address of the network, and all together, may ask for something here. */
export interface FollowLimits {
	one: ReturnType<typeof createTokenBuckets>;
	all: ReturnType<typeof createTokenBuckets>;
}

/**
 * What readers without an account ask for: notices to a device (`/api/v1/push/…`, JSON) and the digest by e-mail
 * (`/follow/digest…`, forms that work without JavaScript). To be mounted ahead of the editors' side.
 */
export function followRouter(parts: FollowParts): Router {
	// Whole towns stand behind one address: its limit is against programs, the other one against many of them.
	const limits = {
		one: createTokenBuckets({ rate: 1, burst: 60 }),
		all: createTokenBuckets({ rate: 100, burst: 1_000 }),
	};
	const router = Router();
	router.use("/api/v1/push", devicesRouter(parts, limits));
	router.use("/follow/digest", lettersRouter(parts));
	return router;
}
