import { type Cursor, maxChannels, ProblemError, parseCursor } from "@dateline/shared/protocol";
import type { Request } from "express";

/** What the query of a reader's address asks for. `sorted` is false when the address is not the one that caches share. */
export interface Asked {
	channels: string[];
	sorted: boolean;
}

/** The channels of `?channels=a,b`. @throws {ProblemError} when there are none or too many */
export function channelsOfQuery(request: Request): Asked {
	const text = request.query["channels"];
	if (typeof text !== "string" || text === "") {
		throw new ProblemError("bad_request", "Name the channels: ?channels=feed,site");
	}
	const given = text.split(",");
	const channels = [...new Set(given)].sort();
	if (channels.length > maxChannels) throw new ProblemError("too_many_channels", `At most ${maxChannels} channels.`);
	return { channels, sorted: channels.join() === text };
}

/** The cursor of `?after=<epoch>:<position>`; null when there is none. @throws {ProblemError} when it is no cursor */
export function cursorOfQuery(request: Request): Cursor | null {
	const text = request.query["after"];
	if (text === undefined || text === "") return null;
	const cursor = typeof text === "string" ? parseCursor(text) : null;
	if (!cursor) throw new ProblemError("bad_request", "A cursor is <epoch>:<position>, as it was given out.");
	return cursor;
}
