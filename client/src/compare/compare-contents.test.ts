import { describe, expect, it } from "vitest";
import { compareContents, takeBack } from "./compare-contents.ts";

const paragraph = (text: string) => ({ type: "paragraph", content: [{ type: "text", text }] });
const body = (...texts: string[]) => ({ type: "doc", content: texts.map(paragraph) });
const say = (_field: string, value: unknown) => (value === null ? "" : String(value));
const shown = (before: object, after: object) =>
	compareContents(before as Record<string, unknown>, after as Record<string, unknown>, say).map(
		({ field, kind, runs }) =>
			`${field} ${kind} ${runs.map((run) => `${{ same: "=", added: "+", removed: "-" }[run.kind]}${run.text}`).join("|")}`,
	);

describe("compareContents", () => {
	it("pairs a paragraph with the one that took its place, and names what came and went", () => {
		const before = { headline: "Gate", body: body("The gate opens in the afternoon.", "Ferries run.", "Old news.") };
		const after = { headline: "Gate", body: body("The gate opens at noon.", "Ferries run.", "A doctor is there.") };
		expect(shown(before, after)).toEqual([
			"headline same =Gate",
			"body changed =The gate opens |-in the afternoon|+at noon|=.",
			"body same =Ferries run.",
			"body changed +A doctor is there.",
			"body changed -Old news.",
		]);
	});

	it("puts one change back and leaves the others", () => {
		const before = { body: body("The gate opens in the afternoon.", "Ferries run.", "Old news.") };
		const after = { body: body("A doctor is there.", "The gate opens at noon.", "Ferries run.") };
		const parts = compareContents(before, after, say).filter(({ kind }) => kind === "changed");
		const back = parts.map((part) => takeBack(part, before, after)["body"]);
		expect(back).toEqual([
			body("The gate opens at noon.", "Ferries run."),
			body("A doctor is there.", "The gate opens in the afternoon.", "Ferries run."),
			body("A doctor is there.", "The gate opens at noon.", "Ferries run.", "Old news."),
		]);
	});

	it("says when only links or emphasis have changed", () => {
		const bold = {
			type: "doc",
			content: [{ type: "paragraph", content: [{ type: "text", text: "It holds.", marks: [{ type: "bold" }] }] }],
		};
		expect(shown({ body: body("It holds.") }, { body: bold })).toEqual(["body marks =It holds."]);
	});

	it("takes no part that one of the two did not know for a change", () => {
		expect(shown({ headline: "A", timeZone: null }, { headline: "A" })).toEqual(["headline same =A"]);
	});
});
