import { lookup as lookUp } from "node:dns";
import { BlockList, isIP, isIPv4, type LookupFunction } from "node:net";
import { OutboundError } from "./outbound-error.ts";

/** Addresses that nobody else serves anything at: of this machine, of private networks, of nobody (RFC 6890 and its like). */
const unreachable = new BlockList();
for (const [net, prefix] of [
	["0.0.0.0", 8],
	["10.0.0.0", 8],
	["100.64.0.0", 10],
	["127.0.0.0", 8],
	["169.254.0.0", 16],
	["172.16.0.0", 12],
	["192.0.0.0", 24],
	["192.0.2.0", 24],
	["192.88.99.0", 24],
	["192.168.0.0", 16],
	["198.18.0.0", 15],
	["198.51.100.0", 24],
	["203.0.113.0", 24],
	["224.0.0.0", 4],
	["240.0.0.0", 4],
] as const)
	unreachable.addSubnet(net, prefix, "ipv4");
/** Of IPv6 only what is given out to the world is reachable, and of that neither tunnels to IPv4 nor documentation. */
const world = new BlockList();
world.addSubnet("2000::", 3, "ipv6");
for (const [net, prefix] of [
	["2001::", 23],
	["2001:db8::", 32],
	["2002::", 16],
	["3fff::", 20],
] as const)
	unreachable.addSubnet(net, prefix, "ipv6");

/** Whether an IP address is one that the whole world can reach. */
export function isPublicAddress(address: string): boolean {
	if (isIPv4(address)) return !unreachable.check(address, "ipv4");
	return isIP(address) === 6 && world.check(address, "ipv6") && !unreachable.check(address, "ipv6");
}

/** Looks a name up as always, and refuses it when any of its addresses is not a public one: what is checked is what is connected to. */
export const lookUpPublic: LookupFunction = (hostname, options, callback) => {
	lookUp(hostname, { ...options, all: true }, (error, addresses) => {
		if (error) return callback(error, "", 0);
		const first = addresses[0];
		if (!first || addresses.some(({ address }) => !isPublicAddress(address))) {
			return callback(new OutboundError("not_public", `${hostname} is in no public network.`), "", 0);
		}
		if (options.all) (callback as (error: null, all: typeof addresses) => void)(null, addresses);
		else callback(null, first.address, first.family);
		return undefined;
	});
};
