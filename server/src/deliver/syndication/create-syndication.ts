import type { IncomingMessage, ServerResponse } from "node:http";
import { type OpenRecord, readConsistent } from "@dateline/shared/database";
import { ProblemError } from "@dateline/shared/protocol";
import type { MediaStore } from "@dateline/workers/media";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import type { Metrics } from "../../http/create-metrics.ts";
import { logRequest } from "../../http/log-requests.ts";
import { inertPolicy, securityHeaders } from "../../http/security-headers.ts";
import type { Model } from "../model/model.ts";
import type { StateReader } from "../model/read-states.ts";
import { chooseEncoding, type Encoding } from "../pages/choose-encoding.ts";
import type { Redirect } from "../pages/find-route.ts";
import { matchesTag } from "../pages/matches-tag.ts";
import { encodeEntry, isFresh as isUnmoved, type PageHead, sizeOf } from "../pages/page-entry.ts";
import { type DocumentEntry, readSiteOf, renderDocumentEntry } from "./document-entry.ts";
import { type DocumentRoute, findDocument } from "./find-document.ts";
import { createShareImages, readShareSubject, TooMany } from "./share/serve-share.ts";
import { parseShareAddress, shareAddress } from "./share/share-address.ts";

/** Bytes of documents that a process keeps, of those asked for last. */
const tableBytes = 24 * 1024 * 1024;

/** What machines read of the site: feeds, sitemaps, robots.txt and oEmbed, made once per version as the pages are. */
export interface Syndication {
	/** Answers a GET or HEAD for one of them and returns true; leaves every other request alone and returns false. */
	serve(request: IncomingMessage, response: ServerResponse): boolean;
}

export interface SyndicationParts {
	model: Model;
	states: StateReader;
	record: OpenRecord;
	settings: { publicUrl: string };
	/** Where the pictures of share images lie. */
	media: Pick<MediaStore, "fetch">;
	metrics: Pick<Metrics, "countPage">;
	log: Logger;
}

export function createSyndication(parts: SyndicationParts): Syndication {
	const { model, settings, metrics, log } = parts;
	const table = new LRUCache<string, DocumentEntry>({ maxSize: tableBytes, sizeCalculation: sizeOf });
	const underWay = new Map<string, Promise<DocumentEntry>>();
	const images = createShareImages(parts.media);
	const common = Object.entries({
		...securityHeaders(settings.publicUrl),
		"Content-Security-Policy": inertPolicy,
		// A feed is for everybody: a program in a browser may read it too.
		"Access-Control-Allow-Origin": "*",
	}).flat();

	const isFresh = (entry: DocumentEntry) =>
		(entry.until === null || Date.now() < entry.until) && isUnmoved(entry, model);

	/** One rendering for all who wait; whoever came after a change that it does not have yet waits for another. */
	async function render(route: DocumentRoute): Promise<DocumentEntry> {
		const joined = underWay.get(route.key);
		if (joined) {
			const made = await joined;
			if (isFresh(made)) return made;
			if (underWay.get(route.key)) return render(route);
		}
		const making = renderDocumentEntry(parts, route, table.peek(route.key))
			.then((made) => {
				if (made.status === 404) table.delete(route.key);
				else table.set(route.key, made);
				return made;
			})
			.finally(() => {
				if (underWay.get(route.key) === making) underWay.delete(route.key);
			});
		underWay.set(route.key, making);
		return making;
	}

	async function answerSlowly(route: DocumentRoute, request: IncomingMessage, response: ServerResponse) {
		const known = table.get(route.key);
		const entry = known && isFresh(known) ? known : await render(route);
		const encoding = chooseEncoding(request.headers["accept-encoding"]);
		if (!entry.bytes[encoding]) {
			await encodeEntry(entry, encoding);
			// Its size has changed: the table is told by putting it there again.
			if (table.peek(entry.key) === entry) table.set(entry.key, entry);
		}
		metrics.countPage(answer(entry, encoding, request, response), false);
	}

	/** Returns the status. */
	function answer(entry: DocumentEntry, encoding: Encoding, request: IncomingMessage, response: ServerResponse) {
		entry.heads[encoding] ??= makeHead(entry, encoding);
		const head = entry.heads[encoding];
		if (entry.status === 200 && isKnown(entry, head, request)) {
			response.writeHead(304, head.short).end();
			return 304;
		}
		response.writeHead(entry.status, head.whole);
		response.end(request.method === "HEAD" ? undefined : head.bytes);
		return entry.status;
	}

	function makeHead(entry: DocumentEntry, encoding: Encoding): PageHead {
		const bytes = entry.bytes[encoding] ?? entry.bytes.identity;
		const tag = `"${entry.tag}${encoding === "identity" ? "" : `-${encoding}`}"`;
		const short = [
			...["ETag", tag, "Vary", "Accept-Encoding"],
			...["Cache-Control", "no-cache", "CDN-Cache-Control", "max-age=5, stale-while-revalidate=60"],
			...(entry.modified ? ["Last-Modified", new Date(entry.modified).toUTCString()] : []),
			...(entry.links ? ["Link", entry.links] : []),
			...common,
		];
		const whole = [...short, "Content-Type", entry.type, "Content-Length", String(bytes.length)];
		if (encoding !== "identity") whole.push("Content-Encoding", encoding);
		return { tag, short, whole, bytes };
	}

	function say(response: ServerResponse, status: number, headers: string[], text = ""): void {
		metrics.countPage(status, false);
		const body = Buffer.from(text);
		const kind = text ? ["Content-Type", "text/plain; charset=utf-8"] : [];
		response.writeHead(status, [...headers, ...kind, "Content-Length", String(body.length), ...common]).end(body);
	}

	function redirect(response: ServerResponse, { location, status }: Redirect): void {
		say(response, status, ["Location", location, "Cache-Control", "public, max-age=60"]);
	}

	/** An image's address names what it shows: another version leads to the one of now. */
	async function serveShare(
		path: string,
		asked: NonNullable<ReturnType<typeof parseShareAddress>>,
		request: IncomingMessage,
		response: ServerResponse,
	): Promise<void> {
		const site = await readSiteOf(parts);
		const subject = await readConsistent(parts.record, (executor) => readShareSubject(executor, asked, site));
		if (!subject) return say(response, 404, ["Cache-Control", "no-cache"], "There is no such image.\n");
		const location = shareAddress(subject, asked.form);
		if (location !== path) return say(response, 302, ["Location", location, "Cache-Control", "no-cache"]);
		const bytes = await images.draw(subject, asked.form);
		metrics.countPage(200, false);
		response.writeHead(200, [
			...["Content-Type", "image/jpeg", "Content-Length", String(bytes.length)],
			...["Cache-Control", "public, max-age=31536000, immutable", ...common],
		]);
		response.end(request.method === "HEAD" ? undefined : bytes);
	}

	function serveFailed(error: unknown, request: IncomingMessage, response: ServerResponse): void {
		log.error({ err: error, url: request.url?.split("?")[0] }, "a feed or map could not be put together");
		if (response.headersSent) return void response.destroy();
		const busy = error instanceof TooMany || (error instanceof ProblemError && error.code === "busy");
		const headers = ["Cache-Control", "no-store", ...(busy ? ["Retry-After", "2"] : [])];
		say(response, busy ? 503 : 500, headers, "The fault is ours. Please try again.\n");
	}

	return {
		serve(request, response) {
			if (request.method !== "GET" && request.method !== "HEAD") return false;
			const url = request.url ?? "/";
			if (!mayBeDocument(url)) return false;
			const standing = table.get(url);
			const encoding = chooseEncoding(request.headers["accept-encoding"]);
			if (standing?.bytes[encoding] && isFresh(standing)) {
				metrics.countPage(answer(standing, encoding, request, response), true);
				return true;
			}
			const image = parseShareAddress(url);
			if (image) {
				serveShare(url, image, request, response).catch((error: unknown) => serveFailed(error, request, response));
				return true;
			}
			const route = findDocument(url, model.findStory, settings.publicUrl);
			if (route === null) return false;
			if (log.isLevelEnabled("debug")) logRequest(log, url.split("?")[0] ?? "/", request, response);
			if (route === "missing") say(response, 404, ["Cache-Control", "no-cache"], "There is no such feed.\n");
			else if ("redirect" in route) redirect(response, route.redirect);
			else if ("refused" in route) say(response, route.refused, ["Cache-Control", "no-cache"], `${route.message}\n`);
			else {
				answerSlowly(route, request, response).catch((error: unknown) => serveFailed(error, request, response));
			}
			return true;
		},
	};
}

/** Whether who asks has this version already: by its tag or, where none was sent, by its time. */
function isKnown(entry: DocumentEntry, { tag }: PageHead, { headers }: IncomingMessage): boolean {
	const tags = headers["if-none-match"];
	if (tags !== undefined) return matchesTag(tags, tag);
	const since = headers["if-modified-since"];
	if (since === undefined || entry.modified === null) return false;
	const at = Date.parse(since);
	return !Number.isNaN(at) && Math.floor(Date.parse(entry.modified) / 1_000) * 1_000 <= at;
}

/** Told without taking the address apart, since every request of a page passes here. */
const mayBeDocument = (url: string): boolean => documents.test(url);
const documents = /^\/(?:oembed(?:\?|$)|share\/|robots\.txt(?:\?|$)|[^?]*(?:\.xml|\.json)(?:\?|$))/;
