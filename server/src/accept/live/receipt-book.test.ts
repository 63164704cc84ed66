import { newId } from "@dateline/shared/model";
import { expect, it } from "vitest";
import type { DeliveryPart } from "./bus-message.ts";
import { addUp, createReceiptBook } from "./receipt-book.ts";
import { createWhoIsHere } from "./who-is-here.ts";

const part = (more: Partial<DeliveryPart> = {}): DeliveryPart => ({
	...{ position: 7, at: "2026-11-14T14:05:07.000Z", type: "post.added", storyId: newId(), postId: newId() },
	...{ screens: 0, skipped: 0, seen: [], weight: 1, partners: [], ...more },
});

it("says nothing that was not measured", () => {
	expect(addUp([part({ screens: 4 })])).toMatchObject({ screens: 4, seen: 0, half: null, slowest: null, curve: [] });
});

it("lets an answer stand for as many screens as its server drew it from", () => {
	// 900 screens of one server took 50 ms, 100 of another 400 ms.
	const receipt = addUp([
		part({ screens: 900, seen: [50, 50, 50], weight: 300 }),
		part({ screens: 100, seen: [400, 400], weight: 50 }),
	]);
	expect(receipt).toMatchObject({ screens: 1_000, seen: 5, half: 50, most: 400, slowest: 400 });
	expect(receipt.curve).toHaveLength(24);
	expect(receipt.curve[3]).toBe(0.9);
	expect(receipt.curve.at(-1)).toBe(1);
});

it("says which partners have it, on all servers together", () => {
	const gazette = { id: newId(), name: "Gazette" };
	const radio = { id: newId(), name: "Radio" };
	const receipt = addUp([
		part({
			screens: 5,
			partners: [
				{ ...radio, screens: 1 },
				{ ...gazette, screens: 2 },
			],
		}),
		part({ screens: 4, partners: [{ ...gazette, screens: 3 }] }),
	]);
	expect(receipt.partners).toEqual([
		{ ...gazette, screens: 5 },
		{ ...radio, screens: 1 },
	]);
});

it("takes the last word of each server, and keeps the newest publications", () => {
	const book = createReceiptBook();
	const first = part({ screens: 3 });
	book.note("a", first);
	book.note("b", { ...first, screens: 5 });
	expect(book.note("a", { ...first, screens: 4, seen: [20] })).toMatchObject({ screens: 9, seen: 1 });
	for (let position = 8; position < 400; position += 1) book.note("a", { ...first, position });
	expect(book.find(7)).toBeNull();
	expect(book.of(first.storyId)[0]?.position).toBe(399);
});

it("knows a tab once, where it was heard last, and lets go of whom nobody has heard of", () => {
	let now = Date.parse("2026-11-14T14:00:00.000Z");
	const who = createWhoIsHere(() => now);
	const storyId = newId();
	const doing = { kind: "reading" as const, subject: null, typing: false, queued: 0 };
	const at = () => new Date(now).toISOString();
	const person = (name: string, tab: string) => ({ id: name, name, tab, storyId, doing, since: at(), heardAt: at() });
	const names = () => who.in(storyId).map(({ name }) => name);
	who.note(person("Ruth", "t1"));
	expect(who.noteOthers("s2", [person("Ines", "t2"), person("Ruth", "t1")])).toEqual([storyId]);
	expect(names()).toEqual(["Ines", "Ruth"]);
	now += 20_000;
	expect(who.sweep()).toEqual([storyId]);
	expect(names()).toEqual(["Ruth"]);
	// Lost without a word, it is told of for a while; closed, it is gone.
	who.leave("t1", "lost");
	expect(names()).toEqual(["Ruth"]);
	who.leave("t1", "closed");
	expect(names()).toEqual([]);
});
