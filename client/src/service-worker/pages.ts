import { formatFull, formatStamp, type TimeStyle } from "../pages/format-time.ts";
import { trim } from "./bounds.ts";
import { type KeptNote, kept, keptHeader, offlinePath, readNote, writeNote } from "./kept.ts";
import { isKeptPath, keyOf } from "./reader-paths.ts";

const openPages = () => caches.open(kept.pages);

/** Takes what the server said about a page: keeps it, or removes it when it is gone or leads elsewhere. */
export async function notePage(url: URL, response: Response): Promise<void> {
	if (!isKeptPath(url.pathname)) return;
	const cache = await openPages();
	// A single post's page that is gone: its words stand on the pages of its story, too.
	if (response.status === 410) return forget(cache, url.pathname.replace(/\/post\/[^/]*$/, ""));
	if (response.status === 404 || response.type === "opaqueredirect" || response.redirected) {
		await cache.delete(keyOf(url));
		return;
	}
	const isHtml = response.headers.get("content-type")?.startsWith("text/html");
	if (response.status !== 200 || !isHtml || response.headers.get("cache-control")?.includes("no-store")) return;
	const html = await response.text();
	const note = describe(html, new Date(response.headers.get("date") ?? Date.now()).toISOString());
	await cache.put(keyOf(url), new Response(html, { headers: headersOf(response, note) })).catch(() => undefined);
	await trim();
}

/** A story that was withdrawn goes with all its pages: those of its older posts and of single ones. */
async function forget(cache: Cache, path: string): Promise<void> {
	for (const request of await cache.keys()) {
		const { pathname } = new URL(request.url);
		if (pathname === path || pathname.startsWith(`${path}/`)) await cache.delete(request);
	}
}

/** The headers of the server's answer, its content security policy among them, but for those of the bytes on the way. */
function headersOf(response: Response, note: KeptNote): Headers {
	const headers = new Headers(response.headers);
	for (const name of ["content-encoding", "content-length", "etag"]) headers.delete(name);
	headers.set(keptHeader, writeNote(note));
	return headers;
}

function describe(html: string, at: string): KeptNote {
	const kind = /data-page="([\w-]+)"/.exec(html)?.[1] ?? "";
	const title = decode(/<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1] ?? "");
	const counted = { story: /"readingMinutes":(\d+)/, live: /"postCount":(\d+)/ }[kind];
	const count = counted ? Number(counted.exec(html)?.[1]) : (html.match(/ data-card="/g)?.length ?? 0);
	return { at, bytes: html.length, title, kind, ...(count > 0 && { count }) };
}

/** The words of a headline as the server's templates wrote them. */
function decode(html: string): string {
	const signs: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };
	return html
		.replace(/<[^>]*>/g, "")
		.replace(/&#(x?)([\da-f]+);/gi, (_all, hex: string, code: string) =>
			String.fromCodePoint(Number.parseInt(code, hex ? 16 : 10)),
		)
		.replace(/&(amp|lt|gt|quot);/g, (_all, name: string) => signs[name] ?? "")
		.trim();
}

/**
 * The kept copy of a page, which says in its first frame that it is one and of when: the line under the masthead is put
 * into its HTML, between two parts of the page's template, where hydration does not look. Null when there is none.
 */
export async function findKept(url: URL): Promise<Response | null> {
	const found = await (await openPages()).match(keyOf(url));
	const note = found && readNote(found);
	if (!found || !note) return null;
	const html = await found.text();
	const marked = html
		.replace("<html ", () => `<html data-kept="${note.at}" `)
		.replace("</header>", `</header>${await lineOf(html, note.at)}`);
	return new Response(marked, { headers: found.headers });
}

/** The line in the site's words, which the page for those who are offline brings, with the time in the page's own form. */
async function lineOf(html: string, at: string): Promise<string> {
	const offline = await (await caches.open(kept.files)).match(offlinePath);
	const line = /<template id="kept-line">(.*?)<\/template>/s.exec((await offline?.text()) ?? "")?.[1];
	if (line === undefined) return "";
	const style: TimeStyle = {
		timeZone: /data-time-zone="([^"]*)"/.exec(html)?.[1] ?? "UTC",
		language: /data-time-language="([^"]*)"/.exec(html)?.[1] ?? "en",
	};
	const time = `<time datetime="${at}" title="${formatFull(style, at)}">${formatStamp(style, at, new Date().toISOString())}</time>`;
	return line.replace(/<time>.*?<\/time>/s, () => time);
}

/** Loads a page for later, as the server shows it now; what comes of it without a network does not matter. */
export async function keepPage(url: URL): Promise<void> {
	if (!isKeptPath(url.pathname)) return;
	const response = await fetch(keyOf(url), { headers: { accept: "text/html" }, redirect: "manual" }).catch(() => null);
	if (response) await notePage(url, response);
}

/** When the copy of a page was sent, or null when there is none. */
export async function ageOfKept(path: string): Promise<number | null> {
	const found = await (await openPages()).match(path);
	const note = found && readNote(found);
	return note ? Date.now() - Date.parse(note.at) : null;
}

/** Asks the server, page by page, which of the kept stories are no longer public, and removes those. */
export async function removeWithdrawn(): Promise<void> {
	const cache = await openPages();
	for (const { url } of await cache.keys()) {
		const address = new URL(url);
		if (!/^\/(story|live)\//.test(address.pathname)) continue;
		const response = await fetch(url, { method: "HEAD", redirect: "manual" });
		if (response.status === 410 || response.status === 404) await notePage(address, response);
	}
}

/** The files that kept pages ask for. */
export async function filesOfKept(): Promise<Set<string>> {
	const cache = await openPages();
	const files = new Set<string>();
	for (const request of await cache.keys()) {
		const html = (await (await cache.match(request))?.text()) ?? "";
		for (const [, file] of html.matchAll(/(?:href|src)="(\/assets\/[\w.-]+)"/g)) if (file) files.add(file);
	}
	return files;
}
