import type { Part } from "./hold-back.ts";

/** Whether something may be put in before the reader's eyes just now. */
export interface Attention {
	/** At the top of the page and looking, with nothing playing, selected or being written. */
	isFree(): boolean;
	/** What stands beside the stream and is not looked at: out of the window, while nothing is playing or selected. */
	unseenParts(): ReadonlySet<Part>;
	close(): void;
}

const list = "[data-region='list']";
/** The first card or post may have been scrolled under the edge by so much, in pixels, and the reader still be on top. */
const tolerance = 8;

/**
 * Watches what a reader does, and calls back when `isFree` may have become true (BEHAVIOUR.md rule 1): on scrolling
 * back to the top, on return to the tab, when media stop and when a selection ends.
 */
export function watchAttention(onFree: () => void): Attention {
	const stop = new AbortController();
	const options = { signal: stop.signal, passive: true, capture: true };
	let asked = false;
	const check = () => {
		if (asked) return;
		asked = true;
		requestAnimationFrame(() => {
			asked = false;
			if (!stop.signal.aborted && isFree()) onFree();
		});
	};
	window.addEventListener("scroll", check, options);
	for (const type of ["visibilitychange", "selectionchange", "pause", "ended", "emptied", "focusout"]) {
		document.addEventListener(type, check, options);
	}
	return { isFree, unseenParts, close: () => stop.abort() };
}

const isBusy = () => isPlaying() || isSelecting() || isWriting();

function isFree(): boolean {
	return document.visibilityState === "visible" && isAtTop() && !isBusy();
}

/** Where each part stands, or would. */
const places: Readonly<Record<Part, string>> = {
	developments: ".live-main, .card-developments",
	digest: ".digest",
	"key-events": ".key-events",
	pinned: ".live-main",
};

function unseenParts(): ReadonlySet<Part> {
	if (isBusy()) return new Set();
	const parts = Object.keys(places) as Part[];
	return new Set(parts.filter((part) => ![...document.querySelectorAll(places[part])].some(isInView)));
}

function isInView(element: Element): boolean {
	const box = element.getBoundingClientRect();
	return box.height > 0 && box.bottom > 0 && box.top < window.innerHeight;
}

function isAtTop(): boolean {
	const box = document.querySelector(list)?.getBoundingClientRect();
	return box ? box.top >= -tolerance : window.scrollY <= tolerance;
}

/** A player of a third party does not say whether it plays: one that was loaded counts while it has the focus. */
function isPlaying(): boolean {
	if (document.activeElement instanceof HTMLIFrameElement) return true;
	return [...document.querySelectorAll<HTMLMediaElement>("video, audio")].some(
		(media) => !media.paused && !media.ended,
	);
}

function isSelecting(): boolean {
	const selection = document.getSelection();
	return selection !== null && !selection.isCollapsed && selection.toString().trim() !== "";
}

function isWriting(): boolean {
	return document.activeElement?.matches("input, textarea, select, [contenteditable]") ?? false;
}
