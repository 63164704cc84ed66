import type { IncomingMessage, ServerResponse } from "node:http";
import { type PageState, restView } from "@dateline/client/pages";
import type { OpenRecord } from "@dateline/shared/database";
import { newId, type StoryChannelState } from "@dateline/shared/model";
import { type FollowLetter, ProblemError } from "@dateline/shared/protocol";
import type { Settings } from "@dateline/shared/settings";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import type { Metrics } from "../../http/create-metrics.ts";
import { logRequest } from "../../http/log-requests.ts";
import { securityHeaders } from "../../http/security-headers.ts";
import type { Model } from "../model/model.ts";
import type { StateReader } from "../model/read-states.ts";
import type { Search } from "../search/create-search.ts";
import { createComparer } from "./changes/comparer.ts";
import { chooseEncoding, type Encoding } from "./choose-encoding.ts";
import { findRoute, type Redirect, type Route } from "./find-route.ts";
import { writeFollowPage } from "./follow-page.ts";
import { matchesTag } from "./matches-tag.ts";
import { encodeEntry, isFresh, type PageEntry, type PageHead, sizeOf } from "./page-entry.ts";
import { pagePolicy } from "./page-policy.ts";
import type { ReaderAssets } from "./reader-assets.ts";
import { renderEntry } from "./render-entry.ts";
import { serveSpeculationRules, speculationHeader, speculationRulesPath } from "./speculation-rules.ts";
import { writeDocument } from "./write-document.ts";
import { writeManifest } from "./write-manifest.ts";
import { writePreview } from "./write-preview.ts";

/** Bytes of rendered pages that a process keeps, of those asked for last. */
const tableBytes = 64 * 1024 * 1024;

/** The readers' pages: rendered and compressed once per version, answered from one table ahead of Express. */
export interface Pages {
	/**
	 * Answers a GET or HEAD for a reader's page and returns true; leaves every other request alone and returns false.
	 * A page that stands in the table and is still right is answered at once.
	 */
	servePage(request: IncomingMessage, response: ServerResponse): boolean;
	/** 404 as a page, for whatever nobody answered. */
	serveMissing(request: IncomingMessage, response: ServerResponse): void;
	/** 500 as a page (503 when the record can't keep up), never cached; logs the error under the reference that the page names. */
	serveFailed(error: unknown, request: IncomingMessage, response: ServerResponse): void;
	/** A story's page of a state that may be nowhere in the log, and its content security policy. */
	preview(story: StoryChannelState): Promise<{ html: string; policy: string }>;
	/** The page \`/follow\` as the answer to one reader's form or link. */
	follow(letter: FollowLetter): Promise<{ html: string; policy: string }>;
	/** Forgets every rendered page. */
	clear(): void;
}

export function createPages(parts: {
	model: Model;
	states: StateReader;
	record: OpenRecord;
	search: Search;
	settings: Pick<Settings, "publicUrl" | "s3"> & Partial<Pick<Settings, "smtp" | "quietHours">>;
	assets: ReaderAssets;
	metrics: Pick<Metrics, "countPage">;
	log: Logger;
}): Pages {
	const { model, settings, assets, metrics, log } = parts;
	const source = { ...parts, origin: settings.publicUrl, comparer: createComparer(parts.record) };
	const table = new LRUCache<string, PageEntry>({ maxSize: tableBytes, sizeCalculation: sizeOf });
	const underWay = new Map<string, Promise<PageEntry | { redirect: Redirect }>>();
	const mediaOrigin = settings.s3?.publicUrl ? new URL(settings.s3.publicUrl).origin : null;
	const common = Object.entries({
		...securityHeaders(settings.publicUrl),
		"Content-Security-Policy": pagePolicy(mediaOrigin),
	}).flat();

	/** One rendering for all who wait; whoever came after a change that it does not have yet waits for another. */
	async function render(route: Route): Promise<PageEntry | { redirect: Redirect }> {
		const joined = underWay.get(route.key);
		if (joined) {
			const made = await joined;
			if ("redirect" in made || isFresh(made, model)) return made;
			return underWay.get(route.key) ? render(route) : begin(route);
		}
		return begin(route);
	}

	function begin(route: Route): Promise<PageEntry | { redirect: Redirect }> {
		const making = renderEntry(source, route, table.peek(route.key))
			.then((made) => {
				// What a search finds depends on more than a page's channels say: it is kept by the search itself.
				if (route.kind === "search") return made;
				if ("redirect" in made || (made.status === 404 && route.kind !== "missing")) table.delete(route.key);
				else table.set(route.key, made);
				return made;
			})
			.finally(() => {
				if (underWay.get(route.key) === making) underWay.delete(route.key);
			});
		underWay.set(route.key, making);
		return making;
	}

	async function answerSlowly(route: Route, request: IncomingMessage, response: ServerResponse): Promise<void> {
		const known = table.get(route.key);
		const entry = known && isFresh(known, model) ? known : await render(route);
		if ("redirect" in entry) return redirect(response, entry.redirect);
		const encoding = chooseEncoding(request.headers["accept-encoding"]);
		if (!entry.bytes[encoding]) {
			await encodeEntry(entry, encoding);
			// Its size has changed: the table is told by putting it there again.
			if (table.peek(entry.key) === entry) table.set(entry.key, entry, { noUpdateTTL: true });
		}
		const status = answer(entry, encoding, request, response);
		metrics.countPage(status, false);
	}

	/** Returns the status. */
	function answer(entry: PageEntry, encoding: Encoding, request: IncomingMessage, response: ServerResponse): number {
		entry.heads[encoding] ??= makeHead(entry, encoding);
		const { tag, short, whole, bytes } = entry.heads[encoding];
		if (entry.status === 200 && matchesTag(request.headers["if-none-match"], tag)) {
			response.writeHead(304, short).end();
			return 304;
		}
		response.writeHead(entry.status, whole);
		response.end(request.method === "HEAD" ? undefined : bytes);
		return entry.status;
	}

	/** What does not change from one answer to the next, made once. */
	function makeHead(entry: PageEntry, encoding: Encoding): PageHead {
		const bytes = entry.bytes[encoding] ?? entry.bytes.identity;
		const tag = `"${entry.tag}${encoding === "identity" ? "" : `-${encoding}`}"`;
		const caching =
			entry.status === 503
				? ["Cache-Control", "no-store", "Retry-After", "2"]
				: ["Cache-Control", "no-cache", "CDN-Cache-Control", "max-age=1, stale-while-revalidate=10"];
		const short = ["ETag", tag, ...caching, "Vary", "Accept-Encoding", ...common];
		const whole = [
			...short,
			...speculationHeader,
			"Content-Type",
			"text/html; charset=utf-8",
			"Content-Length",
			String(bytes.length),
		];
		if (encoding !== "identity") whole.push("Content-Encoding", encoding);
		return { tag, short, whole, bytes };
	}

	function redirect(response: ServerResponse, { location, status }: Redirect): void {
		metrics.countPage(status, false);
		const caching = status === 301 ? "public, max-age=60" : "no-cache";
		response
			.writeHead(status, ["Location", location, "Cache-Control", caching, "Content-Length", "0", ...common])
			.end();
	}

	function serveFailed(error: unknown, request: IncomingMessage, response: ServerResponse): void {
		const reference = newId();
		const busy = error instanceof ProblemError && error.code === "busy";
		// Who asks for too much writes no log: it is counted by its status.
		if (busy) log.debug({ url: request.url }, "a page was refused: too much to do");
		else log.error({ err: error, reference, url: request.url }, "a page could not be put together");
		if (response.headersSent) {
			response.destroy();
			return;
		}
		const body = Buffer.from(failedDocument(reference));
		const status = busy ? 503 : 500;
		metrics.countPage(status, false);
		response.writeHead(status, [
			...(busy ? ["Retry-After", String(error.extra["retryAfter"] ?? 2)] : []),
			"Content-Type",
			"text/html; charset=utf-8",
			"Content-Length",
			String(body.length),
			"Cache-Control",
			"no-store",
			...common,
		]);
		response.end(request.method === "HEAD" ? undefined : body);
	}

	/** In the look of the site when the model has it; what can't fail when it has not. */
	function failedDocument(reference: string): string {
		const site = model.held("site");
		try {
			if (site) {
				const state: PageState = {
					page: { kind: "failed", reference },
					states: { site },
					cursor: { epoch: model.epoch, position: model.position },
					origin: settings.publicUrl,
					build: assets.build,
					view: restView,
				};
				return writeDocument(state, assets);
			}
		} catch (err) {
			log.error({ err, reference }, "the page for a failure failed too");
		}
		return `<!doctype html><html lang="en"><title>Our mistake</title><h1>We could not put this page together</h1><p>The fault is ours and has been reported. If you write to us, name ${reference}.</p></html>`;
	}

	/** What a device calls the site when a reader puts it on the home screen. */
	function serveManifest(request: IncomingMessage, response: ServerResponse): void {
		const site = model.held("site");
		const body = Buffer.from(JSON.stringify(writeManifest(site?.kind === "site" ? site : null)));
		response.writeHead(200, [
			"Content-Type",
			"application/manifest+json",
			"Content-Length",
			String(body.length),
			"Cache-Control",
			"public, max-age=3600",
			...common,
		]);
		response.end(request.method === "HEAD" ? undefined : body);
	}

	function serve(route: Route, request: IncomingMessage, response: ServerResponse): void {
		answerSlowly(route, request, response).catch((error: unknown) => serveFailed(error, request, response));
	}

	/** Answers from the table, if the page stands there in the encoding that is asked for. */
	function answerAtOnce(url: string, request: IncomingMessage, response: ServerResponse): boolean {
		const standing = table.get(url);
		if (!standing || !isFresh(standing, model)) return false;
		const encoding = chooseEncoding(request.headers["accept-encoding"]);
		if (!standing.bytes[encoding]) return false;
		note(url, request, response);
		metrics.countPage(answer(standing, encoding, request, response), true);
		return true;
	}

	/** The line that Express's requests have too: pages don't pass there. */
	function note(url: string, request: IncomingMessage, response: ServerResponse): void {
		if (log.isLevelEnabled("debug")) logRequest(log, url.split("?")[0] ?? "/", request, response);
	}

	return {
		servePage(request, response) {
			if (request.method !== "GET" && request.method !== "HEAD") return false;
			const url = request.url ?? "/";
			if (answerAtOnce(url, request, response)) return true;
			if (url === "/manifest.webmanifest") {
				note(url, request, response);
				serveManifest(request, response);
				return true;
			}
			if (url === speculationRulesPath) {
				note(url, request, response);
				serveSpeculationRules(request, response, common);
				return true;
			}
			const route = findRoute(url, model.findStory);
			if (route === null) return false;
			note(url, request, response);
			if ("redirect" in route) redirect(response, route.redirect);
			else serve(route, request, response);
			return true;
		},
		serveMissing: (request, response) => serve({ kind: "missing", key: "missing" }, request, response),
		serveFailed,
		preview: async (story) => ({ html: await writePreview(source, story), policy: pagePolicy(mediaOrigin) }),
		follow: async (letter) => ({ html: await writeFollowPage(source, letter), policy: pagePolicy(mediaOrigin) }),
		clear: () => table.clear(),
	};
}
