import type { PageState, View } from "../pages/page-state.ts";
import { streamChannel } from "./page-facts.ts";
import { noteVisit } from "./visit.ts";

export interface DeviceParts {
	read(): PageState;
	show(view: Partial<View>): void;
	/** Puts the next older page of a list into this one. */
	showMore(address: string): Promise<void>;
}

/**
 * What the device does for a page, all of it loaded once the page is there: keeps it for a time without a network,
 * knows how far its reader had come, and puts it back in its place after a reload. Returns what to call when the server
 * answers and the page is up to date.
 */
export function useDevice(root: HTMLElement, parts: DeviceParts): () => void {
	const { worker, kept } = document.documentElement.dataset;
	const state = parts.read();
	/** What each part that was loaded does when the page is up to date. */
	const current: (() => void)[] = [];
	const add = (action: () => void) => void current.push(action);
	if (worker) whenLoaded(() => void navigator.serviceWorker?.register(worker).catch(none));
	if (state.page.kind === "offline") {
		import("./offline-kind.ts").then(({ lookForConnection }) => lookForConnection(root, parts), none);
	}
	if (kept) import("./device.ts").then(({ watchCopy }) => add(watchCopy(root, parts)), none);
	if (streamChannel(state.page)) add(noteVisit(root, parts));
	if (hasPlace()) import("./device.ts").then(({ restorePlace }) => restorePlace(), none);
	return () => {
		for (const action of current) action();
	};
}

const none = () => undefined;

function whenLoaded(action: () => void): void {
	if (document.readyState === "complete") action();
	else addEventListener("load", action, { once: true });
}

function hasPlace(): boolean {
	try {
		return sessionStorage.getItem("dateline-place") !== null;
	} catch {
		return false;
	}
}
