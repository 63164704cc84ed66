// Each mutation: what it takes out, why that would harm a reader, the changes of text that do it, and the test that has
// to notice.
export const mutations = [
	{
		name: "join first, read second",
		why: "What is committed between the reading and the joining is neither in the answer nor sent.",
		changes: [
			{
				file: "server/src/deliver/live/subscribe.ts",
				from: "const wasBehind = rooms.behind.has(reader);\n\trooms.join(reader, both);",
				to: "const wasBehind = rooms.behind.has(reader);",
			},
		],
		test: "e2e/model/join-first.test.ts",
	},
	{
		name: "gap filling in the tail",
		why: "A server that is told of a later event never gets the ones before it.",
		changes: [
			{
				file: "server/src/deliver/tail/tail.ts",
				from: "while (target > model.position) await fill();",
				to: "",
			},
			{ file: "server/src/deliver/tail/tail.ts", from: "if (target > model.position) return fill();", to: "" },
		],
		test: "e2e/model/model.test.ts",
	},
	{
		name: "gap detection in the browser",
		why: "After an event that is missing, later ones are applied as if nothing were.",
		changes: [{ file: "client/src/live/store.ts", from: "if (previous > entry.head) return false;", to: "" }],
		test: "client/src/live/store.test.ts",
	},
	{
		name: "applied once in the browser",
		why: "An event that comes again, in an answer or by another way, is applied again.",
		changes: [{ file: "client/src/live/store.ts", from: "if (entry.head >= event.position) continue;", to: "" }],
		test: "client/src/live/store.test.ts",
	},
	{
		name: "the whole of a catch-up",
		why: "Who comes back is not told of the first event that was missed.",
		changes: [
			{
				file: "server/src/deliver/model/event-ring.ts",
				from: "for (let steps = 0; position > after; steps++) {",
				to: "for (let steps = 0; position > after + 1; steps++) {",
			},
		],
		test: "e2e/model/model.test.ts",
	},
	{
		name: "a skipped reader gets nothing more",
		why: "A pulse lifts the cursor of a reader that was too slow past the event that it was not sent.",
		changes: [{ file: "server/src/deliver/live/broadcaster.ts", from: "rooms.skip(reader);", to: "" }],
		test: "server/src/deliver/live/slow-readers.test.ts > skips who does not read",
	},
	{
		name: "the position lock",
		why: "Two commits take the same position, and one of them fails and has to wait for its next try.",
		changes: [{ file: "workers/src/publish/append-events.ts", from: 'await lock(transaction, "position");', to: "" }],
		test: "e2e/model/position-lock.test.ts",
	},
	{
		name: "the relay's order",
		why: "An event is put in the stream while one before it is missing there, and can never be put in behind it.",
		changes: [
			{
				file: "shared/src/stream/append.ts",
				from: "if reached and reached < first - 1 then return reached end",
				to: "",
			},
		],
		test: "shared/src/stream/stream.test.ts > takes nothing when events before are missing",
	},
	{
		name: "the always-on poll of servers",
		why: "With Redis away, or a bell lost, nobody is told.",
		changes: [
			{
				file: "server/src/deliver/tail/tail.ts",
				from: "const due = asked ? Math.min(pollAt, answeredAt + askSpacing) : pollAt;",
				to: "const due = asked ? answeredAt + askSpacing : now + 60_000;",
			},
		],
		test: "server/src/deliver/tail/tail.test.ts > finds by itself what nobody told it",
	},
	{
		name: "the always-on poll of workers",
		why: "With Redis away, or a bell lost, what was accepted is not applied.",
		changes: [
			{
				file: "workers/src/publish/start-polling.ts",
				from: "for (const storyId of seen.due) void publisher.ring(storyId);",
				to: "",
			},
		],
		test: "workers/src/start-worker.test.ts > the poll finds what nobody rang for",
	},
];
