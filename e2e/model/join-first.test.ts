import { type OpenRecord, readEvents } from "@dateline/shared/database";
import { openTestDatabase } from "@dateline/shared/database/testing";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMetrics } from "../../server/src/http/create-metrics.ts";
import { judgeSteps } from "../harness/verify-readers.ts";
import { openNewsdesk } from "./newsdesk.ts";
import { startNode } from "./node.ts";
import { createSimReader } from "./sim-reader.ts";

const log = pino({ level: "silent" });

describe("an event that is handed out while the answer to a reader is read from the record", { retry: 0 }, () => {
	let record: OpenRecord;
	beforeAll(async () => {
		record = await openTestDatabase("pglite");
	});
	afterAll(() => record.close());

	it.each(["store", "follower"] as const)(
		"reaches that reader, by its connection and without a gap (%s)",
		async (kind) => {
			const desk = await openNewsdesk(record, log, 1);
			const channel = `story:${desk.stories[0]}`;
			await desk.make("publish", 1);
			const node = await startNode({ record, metrics: createMetrics(), log, ringSize: 4 });
			try {
				const reader = createSimReader("reader", [channel], kind);
				await reader.connect(node);
				await reader.receive(10);
				reader.drop();
				// More than the node keeps in memory: the answer has to be read from the record, which takes a while.
				for (let post = 1; post <= 6; post += 1) await desk.make("post", 2 * post + 1);
				await node.poll();
				const committed = await desk.make("post", 1);
				const answering = reader.connect(node);
				node.hint(committed);
				await answering;
				await node.model.waitFor(committed.at(-1)?.position ?? 0, 5_000);
				await node.idle();
				await reader.receive(100);

				const events = await readEvents(record.kysely, { after: 0, limit: 1_000 });
				const positions = events.filter(({ channels }) => channels.includes(channel)).map(({ position }) => position);
				const steps = reader.channels.get(channel)?.steps ?? [];
				expect(judgeSteps(node.model.epoch, positions, steps)).toEqual([]);
				expect(reader.gaps()).toBe(0);
			} finally {
				await node.stop();
			}
		},
	);
});
