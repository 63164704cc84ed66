import { ProblemError, parseCursor } from "@dateline/shared/protocol";
import { Router } from "express";
import type { Metrics } from "../../http/create-metrics.ts";
import type { Admission } from "../live/admission.ts";
import { streamText } from "../live/answer-text.ts";
import type { CatchUp } from "../live/catch-up.ts";
import type { Live } from "../live/start-live.ts";
import { StreamReader } from "../live/stream-reader.ts";
import type { Model } from "../model/model.ts";
import type { Partners } from "../partners/partners.ts";
import { channelsOfQuery, cursorOfQuery } from "./channels-of-query.ts";

/** The live protocol as Server-Sent Events: `/events`. A `Last-Event-ID` header wins over `after`. */
export function eventsRouter(parts: {
	model: Model;
	catchUp: CatchUp;
	live: Live;
	admission: Admission;
	partners: Partners;
	metrics: Metrics;
}): Router {
	const { model, catchUp, live, admission, partners, metrics } = parts;
	const router = Router();

	router.get("/events", async (request, response) => {
		const { channels } = channelsOfQuery(request);
		const { origin } = request.headers;
		const isForeign = !admission.isOurs(origin, request.headers.host);
		const key = request.query["partner"];
		if (isForeign && key === undefined) {
			throw new ProblemError("forbidden", "Another site needs ?partner=, the key of a partner whose origins hold it.");
		}
		const pass = key === undefined ? null : partners.admit(key, isForeign ? (origin ?? null) : null);
		if (pass) await partners.check(pass, channels);
		if (isForeign && origin) response.set({ "Access-Control-Allow-Origin": origin, Vary: "Origin" });
		if (request.method === "HEAD") {
			response.type("text/event-stream").end();
			return;
		}
		const lastId = request.get("Last-Event-ID");
		const after = (lastId && parseCursor(lastId)) || cursorOfQuery(request);
		const refusal = admission.admit();
		if (refusal) throw new ProblemError("busy", `This server is ${refusal}.`, { retryAfter: 5 });

		const reader = new StreamReader(response, metrics.deliveries, pass);
		if (pass) partners.hold(reader, pass);
		live.rooms.join(reader, channels);
		metrics.readers.inc({ kind: "stream" });
		response.once("close", () => {
			live.rooms.remove(reader);
			if (pass) partners.release(reader);
			metrics.readers.dec({ kind: "stream" });
		});
		const answer = await catchUp.answer(channels, after);
		if (answer.epoch !== model.epoch) throw new ProblemError("busy", "Ask again in a moment.", { retryAfter: 1 });
		response.writeHead(200, {
			"Content-Type": "text/event-stream; charset=utf-8",
			"Cache-Control": "no-store",
			// nginx would otherwise hold the stream back until a buffer is full.
			"X-Accel-Buffering": "no",
		});
		reader.begin(
			`retry: ${1_000 + Math.floor(Math.random() * 4_000)}\n\n${streamText(answer, live.pulse(answer.position))}`,
			answer.position,
		);
	});
	return router;
}
