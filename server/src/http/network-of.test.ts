import { expect, test } from "vitest";
import { networkOf } from "./network-of.ts";

test("an IPv6 network counts as one, however its addresses are written", () => {
	const one = networkOf("2001:db8:1:2::1");
	expect(networkOf("2001:0DB8:1:2:ffff:ffff:ffff:fffe")).toBe(one);
	expect(networkOf("2001:db8:1:2:a:b:c:d%eth0")).toBe(one);
	expect(networkOf("2001:db8:1:3::1")).not.toBe(one);
	expect(networkOf("::1")).toBe("0:0:0:0::/64");
	expect(networkOf("::ffff:192.0.2.7")).toBe("192.0.2.7");
	expect(networkOf("192.0.2.7")).toBe("192.0.2.7");
});
