import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";

/** What a key that is made of SECRET is for: none serves for another. */
type Purpose = "push-keys" | "digest-link" | "digest-back" | "webhook" | "wire" | "hub";

const keyFor = (secret: string, purpose: Purpose) =>
	Buffer.from(hkdfSync("sha256", secret, "", `dateline:${purpose}`, 32));

/** A text that only who has SECRET can read (AES-256-GCM), as base64url. */
export function seal(secret: string, purpose: Purpose, text: string): string {
	const nonce = randomBytes(12);
	const cipher = createCipheriv("aes-256-gcm", keyFor(secret, purpose), nonce);
	const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
	return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** The text again, or null: sealed with another SECRET, or by somebody else. */
export function unseal(secret: string, purpose: Purpose, sealed: string): string | null {
	const bytes = Buffer.from(sealed, "base64url");
	if (bytes.length < 28) return null;
	try {
		const decipher = createDecipheriv("aes-256-gcm", keyFor(secret, purpose), bytes.subarray(0, 12));
		decipher.setAuthTag(bytes.subarray(12, 28));
		return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
	} catch {
		return null;
	}
}

/** The sign under a text, as base64url. */
export const sign = (secret: string, purpose: Purpose, text: string): string =>
	createHmac("sha256", keyFor(secret, purpose)).update(text).digest("base64url");

/** Whether the sign is ours. */
export function isSigned(secret: string, purpose: Purpose, text: string, given: string): boolean {
	const expected = Buffer.from(sign(secret, purpose, text));
	const actual = Buffer.from(given);
	return expected.length === actual.length && timingSafeEqual(expected, actual);
}
