import { addAudience, type OpenRecord, readReceipts, writeReceipts } from "@dateline/shared/database";
import type { Receipt } from "@dateline/shared/protocol";
import type { Logger } from "pino";
import type { DeliveryPart } from "./bus-message.ts";
import type { Desk, Desks } from "./desks.ts";
import { createLater } from "./later.ts";
import type { NewsroomBus } from "./newsroom-bus.ts";
import { createReceiptBook } from "./receipt-book.ts";

/** What the readers' half of this server counts. */
export interface ReadersHalf {
	/** Readers in all, and in each story. */
	census(): { whole: number; stories: Record<string, number> };
	/** Calls back whenever more is known of how a publication went out. */
	observeDeliveries(listener: (part: DeliveryPart) => void): () => void;
	/** How many readers there are everywhere; null when only this server's are known. */
	noteReaders(everywhere: number | null, stories: Readonly<Record<string, number>>): void;
}

/** How publications land: receipts, and readers of each story now. */
export interface TellLanding {
	/** A console that has another story on the screen now. */
	welcome(desk: Desk): Promise<void>;
	noteDeliveries(server: string, parts: readonly DeliveryPart[]): void;
	noteReaders(server: string, census: { whole: number; stories: Record<string, number> }): void;
	/** Every few seconds: counts readers, tells of them, and writes receipts down. */
	refresh(): void;
	/** Readers by story in this server, into the minute that is over; once a minute. */
	keepMinute(): Promise<void>;
	readers(): { whole: number; complete: boolean; stories: Record<string, number> };
	/** Writes down what is known. */
	stop(): Promise<void>;
}

/** What is told together, milliseconds. */
const settle = 200;
/** What a server said of its readers stands for so long, milliseconds. */
const serverPatience = 16_000;
const receiptsOfStory = 60;

export function tellLanding(parts: {
	database: OpenRecord;
	desks: Desks;
	bus: NewsroomBus;
	half: ReadersHalf;
	now(): string;
	log: Logger;
}): TellLanding {
	const { database, desks, bus, half, now, log } = parts;
	const { kysely } = database;
	const book = createReceiptBook();
	const others = new Map<string, { at: number; whole: number; stories: Record<string, number> }>();
	const fresh = new Map<number, Receipt>();
	const outgoing = new Map<number, DeliveryPart>();
	const unwritten = new Set<number>();
	const warn = (err: unknown) => log.warn({ err }, "a receipt could not be kept");

	const telling = createLater(
		settle,
		() => {
			const byStory = new Map<string, Receipt[]>();
			for (const receipt of fresh.values())
				byStory.set(receipt.storyId, [...(byStory.get(receipt.storyId) ?? []), receipt]);
			fresh.clear();
			if (outgoing.size > 0) bus.publish({ kind: "deliveries", deliveries: [...outgoing.values()] });
			outgoing.clear();
			for (const [storyId, receipts] of byStory)
				for (const desk of desks.in(storyId)) desk.tell("receipts", { storyId, receipts });
		},
		warn,
	);

	function note(server: string, part: DeliveryPart): void {
		const receipt = book.note(server, part);
		fresh.set(part.position, receipt);
		telling.ask();
		unwritten.add(part.position);
	}

	/** Writes down what has changed, in one statement however many publications there were. */
	async function keep(): Promise<void> {
		const receipts = [...unwritten].flatMap((position) => book.find(position) ?? []);
		unwritten.clear();
		await writeReceipts(kysely, receipts);
	}

	const unobserve = half.observeDeliveries((part) => {
		outgoing.set(part.position, part);
		note(bus.server, part);
	});

	function readers() {
		const mine = half.census();
		const heard = [...others.values()].filter(({ at }) => performance.now() - at < serverPatience);
		const stories: Record<string, number> = { ...mine.stories };
		for (const { stories: some } of heard)
			for (const [storyId, count] of Object.entries(some)) stories[storyId] = (stories[storyId] ?? 0) + count;
		return { whole: heard.reduce((sum, { whole }) => sum + whole, mine.whole), complete: true, stories };
	}

	return {
		async welcome(desk) {
			const { storyId } = desk;
			if (storyId === null) return;
			const stored = await readReceipts(kysely, storyId, receiptsOfStory);
			const live = book.of(storyId);
			const known = new Set(live.map(({ position }) => position));
			const receipts = [...live, ...stored.filter(({ position }) => !known.has(position))].slice(0, receiptsOfStory);
			if (receipts.length > 0) desk.tell("receipts", { storyId, receipts });
		},
		noteDeliveries(server, some) {
			for (const part of some) note(server, part);
		},
		noteReaders(server, { whole, stories }) {
			others.set(server, { at: performance.now(), whole, stories });
		},
		refresh() {
			keep().catch(warn);
			bus.publish({ kind: "readers", ...half.census() });
			const { whole, complete, stories } = readers();
			half.noteReaders(whole, stories);
			for (const desk of desks.all) {
				// Of other stories, who sees all of them is told.
				const own = desk.storyId === null ? {} : { [desk.storyId]: stories[desk.storyId] ?? 0 };
				const seen = desk.person.role === "contributor" ? own : stories;
				desk.tell("readers", { at: now(), whole, complete, stories: seen });
			}
		},
		async keepMinute() {
			const minute = new Date();
			const counts = Object.entries(half.census().stories).map(([storyId, count]) => ({
				...{ minute, storyId, kind: "readers" as const, bucket: "", count },
			}));
			await addAudience(kysely, counts);
		},
		readers,
		async stop() {
			unobserve();
			telling.stop();
			await keep().catch(warn);
		},
	};
}
