import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, createApiClient } from "./harness/api-client.ts";
import { eventually } from "./harness/eventually.ts";
import { createLedger } from "./harness/ledger.ts";
import { sendWell } from "./harness/send-well.ts";
import { type ProductionSet, startProduction, testPostgres } from "./harness/start-production.ts";

const posts = 200;
const postgres = testPostgres();

/** The promise of webhooks: at least once and in order, whoever dies. Once is too often here. */
describe.skipIf(postgres === null)("webhooks", { retry: 0 }, () => {
	const received: number[] = [];
	let atReceived = (_count: number): void => undefined;
	const receiver = createServer((request, response) => {
		let body = "";
		request.on("data", (part: Buffer) => {
			body += part;
		});
		request.on("end", () => {
			received.push(JSON.parse(body).data.position);
			atReceived(received.length);
			response.end();
		});
	});
	let set: ProductionSet;
	let client: ApiClient;
	beforeAll(async () => {
		await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
		set = await startProduction(postgres as string, { OUTBOUND_HOSTS: "127.0.0.1:*" });
		const pickServer = () => set.urls[0] as string;
		client = createApiClient({ name: "webhooks", pickServer, token: set.token, ledger: createLedger() });
	});
	afterAll(async () => {
		await set?.dispose();
		receiver.closeAllConnections();
		receiver.close();
	});

	it("tell of each event at least once and in order, though the workers are killed on the way", async () => {
		const address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
		const webhook = await sendWell(client, "POST", "/webhooks", { name: "Board", address, types: ["post.added"] });
		expect(webhook["secret"]).toMatch(/^whsec_/);
		const made = await sendWell(client, "POST", "/stories", { kind: "live", headline: "Storm", status: "published" });
		const { id } = made["story"] as { id: string };
		const killed: Promise<unknown>[] = [];
		atReceived = (count) => {
			// In the middle of a message: whichever tells, it is killed.
			if (count === 70) for (const worker of set.workers) killed.push(worker.kill().then(() => worker.start()));
		};
		const lane = async (from: number) => {
			for (let number = from; number < posts; number += 10) {
				const body = { format: "text", value: `Post ${number}` };
				await sendWell(client, "POST", `/stories/${id}/posts`, { body });
			}
		};
		await Promise.all([...Array(10).keys()].map(lane));
		await eventually("all posts are told of", () => new Set(received).size === posts);
		await Promise.all(killed);
		expect(killed).toHaveLength(2);
		const first = [...new Set(received)];
		expect(first).toEqual([...first].sort((a, b) => a - b));
		// What came twice came right behind itself: nothing older than the newest comes again.
		expect(received).toEqual([...received].sort((a, b) => a - b));
	});
});
