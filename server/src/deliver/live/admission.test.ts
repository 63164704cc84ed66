import { expect, it } from "vitest";
import { createMetrics } from "../../http/create-metrics.ts";
import { createAdmission } from "./admission.ts";

const open = (limit = { rate: 1, burst: 2 }) =>
	createAdmission({ ownOrigins: ["https://news.example"], limit, metrics: createMetrics() });

it("lets so many in at once and no more, and nobody while draining", () => {
	const admission = open();
	expect([admission.admit(), admission.admit(), admission.admit()]).toEqual([null, null, "busy"]);
	const draining = open();
	draining.drain();
	expect([draining.admit(), draining.isDraining()]).toEqual(["draining", true]);
});

it.each([
	[undefined, "news.example", true],
	["https://news.example", "10.0.0.1:3000", true],
	["http://10.0.0.1:3000", "10.0.0.1:3000", true],
	["https://elsewhere.example", "news.example", false],
	["https://news.example.evil.example", "news.example", false],
	["null", "news.example", false],
	["", "news.example", false],
])("takes the origin %s at the host %s for ours: %s", (origin, host, ours) => {
	expect(open().isOurs(origin, host)).toBe(ours);
});
