import fc from "fast-check";
import { expect, it } from "vitest";
import { createTokenBuckets } from "./token-buckets.ts";

it("lets a burst pass at once, then one for each interval, each key for itself", () => {
	let time = 0;
	const buckets = createTokenBuckets({ rate: 10, burst: 3 }, () => time);
	expect([1, 2, 3].map(() => buckets.take("a"))).toEqual([0, 0, 0]);
	expect(buckets.take("a")).toBeCloseTo(0.1);
	expect(buckets.take("b")).toBe(0);
	time = 100;
	expect(buckets.take("a")).toBe(0);
	expect(buckets.take("a")).toBeGreaterThan(0);
});

it("never lets more pass in any span than burst + rate × span", () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 200 }), (gaps) => {
			let time = 0;
			const buckets = createTokenBuckets({ rate: 5, burst: 4 }, () => time);
			const passed: number[] = [];
			for (const gap of gaps) {
				time += gap;
				if (buckets.take("key") === 0) passed.push(time);
			}
			passed.forEach((from, index) => {
				passed.slice(index).forEach((to, more) => {
					expect(more + 1).toBeLessThanOrEqual(4 + (5 * (to - from)) / 1_000 + 1e-6);
				});
			});
		}),
	);
});

it("says truly how long to wait", () => {
	let time = 0;
	const buckets = createTokenBuckets({ rate: 50, burst: 200 }, () => time);
	for (let index = 0; index < 200; index++) expect(buckets.take("t")).toBe(0);
	time += buckets.take("t") * 1_000;
	expect(buckets.take("t")).toBe(0);
});
