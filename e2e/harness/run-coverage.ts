import { setTimeout as sleep } from "node:timers/promises";
import type { ChannelState } from "@dateline/shared/model";
import { type ApiClient, createApiClient } from "./api-client.ts";
import { foundNewsroom, makeRandomChange, type Newsroom } from "./editor.ts";
import { eventually } from "./eventually.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import type { Random } from "./random.ts";
import type { Reader } from "./readers/reader.ts";
import { startReader } from "./start-readers.ts";

/** How a run of random coverage is made. */
export interface CoverageOptions {
	random: Random;
	/** Addresses of the servers; any may be down for a while. */
	urls: readonly string[];
	token: string;
	/** How many changes are accepted at least. */
	updates: number;
	readers: number;
	/** Pause of each editor between two changes, milliseconds at most. */
	pause: number;
	/** What goes wrong meanwhile; the editors go on until it is over. */
	faults?: (coverage: { client: ApiClient; newsroom: Newsroom; readers: readonly Reader[] }) => Promise<void>;
}

/** What a run leaves to be judged. Stop the readers when it is done with. */
export interface Coverage {
	ledger: Ledger;
	readers: readonly Reader[];
	/** The state of every channel that somebody followed, read afresh at the end. */
	fresh: Record<string, ChannelState>;
	/** The record's position at the end. */
	position: number;
	/** How often a reader was dropped. */
	drops: number;
	/** How many changes were handed in, whatever became of them. */
	handedIn: number;
	stop(): Promise<void>;
}

const editors = 8;
/** How often a reader loses its connection, on average, and how long it stays away at most, milliseconds. */
const dropEvery = 4_000;
const longestAway = 2_000;

/**
 * Eight editors hand in random changes, readers of every way follow one to eight channels each and lose their
 * connections at random, half of them arriving while it goes on. Ends when all that was handed in is settled and every
 * reader has everything.
 */
export async function runCoverage(options: CoverageOptions): Promise<Coverage> {
	const { random, urls, token, faults } = options;
	const ledger = createLedger();
	const servers = random.fork("servers");
	const pickServer = () => servers.pick(urls);
	const client = (name: string) => createApiClient({ name: `${name}-${random.seed}`, pickServer, token, ledger });
	const newsroom = await foundNewsroom(client("founder"), random.fork("founder"), 3);

	const readers: Reader[] = [];
	const arriving = random.fork("readers");
	const arrive = () => readers.push(startReader(readers.length, newsroom, arriving, pickServer));
	while (readers.length < options.readers / 2) arrive();

	let over = false;
	const isGoingOn = () => !over || ledger.accepted().length < options.updates;
	let handedIn = 0;
	const editing = Array.from({ length: editors }, async (_, number) => {
		const mine = random.fork(`editor ${number}`);
		const desk = { client: client(`editor-${number}`), newsroom, random: mine };
		while (isGoingOn()) {
			handedIn += 1;
			await makeRandomChange(desk, `u${handedIn}`);
			await sleep(mine.int(options.pause + 1));
		}
	});

	let drops = 0;
	const chaos = random.fork("chaos");
	const trouble = (async () => {
		while (isGoingOn()) {
			await sleep(chaos.int((2 * dropEvery) / options.readers));
			if (readers.length < options.readers) arrive();
			chaos.pick(readers).drop(chaos.int(longestAway));
			drops += 1;
		}
		while (readers.length < options.readers) arrive();
	})();

	try {
		await faults?.({ client: client("fault"), newsroom, readers });
		over = true;
		await Promise.all([...editing, trouble]);
		await eventually("every submission is settled", () => areSettled(pickServer(), token), { ms: 90_000 });
		const { position, snapshot } = await readFresh(pickServer(), [
			...new Set(readers.flatMap((one) => [...one.channels.keys()])),
		]);
		await untilComplete(readers, position);
		return { ledger, readers, fresh: snapshot, position, drops, handedIn, stop: () => stopAll(readers) };
	} catch (error) {
		over = true;
		await stopAll(readers);
		throw error;
	}
}

async function stopAll(readers: readonly Reader[]): Promise<void> {
	await Promise.all(readers.map((one) => one.stop()));
}

async function areSettled(url: string, token: string): Promise<boolean> {
	const response = await fetch(`${url}/api/v1/submissions?state=queued,scheduled&limit=1`, {
		headers: { Authorization: `Bearer ${token}` },
	});
	if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
	return ((await response.json()) as { items: unknown[] }).items.length === 0;
}

/** Channels as a page that is loaded now would have them. */
export async function readFresh(
	url: string,
	channels: readonly string[],
): Promise<{ epoch: string; position: number; snapshot: Record<string, ChannelState> }> {
	const answers = [];
	const sorted = [...channels].sort();
	// As many channels as one request may name.
	for (let at = 0; at < sorted.length; at += 50) {
		const response = await fetch(`${url}/api/v1/snapshot?channels=${sorted.slice(at, at + 50).join(",")}`);
		if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
		answers.push(
			(await response.json()) as { epoch: string; position: number; snapshot: Record<string, ChannelState> },
		);
	}
	const [first] = answers;
	if (!first) throw new Error("no channels");
	return { ...first, snapshot: Object.assign({}, ...answers.map(({ snapshot }) => snapshot)) };
}

/** First those that are told, by which time every server has everything; then those that ask. */
async function untilComplete(readers: readonly Reader[], position: number): Promise<void> {
	const told = readers.filter(({ way }) => way !== "json");
	const asking = readers.filter(({ way }) => way === "json");
	for (const some of [told, asking]) {
		const since = Date.now();
		await eventually(
			`every reader has everything up to ${position}`,
			() => some.every((one) => one.hasAll(position, since)),
			{
				ms: 90_000,
				explain: () =>
					some
						.filter((one) => !one.hasAll(position, since))
						.map(
							({ name, way, troubles, position: at }) =>
								`${name} (${way}) is at ${at()}: ${troubles.slice(-5).join("; ")}`,
						)
						.join("\n"),
			},
		);
	}
}
