import { expect, test } from "vitest";
import { plural } from "./plural.ts";

test("A count takes the form that its language has for it", () => {
	const english = (count: number) => plural(count, `${count} [post|posts]`, "en");
	expect([0, 1, 2, 21].map(english)).toEqual(["0 posts", "1 post", "2 posts", "21 posts"]);
	const ukrainian = (count: number) => plural(count, `${count} [допис|дописи|дописів]`, "uk");
	expect([0, 1, 2, 5, 11, 12, 21, 24, 111].map(ukrainian)).toEqual([
		"0 дописів",
		"1 допис",
		"2 дописи",
		"5 дописів",
		"11 дописів",
		"12 дописів",
		"21 допис",
		"24 дописи",
		"111 дописів",
	]);
	expect(plural(3, "3 [منشور|منشور|منشوران|منشورات|منشورًا|منشور]", "ar")).toBe("3 منشورات");
});

test("Other brackets stay as they are, and each word of a message has its form", () => {
	expect(plural(1, "[1] [change waits|changes wait], [note]", "en")).toBe("[1] change waits, [note]");
	expect(plural(2, "2 [change|changes] [waits|wait]", "en")).toBe("2 changes wait");
});
