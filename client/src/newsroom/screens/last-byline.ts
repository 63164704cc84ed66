import type { Desk } from "../desk/desk.ts";

const keyOf = (desk: Desk, storyId: string): string => `dateline-byline:${desk.user.id}:${storyId}`;

/** Who wrote last in a story on this device: the next post begins with them. */
export function readByline(desk: Desk, storyId: string): string[] {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(keyOf(desk, storyId)) ?? "[]");
		const known = new Set(desk.library.authors.map(({ id }) => id));
		return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === "string" && known.has(id)) : [];
	} catch {
		return [];
	}
}

export function keepByline(desk: Desk, storyId: string, authors: readonly string[]): void {
	try {
		localStorage.setItem(keyOf(desk, storyId), JSON.stringify(authors));
	} catch {
		// A private window may forbid it: then the byline is chosen again.
	}
}
