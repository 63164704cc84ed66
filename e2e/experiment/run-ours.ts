import { setTimeout as sleep } from "node:timers/promises";
import { createApiClient } from "../harness/api-client.ts";
import { createLedger } from "../harness/ledger.ts";
import type { Random } from "../harness/random.ts";
import type { Followed } from "../harness/readers/follower.ts";
import { startSocketReader } from "../harness/readers/socket-reader.ts";
import { readFresh } from "../harness/run-coverage.ts";
import { startProduction } from "../harness/start-production.ts";
import type { Losses } from "./run-adapter.ts";

const publishers = 8;

/** The same with ours: two servers, two workers, posts handed in by the API, readers who lose their connection as often. */
export async function runOurs({
	postgres,
	random,
	readers: count,
	ms,
}: {
	postgres: string;
	random: Random;
	readers: number;
	ms: number;
}): Promise<Losses> {
	const set = await startProduction(postgres);
	const ledger = createLedger();
	const servers = random.fork("servers");
	const pickServer = () => servers.pick(set.urls);
	const client = (name: string) => createApiClient({ name, pickServer, token: set.token, ledger });
	const { body } = await client("founder").send("POST", "/stories", { kind: "live", headline: "Measured" }, "publish");
	const { id } = body["story"] as { id: string };
	const channel = `story:${id}`;
	const readers = Array.from({ length: count }, (_, number) =>
		startSocketReader({ name: `reader ${number}`, pickServer, channels: [channel], transports: ["websocket"] }),
	);
	try {
		while (readers.some((reader) => reader.position() === 0)) await sleep(50);
		const until = performance.now() + ms;
		const publishing = Array.from({ length: publishers }, async (_, number) => {
			const mine = client(`publisher-${number}`);
			for (let post = 1; performance.now() < until; post += 1) {
				const text = `${number}/${post}`;
				await mine.send("POST", `/stories/${id}/posts`, { body: { format: "text", value: text } }, `post ${text}`);
			}
		});
		let drops = 0;
		while (performance.now() < until - 1_500) {
			await sleep(60);
			random.pick(readers).drop(100 + random.int(50));
			drops += 1;
		}
		await Promise.all(publishing);
		const { position } = await readFresh(pickServer(), [channel]);
		const giveUp = performance.now() + 60_000;
		while (readers.some((one) => !one.hasAll(position, 0)) && performance.now() < giveUp) await sleep(100);
		const record = await set.readRecord();
		return {
			drops,
			saidRecovered: drops,
			...sumLosses(
				readers.map((reader) => reader.channels.get(channel)),
				record.channelPositions.get(channel) ?? [],
			),
		};
	} finally {
		await Promise.all(readers.map((reader) => reader.stop()));
		await set.dispose();
	}
}

function sumLosses(
	followed: readonly (Followed | undefined)[],
	positions: readonly number[],
): Omit<Losses, "drops" | "saidRecovered"> {
	const totals = {
		published: positions.length,
		readers: followed.length,
		delivered: 0,
		lost: 0,
		duplicated: 0,
		outOfOrder: 0,
		readersWrong: 0,
	};
	for (const one of followed) {
		const steps = one?.steps ?? [];
		const start = steps.find(({ kind }) => kind === "snapshot")?.position ?? 0;
		const applied = steps.filter(({ kind }) => kind === "event").map(({ position }) => position);
		const distinct = new Set(applied);
		const lost = positions.filter((position) => position > start && !distinct.has(position)).length;
		const duplicated = applied.length - distinct.size;
		const outOfOrder = applied.filter((position, index) => position < (applied[index - 1] ?? 0)).length;
		totals.delivered += applied.length;
		totals.lost += lost;
		totals.duplicated += duplicated;
		totals.outOfOrder += outOfOrder;
		if (lost + duplicated + outOfOrder > 0) totals.readersWrong += 1;
	}
	return totals;
}
