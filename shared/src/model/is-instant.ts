/**
 * Whether a text is an instant as we write them, `2026-05-02T14:16:00.000Z`, of a day that there is: JavaScript would take
 * 30 February for 2 March and has a year 0, and PostgreSQL fails on both.
 */
export function isInstant(text: string): boolean {
	const instant = new Date(text);
	return !Number.isNaN(instant.getTime()) && instant.getUTCFullYear() > 0 && instant.toISOString() === text;
}
