import { createHash } from "node:crypto";

const alphabet = "0123456789bcdfghjkmnpqrstvwxyz";

/**
 * The id of a thing in the sample coverage, always the same for the same name: so a first start that was cut short
 * goes on where it stopped, and nothing of the sample is there twice.
 */
export function sampleId(name: string): string {
	const digest = createHash("sha256").update(`dateline sample ${name}`).digest();
	return Array.from(digest.subarray(0, 14), (byte) => alphabet[byte % alphabet.length]).join("");
}
