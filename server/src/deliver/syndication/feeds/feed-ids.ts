import { createHash } from "node:crypto";

/** The namespace that our ids are hashed in: a random UUID, once and for all. */
const namespace = Buffer.from("5f0b7c1e93a84d26b1d3c4a9e2708f65", "hex");

/**
 * The IRI of a story, post, key development or feed: a name-based UUID (RFC 9562, version 5) of its own id. It holds no
 * host, no slug and no headline, so nothing that an editor or a new domain changes makes readers' programs show an
 * entry twice, and an instance that was exported and imported gives the same ids.
 */
export function feedId(kind: "story" | "post" | "key_development" | "feed", id: string): string {
	const bytes = createHash("sha1").update(namespace).update(`${kind}:${id}`).digest().subarray(0, 16);
	bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
	bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
	const hex = bytes.toString("hex");
	const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
	return `urn:uuid:${parts.join("-")}`;
}
