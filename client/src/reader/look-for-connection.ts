import type { KeptPage } from "../pages/page-state.ts";
import { kept, readNote } from "../service-worker/kept.ts";
import type { DeviceParts } from "./use-device.ts";

/** Seconds between two looks for a connection. */
const pause = 20;
/** Pages that are listed. */
const most = 12;

/** Lists what is on the device, newest first, and opens the page that was asked for as soon as the server answers. */
export function lookForConnection(root: HTMLElement, { show }: DeviceParts): void {
	let pages: readonly KeptPage[] = [];
	let nextTry = pause;
	let asking = false;

	async function look() {
		nextTry = pause;
		if (asking) return;
		asking = true;
		const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => null);
		asking = false;
		if (answer) location.reload();
	}
	const draw = () => show({ device: { kept: pages, nextTry } });
	setInterval(() => {
		nextTry -= 1;
		if (nextTry <= 0) void look();
		draw();
	}, 1_000);
	addEventListener("online", () => void look());
	root.addEventListener("click", (event) => {
		if (event.target instanceof Element && event.target.closest("[data-action='retry']")) void look();
	});
	void listKept().then((list) => {
		pages = list;
		draw();
	});
}

async function listKept(): Promise<KeptPage[]> {
	const cache = await caches.open(kept.pages);
	const pages: KeptPage[] = [];
	for (const request of await cache.keys()) {
		const response = await cache.match(request);
		const note = response ? readNote(response) : null;
		if (!note?.title) continue;
		const { pathname, search } = new URL(request.url);
		const { title, kind = "", count = null, at } = note;
		pages.push({ path: pathname + search, title, kind, count, at });
	}
	return pages.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, most);
}
