import { newId } from "@dateline/shared/model";
import type { RedisAddress } from "@dateline/shared/settings";
import { connectRedis } from "@dateline/shared/stream";
import { z } from "zod";
import { type BusMessage, busMessageSchema } from "./bus-message.ts";

/** By which servers tell each other what is not worth a row: Redis pub/sub. Without Redis, a server is alone. */
export interface NewsroomBus {
	/** This process, among the others. */
	readonly server: string;
	/** To all others. Never throws, and nobody waits for it. */
	publish(message: BusMessage): void;
	/** What others say; `server` is which of them. */
	observe(listener: (message: BusMessage, server: string) => void): () => void;
	/** Whether others can be heard just now. */
	isHeard(): boolean;
	stop(): void;
}

const channel = "dateline:newsroom";
/** Everybody hears itself too: who doesn't for so long has a connection that only looks like one, milliseconds. */
const silence = 15_000;
const interval = 5_000;

const envelopeSchema = z.object({ epoch: z.string(), server: z.string(), message: z.unknown() });

/** @param epoch of the record: a copy of it on the same Redis is another newsroom */
export function openNewsroomBus(redis: RedisAddress | null, epoch: () => string): NewsroomBus {
	const server = newId();
	const listeners = new Set<(message: BusMessage, server: string) => void>();
	if (redis === null) {
		return {
			server,
			publish: () => undefined,
			observe: () => () => undefined,
			isHeard: () => false,
			stop: () => undefined,
		};
	}
	const publisher = connectRedis(redis, "publisher", () => undefined);
	const subscriber = connectRedis(redis, "blocking", () => undefined);
	let heardAt = 0;
	let since = performance.now();

	subscriber.subscribe(channel).catch(() => undefined);
	subscriber.on("message", (_channel: string, text: string) => {
		const envelope = parse(text);
		if (!envelope || envelope.epoch !== epoch()) return;
		heardAt = performance.now();
		if (envelope.server === server) return;
		// Another version's message that this one does not know.
		const message = busMessageSchema.safeParse(envelope.message);
		if (message.success) for (const listener of listeners) listener(message.data, envelope.server);
	});

	const send = (message: unknown) => {
		publisher.publish(channel, JSON.stringify({ epoch: epoch(), server, message })).catch(() => undefined);
	};
	const timer = setInterval(() => {
		send({ kind: "echo" });
		if (performance.now() - Math.max(heardAt, since) < silence) return;
		since = performance.now();
		subscriber.disconnect(true);
	}, interval);
	timer.unref();

	return {
		server,
		publish: send,
		observe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		isHeard: () => heardAt > 0 && performance.now() - heardAt < silence,
		stop() {
			clearInterval(timer);
			publisher.disconnect();
			subscriber.disconnect();
		},
	};
}

function parse(text: string): z.infer<typeof envelopeSchema> | null {
	try {
		return envelopeSchema.safeParse(JSON.parse(text)).data ?? null;
	} catch {
		return null;
	}
}
