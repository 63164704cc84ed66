import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RequestHandler } from "express";
import { chooseEncoding, type Encoding } from "./choose-encoding.ts";
import { compress } from "./compress.ts";
import { matchesTag } from "./matches-tag.ts";
import { workerPath } from "./reader-assets.ts";

/** What the worker may do: ask this server. */
const policy = "default-src 'none'; connect-src 'self'";

/**
 * What takes the worker's place when it is switched off: browsers look for a new one at each visit, find this, and
 * with it the device forgets what it kept. Open pages go on as they are.
 */
const farewell = `addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil((async () => {
	for (const name of await caches.keys()) if (name.startsWith("dateline-")) await caches.delete(name);
	await registration.unregister();
})()));
`;

/**
 * Answers `/sw.js`, never from a cache: the worker of the newest build, or the one that removes it.
 *
 * @param folder where `vite build` puts its files
 */
export function serveWorker(folder: string, { isOn }: { isOn: boolean }): RequestHandler {
	const made = new Map<Encoding, Promise<{ bytes: Buffer; tag: string }>>();
	const read = () => (isOn ? readFile(join(folder, "sw.js")) : Promise.resolve(Buffer.from(farewell)));

	function encode(encoding: Encoding): Promise<{ bytes: Buffer; tag: string }> {
		let making = made.get(encoding);
		if (!making) {
			making = read().then(async (script) => {
				const hash = createHash("sha256").update(script).digest("base64url").slice(0, 22);
				const bytes = encoding === "identity" ? script : await compress(script, encoding, true);
				return { bytes, tag: `"${hash}-${encoding}"` };
			});
			making.catch(() => made.delete(encoding));
			made.set(encoding, making);
		}
		return making;
	}

	return async (request, response, next) => {
		if (request.path !== workerPath || (request.method !== "GET" && request.method !== "HEAD")) return next();
		const encoding = chooseEncoding(request.headers["accept-encoding"]);
		const found = await encode(encoding).catch(() => null);
		if (!found) return next();
		const { bytes, tag } = found;
		response.set({
			"Content-Type": "text/javascript; charset=utf-8",
			"Content-Security-Policy": policy,
			"Cache-Control": "no-cache",
			Vary: "Accept-Encoding",
			ETag: tag,
		});
		if (matchesTag(request.headers["if-none-match"], tag)) {
			response.status(304).end();
			return;
		}
		if (encoding !== "identity") response.set("Content-Encoding", encoding);
		response.set("Content-Length", String(bytes.length));
		response.end(request.method === "HEAD" ? undefined : bytes);
	};
}
