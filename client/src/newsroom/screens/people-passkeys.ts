import { msg } from "@lit/localize";
import { sentenceOf } from "../desk/request.ts";

/** What went wrong with a passkey, as a sentence: browsers say it by the error's name (WebAuthn level 3, section 5.1). */
export function sayPasskeyTrouble(error: unknown): string {
	const name = error instanceof Error ? error.name : "";
	if (name === "NotAllowedError" || name === "AbortError")
		return msg("No passkey was chosen. Try again, or go another way.");
	if (name === "InvalidStateError") return msg("This device has a passkey of your account already.");
	if (name === "SecurityError")
		return msg("Passkeys work at the newsroom’s own address only. Open it there, or use your password.");
	if (name === "NotSupportedError") return msg("This device can’t keep passkeys.");
	return sentenceOf(error);
}

/** A name for a passkey that is made here, until its owner gives it another. */
export function nameOfThisDevice(): string {
	const system = /iPhone|iPad|Android|Windows|Mac|CrOS|Linux/.exec(navigator.userAgent)?.[0];
	return system === undefined ? msg("My device") : system === "CrOS" ? "Chromebook" : system;
}
