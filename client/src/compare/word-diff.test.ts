import { describe, expect, it } from "vitest";
import { countWords, diffWords, traceWords } from "./word-diff.ts";

const write = (before: string, after: string) =>
	diffWords(before, after)
		.map(({ kind, text }) => ({ same: text, added: `{+${text}+}`, removed: `[-${text}-]` })[kind])
		.join("");

describe("diffWords", () => {
	it("compares words and leaves the rest as it is", () => {
		expect(write("Six shelters have room.", "Five shelters have room.")).toBe("[-Six-]{+Five+} shelters have room.");
		expect(write("It opens in the afternoon.", "It opens at 13:00 and stays open.")).toBe(
			"It opens [-in the afternoon-]{+at 13:00 and stays open+}.",
		);
	});

	it("takes whole words in Ukrainian and Arabic, with their apostrophes and marks", () => {
		expect(write("П’ять притулків відкрито", "Шість притулків відкрито")).toBe("[-П’ять-]{+Шість+} притулків відкрито");
		expect(write("النهر يرتفع", "النهر ينخفض")).toBe("النهر [-يرتفع-]{+ينخفض+}");
	});

	it("gives both texts back, whatever they are", () => {
		const texts = ["", " ", "a", "a  b\nc", "b c a", "x, y; z.", "x y z", "14:05 — 3.4 m", "3.4 m — 14:05"];
		for (const before of texts)
			for (const after of texts) {
				const runs = diffWords(before, after);
				const without = (kind: string) =>
					runs
						.filter((run) => run.kind !== kind)
						.map(({ text }) => text)
						.join("");
				expect(without("added")).toBe(before);
				expect(without("removed")).toBe(after);
			}
	});

	it("counts words, not signs", () => {
		expect(countWords(diffWords("Pets are let in, but not overnight.", "Pets are let in."))).toEqual({
			added: 0,
			removed: 3,
		});
	});
});

describe("traceWords", () => {
	it("says which version each word came in with", () => {
		expect(traceWords(["Six lorries came.", "Eight lorries came.", "Eight lorries came at noon."])).toEqual([
			{ version: 1, text: "Eight " },
			{ version: 0, text: "lorries came " },
			{ version: 2, text: "at noon" },
			{ version: 0, text: "." },
		]);
	});
});
