import { expect, it } from "vitest";
import { createSharedWork } from "./shared-work.ts";

it("does once what many ask for at once and after one another, and again what failed", async () => {
	const share = createSharedWork<{ text: string }>({ maxSize: 100, sizeOf: ({ text }) => text.length });
	let times = 0;
	const make = async () => {
		times += 1;
		if (times === 1) throw new Error("the first fails");
		return { text: "done" };
	};
	const first = await Promise.allSettled([share("key", make), share("key", make)]);
	expect(first.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
	expect(await Promise.all([share("key", make), share("key", make)])).toEqual([{ text: "done" }, { text: "done" }]);
	await share("key", make);
	expect(times).toBe(2);
});

it("keeps no more than there is room for", async () => {
	const share = createSharedWork<{ text: string }>({ maxSize: 100, sizeOf: ({ text }) => text.length });
	let times = 0;
	const make = (size: number) => async () => {
		times += 1;
		return { text: "x".repeat(size) };
	};
	await share("a", make(60));
	await share("b", make(60));
	await share("a", make(60));
	await share("huge", make(1_000));
	await share("huge", make(1_000));
	expect(times).toBe(5);
});
