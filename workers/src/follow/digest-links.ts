import { isSigned, seal, sign, unseal } from "./seal.ts";

/** Hours for which a link to confirm is good, and one to be put back on the list. */
export const linkHours = 24;

type Purpose = "confirm" | "stop";

/** The token of a link in a letter: whose, since when, and our sign. Nothing of it is kept. `at` is an ISO instant. */
export function makeDigestToken(secret: string, purpose: Purpose, id: string, at: string): string {
	const text = `${purpose}.${id}.${Date.parse(at).toString(36)}`;
	return `${text}.${sign(secret, "digest-link", text)}`;
}

/** Whose token it is and since when, or null when it is not ours. It says itself what it is for. */
export function readDigestToken(secret: string, purpose: Purpose, token: string): { id: string; at: Date } | null {
	const [kind, id = "", at = "", given = "", ...more] = token.split(".");
	if (kind !== purpose || more.length > 0) return null;
	if (!isSigned(secret, "digest-link", `${kind}.${id}.${at}`, given)) return null;
	return { id, at: new Date(Number.parseInt(at, 36)) };
}

/** What is needed to put an address back that was taken off by mistake: sealed, since it is kept nowhere. */
export interface Stopped {
	email: string;
	atMinute: number;
	timeZone: string;
	/** Milliseconds since 1970. */
	at: number;
}

export const sealStopped = (secret: string, stopped: Stopped): string =>
	seal(secret, "digest-back", JSON.stringify(stopped));

/** Null: not ours, or too old. */
export function unsealStopped(secret: string, sealed: string, now: number): Stopped | null {
	const text = unseal(secret, "digest-back", sealed);
	if (text === null) return null;
	const stopped = JSON.parse(text) as Stopped;
	return now - stopped.at < linkHours * 3_600_000 ? stopped : null;
}
