// Each mutation: what it takes out, why that would harm a reader, where, and the test that has to notice.
const model = "e2e/model/model.test.ts";

export const mutations = [
	{
		name: "join first, read second",
		why: "What is committed between the reading and the joining is neither in the answer nor sent.",
		file: "server/src/deliver/live/subscribe.ts",
		from: "rooms.join(reader, [...new Set([...before, ...channels])]);",
		to: "",
		test: model,
	},
	{
		name: "gap filling in the tail",
		why: "A hint of a later event is folded over the hole before it.",
		file: "server/src/deliver/tail/tail.ts",
		from: "if (target > model.position) return fill();",
		to: "",
		test: model,
	},
	{
		name: "gap detection in the browser",
		why: "After an event that was skipped, later ones are applied as if nothing were missing.",
		file: "client/src/live/store.ts",
		from: "if (previous > entry.head) return false;",
		to: "",
		test: model,
	},
];
