import type { Cursor } from "./live.ts";

/** A cursor as text, `<epoch>:<position>`: in addresses, in `id:` of Server-Sent Events. */
export const formatCursor = (cursor: Cursor): string => `${cursor.epoch}:${cursor.position}`;

/** The cursor that {@link formatCursor} wrote, or null for anything else. */
export function parseCursor(text: string): Cursor | null {
	const match = /^([A-Za-z0-9_-]{1,64}):(\d{1,15})$/.exec(text);
	return match ? { epoch: match[1] as string, position: Number(match[2]) } : null;
}
