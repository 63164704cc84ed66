const key = "dateline-reloaded";
/** A page that can't be taken over is not loaded anew more often than this, in milliseconds. */
const pause = 30_000;
let planned = false;

/** Loads the page anew, the browser keeps its place; again and again only with a pause between. */
export function reloadPage(): void {
	if (planned) return;
	planned = true;
	setTimeout(
		() => {
			note(Date.now());
			location.reload();
		},
		Math.max(0, lastTime() + pause - Date.now()),
	);
}

function lastTime(): number {
	try {
		return Number(sessionStorage.getItem(key)) || 0;
	} catch {
		return performance.timeOrigin;
	}
}

function note(at: number): void {
	try {
		sessionStorage.setItem(key, String(at));
	} catch {
		// Storage is forbidden: the time at which this page was loaded stands in for it.
	}
}
