import type { Event } from "@dateline/shared/model";
import { describe, expect, it } from "vitest";
import { createLedger } from "./ledger.ts";
import type { RecordDump } from "./read-record.ts";
import { verifyLedger, verifyRecord } from "./verify-record.ts";

function makeRecord(): RecordDump {
	const events = [makeEvent(1, { feed: 0, site: 0 }), makeEvent(2, { feed: 1 }), makeEvent(3, { site: 1, feed: 2 })];
	return {
		epoch: "e",
		events,
		channelPositions: new Map([
			["feed", [1, 2, 3]],
			["site", [1, 3]],
		]),
		heads: new Map([
			["feed", 3],
			["site", 3],
		]),
		submissions: new Map([["s1", makeSubmission("done")]]),
		revisions: [
			{ subject: "story a", number: 1, submissionId: "s1", position: 1 },
			{ subject: "story a", number: 2, submissionId: "s2", position: 3 },
		],
		postCounts: [{ storyId: "a", counted: 0, published: 0 }],
		states: {},
	};
}

function makeEvent(position: number, previous: Record<string, number>): RecordDump["events"][number] {
	const body = { v: 1, position, previous, type: "card.updated", at: `2026-05-02T10:00:0${position}.000Z` } as Event;
	return { position, type: "card.updated", channels: Object.keys(previous), body, postId: null };
}

const makeSubmission = (state: string) => ({ state, changeType: "post.add", createdAt: 0, doneAt: null });

const ledgerOf = (...ids: string[]) => {
	const ledger = createLedger();
	ids.forEach((submissionId, index) => {
		ledger.accept({ key: `k${index}`, submissionId, what: "a change", sent: 1, status: 201, ms: 1 });
	});
	return ledger;
};

describe("verifyRecord", () => {
	it("accepts a whole record", () => {
		expect(verifyRecord(makeRecord())).toEqual([]);
	});

	it.each<[string, (record: RecordDump) => unknown]>([
		["a gap", (record) => record.events.splice(1, 1)],
		["a wrong previous", (record) => record.events.splice(2, 1, makeEvent(3, { site: 0, feed: 2 }))],
		["channels that differ", (record) => record.events[1]?.channels.push("site")],
		["a head that lags", (record) => record.heads.set("feed", 2)],
		["an event without its channel row", (record) => record.channelPositions.set("feed", [1, 3])],
		["a revision that is missing", (record) => record.revisions.shift()],
		[
			"a submission applied twice",
			(record) => {
				for (const revision of record.revisions) revision.submissionId = "s1";
			},
		],
		["a wrong count of posts", (record) => record.postCounts.push({ storyId: "b", counted: 2, published: 1 })],
		[
			"a post added twice",
			(record) => {
				for (const event of record.events) Object.assign(event, { type: "post.added", postId: "p" });
			},
		],
	])("refuses %s", (_what, spoil) => {
		const record = makeRecord();
		spoil(record);
		expect(verifyRecord(record)).not.toEqual([]);
	});
});

describe("verifyLedger", () => {
	it("accepts what is settled", () => {
		expect(verifyLedger(makeRecord(), ledgerOf("s1"))).toEqual([]);
	});

	it("refuses a submission that is lost, unsettled or given to two requests", () => {
		expect(verifyLedger(makeRecord(), ledgerOf("s9"))).toHaveLength(1);
		const unsettled = makeRecord();
		unsettled.submissions.set("s1", makeSubmission("queued"));
		expect(verifyLedger(unsettled, ledgerOf("s1"))).toHaveLength(1);
		expect(verifyLedger(makeRecord(), ledgerOf("s1", "s1"))).toHaveLength(1);
	});
});
