import { type Response, Router } from "express";
import type { Registry } from "prom-client";

/** What the process says of itself: whether it should get readers, and why not. */
export type Readiness = { ready: true; position: number } | { ready: false; reason: string };

/** What is said beside it and decides nothing: without Redis everything goes on, a little later. */
export type Surroundings = { redis: "up" | "away" | "none" };

/** `/healthz` (alive), `/readyz` (model loaded and caught up, not draining) and `/metrics` (Prometheus). */
export function healthRouter(parts: {
	metrics: Registry;
	readiness: () => Readiness;
	surroundings: () => Surroundings;
}): Router {
	const { metrics, readiness, surroundings } = parts;
	const router = Router();
	router.get("/healthz", (_request, response) => answer(response, 200, { alive: true }));
	router.get("/readyz", (_request, response) => {
		const state = readiness();
		answer(response, state.ready ? 200 : 503, { ...state, ...surroundings() });
	});
	router.get("/metrics", async (_request, response) => {
		response
			.set("Content-Type", metrics.contentType)
			.set("Cache-Control", "no-store")
			.send(await metrics.metrics());
	});
	return router;
}

const answer = (response: Response, status: number, body: object) =>
	response.status(status).set("Cache-Control", "no-store").json(body);
