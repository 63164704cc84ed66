import { kept, keptHeader, writeNote } from "./kept.ts";

/** The largest picture that is kept, in bytes. */
const largestPicture = 2 * 1024 * 1024;

/** Cache first: a file whose name holds a hash never changes. */
export async function answerFile(request: Request): Promise<Response> {
	const cache = await caches.open(kept.files);
	const found = await cache.match(request.url);
	if (found) return found;
	const response = await fetch(request);
	if (response.ok && response.type === "basic") await put(cache, request.url, response.clone());
	return response;
}

/** Cache first as well: another picture has another address. Pictures that were seen are kept with their size. */
export async function answerPicture(request: Request): Promise<Response> {
	const cache = await caches.open(kept.pictures);
	const found = await cache.match(request.url);
	if (found) return found;
	const response = await fetch(request);
	if (response.status !== 200 || response.type !== "basic") return response;
	const bytes = Number(response.headers.get("content-length")) || largestPicture;
	if (bytes <= largestPicture && !response.headers.get("cache-control")?.includes("no-store")) {
		const headers = new Headers(response.headers);
		headers.set(keptHeader, writeNote({ at: new Date().toISOString(), bytes }));
		await put(cache, request.url, new Response(response.clone().body, { headers }));
	}
	return response;
}

/** Loads the files of this build that are not there yet: with them every page of it works without a network. */
export async function keepFiles(addresses: readonly string[]): Promise<void> {
	const cache = await caches.open(kept.files);
	await Promise.all(
		addresses.map(async (address) => {
			if (!(await cache.match(address))) await cache.add(address);
		}),
	);
}

/** Removes the files that neither this build nor a kept page asks for. */
export async function dropFiles(wanted: ReadonlySet<string>): Promise<void> {
	const cache = await caches.open(kept.files);
	for (const request of await cache.keys()) {
		if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
	}
}

/** A device without room is no fault: what does not fit is not kept. */
async function put(cache: Cache, address: string, response: Response): Promise<void> {
	await cache.put(address, response).catch(() => undefined);
}
