/**
 * The service worker: what was read can be read again without a network, and nothing else changes. It stands between
 * readers' pages and the server only, never before the newsroom, previews, the API or the socket (decision 86).
 */
import { answerFile, answerPicture, dropFiles, keepFiles } from "./files.ts";
import { kept, offlinePath } from "./kept.ts";
import { ageOfKept, filesOfKept, findKept, keepPage, notePage, removeWithdrawn } from "./pages.ts";
import { listenForPush, type PushScope } from "./push.ts";
import { isReaderPath } from "./reader-paths.ts";
import type { RequestEvent, WorkerScope } from "./worker-scope.ts";

/** The files of this build that a page may ask for: put in by the build. */
declare const readerFiles: readonly string[];

/** How long a page that is kept waits for the network, in milliseconds. */
const patience = 4_000;
/** How old the kept feed may become while other pages are read, and how often withdrawn pages are looked for. */
const renewAfter = 30 * 60_000;

const worker = self as unknown as WorkerScope;
let checked = 0;

listenForPush(self as unknown as PushScope);

worker.addEventListener("install", (event) => {
	// The API goes past this worker where a browser can: a count that a page sends as it is left has nobody to wait for it.
	const past = event.addRoutes?.({ condition: { urlPattern: { pathname: "/api/*" } }, source: "network" });
	past?.catch(() => undefined);
	event.waitUntil(keepFiles([...readerFiles, offlinePath]).then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => event.waitUntil(activate()));

worker.addEventListener("fetch", (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== "GET" || url.origin !== worker.location.origin) return;
	if (request.mode === "navigate") {
		if (isReaderPath(url.pathname)) answerPage(event, url);
	} else if (url.pathname.startsWith("/assets/")) event.respondWith(answerFile(request));
	else if (request.destination === "image" && url.pathname.startsWith("/media/")) {
		event.respondWith(answerPicture(request));
	}
});

// What a page has put in place of another page is kept as that page.
worker.addEventListener("message", (event) => {
	const { read } = event.data as { read?: unknown };
	if (typeof read === "string" && URL.canParse(read)) event.waitUntil(keepPage(new URL(read)));
});

/** Takes over the open pages, without touching what they show, and keeps them and the feed. */
async function activate(): Promise<void> {
	const names = new Set<string>(Object.values(kept));
	for (const name of await caches.keys()) {
		if (name.startsWith("dateline-") && !names.has(name)) await caches.delete(name);
	}
	await worker.clients.claim();
	await renewOfflinePage();
	const open = await worker.clients.matchAll({ type: "window" });
	const addresses = new Set([`${worker.location.origin}/`, ...open.map(({ url }) => url)]);
	for (const address of addresses) await keepPage(new URL(address));
	await dropFiles(new Set([...readerFiles, offlinePath, ...(await filesOfKept())]));
}

/** Its words, sections and scripts are those of now. */
async function renewOfflinePage(): Promise<void> {
	const response = await fetch(offlinePath, { cache: "no-cache" }).catch(() => null);
	if (response?.ok) await (await caches.open(kept.files)).put(offlinePath, response);
}

/** Network first: the kept copy only when nothing has come in {@link patience}, or nothing comes at all. */
function answerPage(event: RequestEvent, url: URL): void {
	const network = fetch(event.request);
	const copy = findKept(url).catch(() => null);
	event.respondWith(firstOf(network, copy));
	event.waitUntil(
		network
			.then(async (response) => {
				await notePage(url, response.clone());
				await renew(url);
			})
			// Without a network nothing is learnt.
			.catch(() => undefined),
	);
}

async function firstOf(network: Promise<Response>, copy: Promise<Response | null>): Promise<Response> {
	const answer = network.catch(() => null);
	const late = new Promise<null>((resolve) => setTimeout(resolve, patience, null));
	const soon = await Promise.race([answer, late]);
	if (soon) return soon;
	return (await copy) ?? (await answer) ?? offlinePage();
}

async function offlinePage(): Promise<Response> {
	return (await (await caches.open(kept.files)).match(offlinePath)) ?? Response.error();
}

/** While somebody reads, now and then: the feed as it is now, and nothing that was withdrawn since. */
async function renew(url: URL): Promise<void> {
	const age = url.pathname === "/" ? 0 : await ageOfKept("/");
	if (age === null || age > renewAfter) {
		await keepPage(new URL("/", url));
		await renewOfflinePage();
	}
	if (Date.now() - checked < renewAfter) return;
	checked = Date.now();
	await removeWithdrawn();
}
