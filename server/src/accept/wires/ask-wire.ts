import { settleWire, type Wire } from "@dateline/shared/database";
import { OutboundError } from "@dateline/workers/outbound";
import type { AcceptParts } from "../parts.ts";
import { FeedError, type ParsedFeed } from "./feed-item.ts";
import { fileItem, findKnown } from "./file-item.ts";
import { parseWire } from "./parse-feed.ts";
import { openCredentials } from "./wire-secrets.ts";

/** Bytes of a feed that are taken: it is parsed in the process that serves readers. */
const longest = 2 * 1024 * 1024;
const patience = 15_000;
/** Seconds after which one that fails is asked again at the latest. */
const longestPause = 3_600;
const accepted =
	"application/atom+xml, application/rss+xml, application/feed+json, application/json;q=0.9, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1";

/** What an address answered: a feed, or that nothing has changed. */
export async function fetchFeed(
	{ outbound }: Pick<AcceptParts, "outbound">,
	asked: { address: string; authorization: string | null; etag?: string | null; lastModified?: string | null },
): Promise<{ feed: ParsedFeed | null; etag: string | null; lastModified: string | null }> {
	const { address, authorization, etag = null, lastModified = null } = asked;
	const { status, headers, body, url } = await outbound.ask(address, {
		...{ redirects: 4, longest, answerWithin: patience },
		headers: {
			accept: accepted,
			"user-agent": "Dateline wires",
			...(authorization !== null && { authorization }),
			...(etag !== null && { "if-none-match": etag }),
			...(lastModified !== null && { "if-modified-since": lastModified }),
		},
	});
	if (status === 304) return { feed: null, etag, lastModified };
	if (status < 200 || status >= 300) throw new Refused(status, Number(headers["retry-after"]) || 0);
	const charset = /charset="?([\w-]+)/i.exec(headers["content-type"] ?? "")?.[1];
	const text = decode(body, charset);
	return {
		feed: parseWire(text, url),
		etag: headers.etag?.slice(0, 500) ?? null,
		lastModified: headers["last-modified"]?.slice(0, 100) ?? null,
	};
}

/** The address answered, but not with a feed. */
class Refused extends FeedError {
	readonly retryAfter: number;
	constructor(status: number, retryAfter: number) {
		super(`Its answer was ${status}.`);
		this.retryAfter = retryAfter;
	}
}

/** As its header says, else as XML says, else UTF-8; PostgreSQL's texts have no character 0. */
function decode(body: Buffer, charset: string | undefined): string {
	const declared = charset ?? /encoding=["']([\w-]+)/.exec(body.subarray(0, 200).toString("latin1"))?.[1] ?? "utf-8";
	let decoder: TextDecoder;
	try {
		decoder = new TextDecoder(declared);
	} catch {
		decoder = new TextDecoder();
	}
	return decoder.decode(body).replaceAll("\u0000", "");
}

/** Asks a wire that was taken, files what is new, and notes what it came to. */
export async function askWire(parts: AcceptParts, wire: Wire): Promise<void> {
	const { kysely } = parts.database;
	const { address, etag, last_modified: lastModified } = wire;
	try {
		if (address === null) throw new FeedError("It has no address.");
		const authorization = openCredentials(parts.settings.secret, wire.credentials);
		const answer = await fetchFeed(parts, { address, authorization, etag, lastModified });
		const counts = answer.feed === null ? null : await fileAll(parts, wire, answer.feed);
		await settleWire(kysely, wire, {
			...{ problem: null, nextIn: wire.every_seconds, unchanged: counts === null || counts.fresh === 0 },
			...{ etag: answer.etag, lastModified: answer.lastModified },
			...(answer.feed && { format: answer.feed.format, doubles: counts?.doubles ?? 0 }),
		});
	} catch (error) {
		const isKnown = error instanceof FeedError || error instanceof OutboundError;
		if (!isKnown) parts.log.warn({ err: error, wire: wire.id }, "a wire could not be read; tried again");
		const pause = Math.min(longestPause, wire.every_seconds * 2 ** Math.min(wire.failures, 10));
		await settleWire(kysely, wire, {
			problem: isKnown ? error.message : "Something went wrong on our side.",
			nextIn: Math.max(pause, error instanceof Refused ? Math.min(error.retryAfter, 86_400) : 0),
		});
	}
}

/** Files what a feed says, oldest first, so that posts come in the order in which they were written. */
async function fileAll(parts: AcceptParts, wire: Wire, feed: ParsedFeed): Promise<{ fresh: number; doubles: number }> {
	const { known, doubles } = await findKnown(parts, wire, feed.items);
	const ordered = [...feed.items].reverse().sort((a, b) => (a.at ?? "9").localeCompare(b.at ?? "9"));
	let fresh = 0;
	for (const item of ordered) {
		const filed = await fileItem(parts, wire, item, { known: known.get(item.guid), seenOnly: !wire.begun });
		if (filed !== "same" && filed !== "seen") fresh += 1;
	}
	return { fresh, doubles };
}
