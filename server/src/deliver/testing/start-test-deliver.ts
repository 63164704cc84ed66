import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { OpenRecord } from "@dateline/shared/database";
import { openTestDatabase } from "@dateline/shared/database/testing";
import type { RedisAddress } from "@dateline/shared/settings";
import express from "express";
import { pino } from "pino";
import { createMetrics, type Metrics } from "../../http/create-metrics.ts";
import { problemHandler } from "../../http/problem-handler.ts";
import { type Deliver, startDeliver } from "../start-deliver.ts";

/** A way out that listens, over a record of its own. */
export interface TestDeliver {
	record: OpenRecord;
	deliver: Deliver;
	metrics: Metrics;
	server: Server;
	/** Its open TCP sockets. */
	sockets: ReadonlySet<Socket>;
	url: string;
	port: number;
	/** Says that the record has moved, so that nobody has to wait for the poll. */
	nudge(position: number): void;
	stop(): Promise<void>;
}

/** Starts one on a free port; `record` shares the record of another one, which then closes it. */
export async function startTestDeliver(
	options: { record?: OpenRecord; redis?: RedisAddress | null; direct?: boolean } = {},
): Promise<TestDeliver> {
	const record = options.record ?? (await openTestDatabase());
	const log = pino({ level: process.env["TEST_LOG_LEVEL"] ?? "silent" });
	const metrics = createMetrics();
	const app = express();
	const server = createServer(app);
	const sockets = new Set<Socket>();
	server.on("connection", (socket) => {
		sockets.add(socket);
		socket.once("close", () => sockets.delete(socket));
	});
	const deliver = await startDeliver({
		server,
		database: record,
		redis: options.redis ?? null,
		ownOrigins: ["http://own.example"],
		publicUrl: "http://own.example",
		build: "test",
		metrics,
		log,
		...(options.direct !== undefined && { direct: options.direct }),
	});
	app.use("/api/v1", deliver.api);
	app.use(deliver.embeds);
	app.use(problemHandler({ log }));
	server.listen({ port: 0, host: "127.0.0.1" });
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	return {
		record,
		deliver,
		metrics,
		server,
		sockets,
		port,
		url: `http://127.0.0.1:${port}`,
		nudge: (position) => void deliver.waitUntilFolded(position, 1),
		async stop() {
			await deliver.stop();
			server.close();
			for (const socket of sockets) socket.destroy();
			if (!options.record) await record.close();
		},
	};
}
