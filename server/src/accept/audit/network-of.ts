import { isIPv4, isIPv6 } from "node:net";

/** The network of an address, so that no person's own is kept: /24 of IPv4, /48 of IPv6; null for what is neither. */
export function networkOf(address: string | undefined): string | null {
	const plain = (address ?? "").replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
	if (isIPv4(plain)) return `${plain.split(".").slice(0, 3).join(".")}.0/24`;
	if (!isIPv6(plain)) return null;
	const [head = "", tail] = plain.split("::");
	const before = head === "" ? [] : head.split(":");
	const after = tail ? tail.split(":") : [];
	const gap = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
	const groups = [...before, ...Array.from({ length: gap }, () => "0"), ...after].slice(0, 3);
	return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/48`;
}
