import type { Person } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { plural } from "../parts/plural.ts";

/** A role, as it is named in lists. */
export function sayRole(role: Person["role"]): string {
	switch (role) {
		case "administrator":
			return msg("Administrator");
		case "editor":
			return msg("Editor");
		case "contributor":
			return msg("Contributor");
	}
}

/** How a session was signed in. */
export function sayMethod(method: string | null): string {
	switch (method) {
		case "password":
			return msg("with a password");
		case "code":
			return msg("with a password and a code");
		case "passkey":
			return msg("with a passkey");
		case "company":
			return msg("with the company’s sign-in");
		default:
			return "";
	}
}

/** How somebody may sign in, said short. */
export function sayWays({ password, passkeys, codes, company }: Person): string {
	const ways = [
		passkeys === 1 ? msg("passkey") : passkeys > 1 ? plural(passkeys, msg(str`${passkeys} [passkey|passkeys]`)) : "",
		codes ? msg("password and code") : password && passkeys === 0 && !company ? msg("password only") : "",
		company ? msg("company sign-in") : "",
	].filter(Boolean);
	return ways.length > 0 ? ways.join(", ") : password ? msg("password") : msg("no way yet");
}

/** Whether a password alone lets somebody in who has no better way. */
export const hasOneFactor = ({ password, passkeys, codes, company }: Person): boolean =>
	password && passkeys === 0 && !codes && !company;

/** Two letters that stand for a name. */
export function initialsOf(name: string): string {
	const words = name.trim().split(/\s+/);
	return [words[0], words.length > 1 ? words.at(-1) : ""]
		.map((word) => [...(word ?? "")][0] ?? "")
		.join("")
		.toUpperCase();
}

/** A device as the server names it, `Chrome on Linux`, in the language of the console. */
export function sayDevice(device: string): string {
	if (device === "A program") return msg("A program");
	const [, browser, system] = /^(.+) on (.+)$/.exec(device) ?? [];
	return browser && system ? msg(str`${browser} on ${system}`) : device;
}
