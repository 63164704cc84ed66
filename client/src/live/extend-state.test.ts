import { type Card, cardKey, type ListState } from "@dateline/shared/model";
import { describe, expect, it } from "vitest";
import { createStore } from "./store.ts";
import { createTestLog } from "./test-log.ts";

/** The list as two pages: the first `size` cards, and the rest. */
function paged(list: ListState, size: number): { first: ListState; rest: ListState } {
	const last = list.cards[size - 1] as Card;
	return { first: { ...list, cards: list.cards.slice(0, size), floor: cardKey(last) }, rest: list };
}

function olderPage(list: ListState, before: Card): ListState {
	return { ...list, cards: list.cards.filter((card) => cardKey(card).at < cardKey(before).at) };
}

describe("Store.extend", () => {
	function setUp() {
		const log = createTestLog();
		for (let pick = 0; pick < 3; pick += 1) {
			log.append({ kind: "publish", pick });
			log.append({ kind: "significant", pick });
		}
		const at = { epoch: log.epoch, position: log.events.length };
		const feed = log.stateAt("feed") as ListState;
		const { first } = paged(feed, 1);
		const store = createStore();
		store.hold("feed", first, at);
		const before = cardKey(first.cards[0] as Card);
		return { log, store, at, before, rest: () => olderPage(log.stateAt("feed") as ListState, first.cards[0] as Card) };
	}

	it("puts in an older page as it is when it was made at the same position", () => {
		const { log, store, at, before, rest } = setUp();
		expect(store.extend("feed", rest(), before, at)).toBe(true);
		expect(store.state("feed")).toEqual(log.stateAt("feed"));
	});

	it("brings a page up to date that was made before what is held", () => {
		const { log, store, at, before, rest } = setUp();
		const stale = rest();
		for (let pick = 0; pick < 3; pick += 1) store.applyEvents(log.append({ kind: "edit", pick }));
		expect(store.extend("feed", stale, before, at)).toBe(true);
		expect(store.state("feed")).toEqual(log.stateAt("feed"));
	});

	it("takes a page that was made after what is held, and the events in between when they come", () => {
		const { log, store, before, rest } = setUp();
		const later = log.append({ kind: "edit", pick: 1 });
		const newer = { epoch: log.epoch, position: log.events.length };
		expect(store.extend("feed", rest(), before, newer)).toBe(true);
		store.applyEvents(later);
		expect(store.state("feed")).toEqual(log.stateAt("feed"));
	});

	it("does not repeat what has moved up meanwhile", () => {
		const { log, store, at, before, rest } = setUp();
		const stale = rest();
		for (let pick = 0; pick < 3; pick += 1) store.applyEvents(log.append({ kind: "significant", pick }));
		expect(store.extend("feed", stale, before, at)).toBe(true);
		expect(store.state("feed")).toEqual(log.stateAt("feed"));
	});

	it("refuses a page of another epoch, and one from before all that it remembers", () => {
		const { log, store, at, before, rest } = setUp();
		expect(store.extend("feed", rest(), before, { epoch: "e0", position: 99 })).toBe(false);
		expect(store.extend("feed", rest(), before, { epoch: log.epoch, position: at.position - 1 })).toBe(false);
	});
});
