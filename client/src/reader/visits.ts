/** How far a reader had come: the newest instant on the page, the newest item with its place, and how many posts there were. */
export interface Mark {
	at: string;
	id: string;
	/** The item's place in the order. */
	key: string;
	posts: number;
}

/** What the device knows of visits to one page. */
export interface Visit {
	/** What was there when the page was left. */
	last: Mark;
	/** What had been there at the end of the visit before; null at a first visit. */
	from: Mark | null;
	/** When it was left, by the device's clock, in milliseconds. */
	left: number;
}

/** The inline script in a page's head reads it too: see `backScript`. */
const name = "dateline-visits";
/** Pages that are remembered, of those left last. */
const most = 60;

function readAll(): Record<string, Visit> {
	try {
		return JSON.parse(localStorage.getItem(name) ?? "{}") as Record<string, Visit>;
	} catch {
		return {};
	}
}

/** What the device knows of a page; null when that is nothing, or storage is forbidden. */
export const readVisit = (path: string): Visit | null => readAll()[path] ?? null;

/** Remembers a visit. Without storage nothing is remembered, and nothing else is different. */
export function writeVisit(path: string, visit: Visit): void {
	const others = Object.entries(readAll()).filter(([other]) => other !== path);
	const kept = [[path, visit] as const, ...others].sort(([, a], [, b]) => b.left - a.left).slice(0, most);
	try {
		localStorage.setItem(name, JSON.stringify(Object.fromEntries(kept)));
	} catch {
		// Private windows and full devices.
	}
}
