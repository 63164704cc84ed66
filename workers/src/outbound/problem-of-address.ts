import { isIP } from "node:net";
import { isPublicAddress } from "./public-address.ts";

/** Ports from 1024 on where something else than the web is spoken (the list of the fetch standard). */
const otherProtocols = new Set([
	1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
	10080, 11211,
]);

/** Which addresses may be asked besides what holds for all. */
export interface AddressRules {
	/** Hosts of the settings that may be private and unencrypted: `host`, `host:port`, or `host:*` for all its ports. */
	allowedHosts: readonly string[];
	/** Only `https:`. */
	secure?: boolean;
	/** Only the usual port of its protocol. */
	usualPort?: boolean;
}

/** Whether the settings let a host be asked though it is private. */
export function isAllowedHost({ host, hostname }: URL, allowedHosts: readonly string[]): boolean {
	return allowedHosts.includes(host) || allowedHosts.includes(`${hostname}:*`);
}

/**
 * What is wrong with an address that a person named, or null. A name is looked up only when it is connected to: one
 * that leads into a private network is refused then.
 */
export function problemOfAddress(address: string, { allowedHosts, secure, usualPort }: AddressRules): string | null {
	if (address.length > 2_000) return "The address must have 2,000 characters at most.";
	if (!URL.canParse(address)) return "The address is none.";
	const url = new URL(address);
	if (url.protocol !== "https:" && url.protocol !== "http:") return "The address must begin with https:// or http://.";
	if (url.username !== "" || url.password !== "") return "The address must have no user and no password.";
	if (isAllowedHost(url, allowedHosts)) return null;
	if (secure && url.protocol !== "https:") return "The address must begin with https://.";
	if (url.port !== "") {
		const port = Number(url.port);
		if (usualPort || port < 1024 || otherProtocols.has(port)) return "The address has a port that is not asked.";
	}
	const bare = url.hostname.replace(/^\[|\]$/g, "");
	if (isIP(bare) !== 0) return isPublicAddress(bare) ? null : "The address is in no public network.";
	// A name without a dot is one of this network.
	return bare.includes(".") ? null : "The address is in no public network.";
}
