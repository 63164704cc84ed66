import { expect, it } from "vitest";
import { markChanges } from "./mark-changes.ts";

it("marks the words that came and went, and leaves the elements whole", () => {
	expect(markChanges("<p>The city has four stations.</p>", "<p>The city has five stations.</p>")).toBe(
		"<p>The city has <del>four</del><ins>five</ins> stations.</p>",
	);
	expect(markChanges("<p>One.</p>", "<p>One.</p>\n<ul><li><p>Two &#38; three</p></li></ul>")).toBe(
		"<p>One.</p>\n<ul><li><p><ins>Two &#38; three</ins></p></li></ul>",
	);
});

it("has nothing to mark when only the elements differ", () => {
	expect(markChanges("<p>Same words</p>", "<p><strong>Same words</strong></p>")).toBeNull();
	expect(markChanges("<p>Same</p>", "<p>Same</p>")).toBeNull();
});

it("cuts no sign of HTML in two", () => {
	expect(markChanges("<p>a &#38; b</p>", "<p>a &#60; b</p>")).toMatch(/<del>[^<]*<\/del>/);
	expect(markChanges("<p>a &#38; b</p>", "<p>a &#60; b</p>")?.replace(/<[^>]*>/g, "")).toContain("&#60;");
});
