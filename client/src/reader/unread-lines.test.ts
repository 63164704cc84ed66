import { describe, expect, it } from "vitest";
import { unreadLines } from "./unread-lines.ts";

const key = (id: string) => ({ id, at: `at ${id}` });

describe("unreadLines", () => {
	it("stands over the first unread and under the last", () => {
		expect(unreadLines([key("d"), key("c")], ["d", "c", "b", "a"], "noon")).toEqual({
			unread: { id: "d", count: 2, since: "noon" },
			seen: { id: "c", at: "noon" },
		});
	});

	it("says nothing of what had been read where the unread are apart, or nothing follows", () => {
		expect(unreadLines([key("d"), key("b")], ["d", "c", "b", "a"], "noon").seen).toBeNull();
		expect(unreadLines([key("d")], ["d"], null)).toEqual({ unread: { id: "d", count: 1, since: "at d" }, seen: null });
	});

	it("has no line for what is not on the page", () => {
		expect(unreadLines([key("x")], ["a"], "noon")).toEqual({ unread: null, seen: null });
	});
});
