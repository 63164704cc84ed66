import { expect, it } from "vitest";
import { changesOf, emptyStoryWork, rebase } from "./story-work.ts";

const before = { ...emptyStoryWork("en"), headline: "Old", standfirst: "Old too" };

it("names the parts that differ, without white space around them", () => {
	expect(changesOf(before, { ...before, headline: " New ", topics: ["a"] })).toEqual({
		headline: "New",
		topics: ["a"],
	});
	expect(changesOf(before, { ...before })).toEqual({});
});

it("puts what is written upon a newer version and reverts nobody", () => {
	const theirs = { ...before, standfirst: "Theirs", topics: ["b"] };
	const mine = { ...before, headline: "Mine", topics: ["c"] };
	const { work, both } = rebase(before, theirs, mine);
	expect(work).toMatchObject({ headline: "Mine", standfirst: "Theirs", topics: ["c"] });
	expect(both).toEqual(["topics"]);
});

it("says nothing when both have written the same", () => {
	const same = { ...before, headline: "Same" };
	expect(rebase(before, same, { ...same }).both).toEqual([]);
});
