import { type Cursor, formatCursor, updatesPageSize } from "@dateline/shared/protocol";
import { Router } from "express";
import type { CatchUp } from "../live/catch-up.ts";
import { createSharedWork } from "../live/shared-work.ts";
import type { Model } from "../model/model.ts";
import { channelsOfQuery, cursorOfQuery } from "./channels-of-query.ts";
import { type PreparedAnswer, prepareAnswer, sendPrepared } from "./prepared-answer.ts";

/** Bytes of answers that are kept, those asked for last. */
const keptBytes = 32 * 1024 * 1024;

/** Nothing that is asked for here depends on who asks, so any page may, without credentials. */
const open = { "Access-Control-Allow-Origin": "*" };
const json = { "Content-Type": "application/json; charset=utf-8" };
const newest = { ...json, "Cache-Control": "public, max-age=1, stale-while-revalidate=5" };
const fullPage = { ...json, "Cache-Control": "public, max-age=60" };

/**
 * The live protocol as JSON, for polling and caches: `/updates` (what was missed, 100 events a page) and `/snapshot`
 * (public states at a position). Of an answer with events, `position` and `next` are the newest of the channels asked
 * for and not of the log, so that the address and the answer stay the same while nothing happens in them.
 */
export function updatesRouter({ model, catchUp }: { model: Model; catchUp: CatchUp }): Router {
	const share = createSharedWork<PreparedAnswer>({
		maxSize: keptBytes,
		sizeOf: ({ body, gzipped }) => body.length + (gzipped?.length ?? 0),
	});

	async function prepare(channels: readonly string[], after: Cursor | null): Promise<PreparedAnswer> {
		const answer = await catchUp.answer(channels, after);
		const { epoch } = answer;
		if (answer.kind === "snapshot") {
			const { position, json } = answer;
			const next = formatCursor({ epoch, position });
			return prepareOnce(`${channels}|${next}|snapshot`, () => {
				const text = `{"epoch":"${epoch}","position":${position},"events":[],"next":"${next}","snapshot":${json}}`;
				return prepareAnswer(text, newest);
			});
		}
		const reached = answer.events.at(-1)?.position ?? after?.position ?? 0;
		return prepareOnce(`${channels}|${epoch}|${after?.position}|${reached}`, () => {
			const page = answer.events.slice(0, updatesPageSize);
			const full = answer.events.length > page.length;
			const position = full ? (page.at(-1)?.position ?? reached) : reached;
			const next = formatCursor({ epoch, position });
			const events = page.map(({ text }) => text).join();
			const text = `{"epoch":"${epoch}","position":${position},"events":[${events}],"next":"${next}"}`;
			return prepareAnswer(text, full ? fullPage : newest);
		});
	}

	const prepareOnce = (key: string, make: () => Promise<PreparedAnswer>) => share(`${model.generation}|${key}`, make);

	const router = Router();
	router.get("/updates", async (request, response) => {
		response.set(open);
		const { channels, sorted } = channelsOfQuery(request);
		const after = cursorOfQuery(request);
		if (!sorted) {
			const query = `channels=${channels.map(readable).join()}${after ? `&after=${formatCursor(after)}` : ""}`;
			response.set("Cache-Control", "public, max-age=86400");
			return response.redirect(308, `${request.baseUrl}/updates?${query}`);
		}
		sendPrepared(request, response, await prepare(channels, after));
	});
	router.get("/snapshot", async (request, response) => {
		response.set(open);
		const { channels } = channelsOfQuery(request);
		sendPrepared(request, response, await prepare(channels, null));
	});
	return router;
}

/** A channel in an address: its colon may stand there as it is. */
const readable = (channel: string) => encodeURIComponent(channel).replace("%3A", ":");
