import { languageOf } from "../pages/context.ts";
import type { KeptPage, PageState } from "../pages/page-state.ts";
import { wordsFor } from "../pages/words/index.ts";
import { kept, readNote } from "../service-worker/kept.ts";
import { followedBy } from "./page-facts.ts";
import type { DeviceParts } from "./use-device.ts";

/** Seconds between two looks for a connection. */
const pause = 20;
/** Pages that are listed. */
const most = 12;

/**
 * Brings to life what is shown without a network: the page that stands in for another one, or the line of a kept copy.
 * Returns what to call when the server answers and the page is up to date.
 */
export function watchDevice(root: HTMLElement, parts: DeviceParts): () => void {
	const state = parts.read();
	if (state.page.kind === "offline") {
		lookForConnection(root, parts);
		return () => undefined;
	}
	const end = () => endKeptCopy(parts.read());
	// A page that holds no connection does not hear that the server answers again: the device says it.
	if (followedBy(state) !== "socket") {
		addEventListener("online", end, { once: true });
		const again = root.querySelector("[data-region='kept'] button");
		again?.addEventListener("click", () => location.reload());
	}
	return end;
}

/** Lists what is on the device, newest first, and opens the page that was asked for as soon as the server answers. */
function lookForConnection(root: HTMLElement, { show }: DeviceParts): void {
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

/**
 * What the line of a kept copy says once the server answers again: a page that is followed live has all that was missed;
 * another one may have changed, and a reload is offered.
 */
function endKeptCopy(state: PageState): void {
	const line = document.querySelector<HTMLElement>("[data-region='kept']");
	const text = line?.querySelector("p");
	const button = line?.querySelector("button");
	if (!line || !text || !button || document.documentElement.dataset["kept"] === undefined) return;
	delete document.documentElement.dataset["kept"];
	const words = wordsFor(languageOf(state));
	const isCurrent = followedBy(state) === "socket";
	const strong = document.createElement("b");
	strong.textContent = words.online;
	text.replaceChildren(strong, ` ${isCurrent ? words.onlineText : (line.dataset["changed"] ?? "")}`);
	if (isCurrent) button.remove();
	else {
		button.textContent = words.reloadNow;
		button.dataset["action"] = "reload";
	}
}
