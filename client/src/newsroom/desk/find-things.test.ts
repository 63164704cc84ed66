import { expect, test } from "vitest";
import { cutAtWords, fits, minutesOf, readTyped } from "./find-things.ts";

test("a first sign says what is looked for", () => {
	expect(readTyped("tan row")).toEqual({ mode: "all", words: "tan row" });
	expect(readTyped("> new")).toEqual({ mode: "do", words: "new" });
	expect(readTyped("@tam")).toEqual({ mode: "person", words: "tam" });
	expect(readTyped(":13:40")).toEqual({ mode: "time", words: "13:40" });
});

test("words fit by their beginnings", () => {
	expect(fits("New live story", "li ne")).toBe(true);
	expect(fits("New live story", "ory")).toBe(false);
	expect(fits("Редакція", "ред")).toBe(true);
});

test("what fits is marked, signs in it mean nothing", () => {
	expect(cutAtWords("Water on Tanner Row", "tan")).toEqual(["Water on ", "Tan", "ner Row"]);
	expect(cutAtWords("a (b", "(b")).toEqual(["a ", "(b", ""]);
	expect(cutAtWords("any", "")).toEqual(["any"]);
});

test("a time of the day", () => {
	expect(minutesOf("13:40")).toBe(820);
	expect(minutesOf("25:00")).toBeNull();
	expect(minutesOf("tan")).toBeNull();
});
