import { expect, test } from "vitest";
import { indexJobs, jobNames, jobs } from "./index.ts";
import { publish } from "./publish.ts";

test("every name has its handler", () => {
	expect([...indexJobs(jobNames, jobs).keys()]).toEqual([...jobNames]);
});

test("a name without a handler, with two, or a handler without a name stops the start", () => {
	expect(() => indexJobs(["publish", "other"], [publish])).toThrow("no handler for the job other");
	expect(() => indexJobs(["publish"], [publish, publish])).toThrow("two handlers");
	expect(() => indexJobs([], [publish])).toThrow("nobody rings for the job publish");
});
