import type { OpenRecord } from "@dateline/shared/database";
import { sql } from "kysely";

const minute = 60_000;

/**
 * Notes when and from which network a session was last used: at once from a new place, else once a minute, so that
 * reading costs no write. Nobody waits for it.
 */
export function createUseNotes(database: OpenRecord["kysely"]): (sessionId: string, from: string | null) => void {
	const noted = new Map<string, { at: number; from: string | null }>();
	return (sessionId, from) => {
		const last = noted.get(sessionId);
		const now = performance.now();
		if (last && last.from === from && now - last.at < minute) return;
		if (noted.size > 10_000) noted.clear();
		noted.set(sessionId, { at: now, from });
		database
			.updateTable("session")
			.set({ used_at: sql<Date>`now()`, used_from: from })
			.where("id", "=", sessionId)
			.execute()
			.catch(() => noted.delete(sessionId));
	};
}

const browsers: [RegExp, string][] = [
	[/\bEdg(e|A|iOS)?\//, "Edge"],
	[/\bOPR\//, "Opera"],
	[/\b(Firefox|FxiOS)\//, "Firefox"],
	[/\b(Chrome|CriOS|HeadlessChrome)\//, "Chrome"],
	[/\bSafari\//, "Safari"],
];
const systems: [RegExp, string][] = [
	[/\biPhone\b/, "iPhone"],
	[/\biPad\b/, "iPad"],
	[/\bAndroid\b/, "Android"],
	[/\bWindows\b/, "Windows"],
	[/\bMac OS X\b/, "Mac"],
	[/\bCrOS\b/, "ChromeOS"],
	[/\bLinux\b/, "Linux"],
];

/** What a browser calls itself, said short: "Firefox on Windows". It is a hint, since a browser may say anything. */
export function deviceOf(userAgent: string | null): string {
	const find = (names: [RegExp, string][]) => names.find(([pattern]) => pattern.test(userAgent ?? ""))?.[1];
	const [browser, system] = [find(browsers), find(systems)];
	if (browser && system) return `${browser} on ${system}`;
	return browser ?? system ?? "A program";
}
