import type { View } from "../pages/page-state.ts";

type Notice = Exclude<View["notice"], "preview" | null>;

/** The line that waits for its place to be out of sight; a later one takes its place. */
let waiting: { notice: Notice; show: (view: Partial<View>) => void } | null = null;

/**
 * Puts the line under the masthead in only while its place is out of the window, or the page is not looked at: what is
 * being read is held where it is, and at the top of a page nothing is pushed down.
 */
export function placeNotice(notice: Notice, show: (view: Partial<View>) => void): void {
	waiting = { notice, show };
	for (const type of ["scroll", "visibilitychange"]) document.addEventListener(type, place, { passive: true });
	place();
}

/** Nearer to the window's edge than this, in pixels, it would come into sight by itself. */
const margin = 60;

function place(): void {
	const masthead = document.querySelector(".masthead")?.getBoundingClientRect();
	if (!waiting || (document.visibilityState === "visible" && masthead && masthead.bottom + margin > 0)) return;
	for (const type of ["scroll", "visibilitychange"]) document.removeEventListener(type, place);
	const { notice, show } = waiting;
	waiting = null;
	show({ notice });
}
