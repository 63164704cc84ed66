import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RequestHandler } from "express";
import { chooseEncoding, type Encoding } from "./choose-encoding.ts";
import { compress } from "./compress.ts";
import { matchesTag } from "./matches-tag.ts";

const types: Readonly<Record<string, string>> = {
	".css": "text/css; charset=utf-8",
	".ico": "image/x-icon",
	".js": "text/javascript; charset=utf-8",
	".json": "application/json; charset=utf-8",
	".map": "application/json; charset=utf-8",
	".png": "image/png",
	".svg": "image/svg+xml",
	".txt": "text/plain; charset=utf-8",
	".webmanifest": "application/manifest+json",
	".woff2": "font/woff2",
};
const compressed = new Set([".css", ".js", ".json", ".map", ".svg", ".webmanifest"]);

/** Icons and other files whose names never change. */
const staticFolder = fileURLToPath(new URL("../../../../client/static/", import.meta.url));

/** Files of the client, by address. */
export interface Assets {
	/** Answers `/assets/*` and the files at fixed names; passes everything else on. */
	handle: RequestHandler;
}

/**
 * Serves the build's assets, which are immutable because their names hold a hash (those of the last three builds are
 * still there), and the files of `client/static`, which may change. A file is compressed as well as can be, once.
 *
 * @param folder where `vite build` puts its files
 */
export function createAssets(folder: string): Assets {
	const made = new Map<string, Promise<Buffer>>();
	let fixed: Promise<ReadonlySet<string>> | null = null;

	function encode(path: string, encoding: Encoding): Promise<Buffer> {
		const key = `${encoding} ${path}`;
		let making = made.get(key);
		if (!making) {
			making = readFile(path).then((bytes) => compress(bytes, encoding, true));
			making.catch(() => made.delete(key));
			made.set(key, making);
		}
		return making;
	}

	async function find(address: string): Promise<{ path: string; immutable: boolean; caching?: string } | null> {
		const asset = /^\/(assets\/[\w.-]+)$/.exec(address)?.[1];
		if (asset) return { path: join(folder, asset), immutable: true };
		if (address === "/embed.js")
			return {
				path: join(folder, "embed.js"),
				immutable: false,
				caching: "public, max-age=300, stale-while-revalidate=86400",
			};
		fixed ??= readdir(staticFolder).then((names) => new Set(names));
		const name = address.slice(1);
		return (await fixed).has(name) ? { path: join(staticFolder, name), immutable: false } : null;
	}

	const handle: RequestHandler = async (request, response, next) => {
		if (request.method !== "GET" && request.method !== "HEAD") return next();
		const found = await find(request.path);
		if (!found) return next();
		const facts = await stat(found.path).catch(() => null);
		if (!facts?.isFile()) return next();
		const extension = extname(found.path);
		const encoding = compressed.has(extension) ? chooseEncoding(request.headers["accept-encoding"]) : "identity";
		const tag = `"${facts.size.toString(36)}-${Math.floor(facts.mtimeMs).toString(36)}${encoding === "identity" ? "" : `-${encoding}`}"`;
		response.set({
			"Content-Type": types[extension] ?? "application/octet-stream",
			"Cache-Control": found.immutable
				? "public, max-age=31536000, immutable"
				: (found.caching ?? "public, max-age=3600"),
			ETag: tag,
			...(compressed.has(extension) && { Vary: "Accept-Encoding" }),
			// Fonts and scripts are also fetched by pages of partners that embed us.
			"Access-Control-Allow-Origin": "*",
			"Cross-Origin-Resource-Policy": "cross-origin",
		});
		if (matchesTag(request.headers["if-none-match"], tag)) {
			response.status(304).end();
			return;
		}
		if (encoding === "identity") {
			response.set("Content-Length", String(facts.size));
			if (request.method === "HEAD") response.end();
			else createReadStream(found.path).on("error", next).pipe(response);
			return;
		}
		const bytes = await encode(found.path, encoding);
		response.set({ "Content-Encoding": encoding, "Content-Length": String(bytes.length) });
		response.end(request.method === "HEAD" ? undefined : bytes);
	};
	return { handle };
}
