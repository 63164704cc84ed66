import type { OpenRecord } from "@dateline/shared/database";
import { ProblemError } from "@dateline/shared/protocol";
import { type Request, Router } from "express";
import type { Actor } from "../actor.ts";
import type { RedisWatch } from "./watch-redis.ts";

/** `GET /api/v1/status`: what the console says of the record, of Redis and of how far this server is. For who is signed in. */
export function statusRouter({
	database,
	redis,
	build,
	position,
	actorOf,
}: {
	database: Pick<OpenRecord, "dialect">;
	redis: RedisWatch;
	build: string;
	position: () => number;
	actorOf: (request: Request) => Promise<Actor | null>;
}): Router {
	const router = Router();
	router.get("/api/v1/status", async (request, response) => {
		if ((await actorOf(request)) === null) throw new ProblemError("unauthenticated", "Sign in first.");
		response.set("Cache-Control", "no-store");
		response.json({ record: database.dialect, redis: redis.state(), build, position: position() });
	});
	return router;
}
