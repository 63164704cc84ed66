import { autosaveSchema, listOf } from "@dateline/shared/protocol";
import { z } from "zod";
import type { LocalStore } from "./local-store.ts";
import { ApiError, request, requestAs } from "./request.ts";

/** What is typed and not handed in, by what it belongs to (`new-post:<story id>`, `story:<id>`, …). */
export type Content = Record<string, unknown>;

export interface KeptPiece {
	subject: string;
	content: Content;
	at: Date;
}

export type KeptState =
	| { where: "nowhere" }
	/** On its way: typed, and not yet written anywhere. */
	| { where: "typing" }
	| { where: "device"; at: Date }
	| { where: "server"; at: Date };

/**
 * Keeps what is typed: on this device within a third of a second, on the server a second and a half later, and at
 * once when the page is left. Nobody waits for it.
 */
export interface Keeper {
	keep(subject: string, content: Content): void;
	/** What was kept last, of the device's copy and the server's the newer one; null when there is none. */
	read(subject: string): Promise<Content | null>;
	/** It was handed in, or thrown away. */
	forget(subject: string): Promise<void>;
	state(subject: string): KeptState;
	/** What is kept on this device, newest first: for whoever was signed out. */
	list(): Promise<KeptPiece[]>;
	/** What is kept on this device and on the server, newest first. What was handed in elsewhere is left out. */
	listEverywhere(): Promise<KeptPiece[]>;
	observe(listener: (subject: string) => void): () => void;
}

const deviceDelay = 250;
const serverDelay = 1500;

/** `content` null: it was forgotten here, and the server has yet to be told. */
const keptSchema = z.object({
	content: z.record(z.string(), z.unknown()).nullable(),
	at: z.number(),
	synced: z.boolean(),
});
type Kept = z.infer<typeof keptSchema>;
const prefix = "autosave:";

const newestFirst = (a: KeptPiece, b: KeptPiece): number => b.at.getTime() - a.at.getTime();

const addressOf = (subject: string) => `/api/v1/autosaves/${encodeURIComponent(subject)}`;

interface Pending {
	content: Content;
	device: ReturnType<typeof setTimeout> | null;
	server: ReturnType<typeof setTimeout> | null;
}

/** A {@link Keeper} over the device's store; `page` is what says `pagehide`. */
export function createKeeper({ store, page }: { store: LocalStore; page: EventTarget }): Keeper {
	const pending = new Map<string, Pending>();
	const states = new Map<string, KeptState>();
	const listeners = new Set<(subject: string) => void>();

	/** One trip to the server at a time for each subject, so that a late save can't bring back what was forgotten. */
	const trips = new Map<string, Promise<unknown>>();
	const inTurn = <Value>(subject: string, trip: () => Promise<Value>): Promise<Value> => {
		const next = (trips.get(subject) ?? Promise.resolve()).then(trip, trip);
		trips.set(subject, next);
		return next;
	};

	const say = (subject: string, state: KeptState) => {
		states.set(subject, state);
		for (const listener of [...listeners]) listener(subject);
	};

	async function writeToDevice(subject: string, entry: Pending): Promise<void> {
		if (entry.device !== null) clearTimeout(entry.device);
		entry.device = null;
		const at = Date.now();
		await store.set(prefix + subject, { content: entry.content, at, synced: false } satisfies Kept);
		if (pending.get(subject) === entry) say(subject, { where: "device", at: new Date(at) });
	}

	async function writeToServer(subject: string, entry: Pending, keepalive: boolean): Promise<void> {
		if (entry.server !== null) clearTimeout(entry.server);
		entry.server = null;
		const { content } = entry;
		try {
			const save = () => request(addressOf(subject), { method: "PUT", body: { content }, keepalive });
			// A page that is going away can't wait for its turn.
			await (keepalive ? save() : inTurn(subject, save));
		} catch (error) {
			// It stays on the device, unsynced. A refusal will not get better by asking again; silence may.
			if (error instanceof ApiError && error.problem.status < 500) return;
			if (pending.get(subject) === entry)
				entry.server = setTimeout(() => void writeToServer(subject, entry, false), 5000);
			return;
		}
		// Typed on meanwhile: the later content goes by its own timer.
		if (pending.get(subject) !== entry || entry.content !== content) return;
		pending.delete(subject);
		const at = Date.now();
		await store.set(prefix + subject, { content, at, synced: true } satisfies Kept);
		if (!pending.has(subject)) say(subject, { where: "server", at: new Date(at) });
	}

	/** What the server could not be told stays forgotten on this device, so that it never comes back by itself. */
	async function removeFromServer(subject: string): Promise<void> {
		try {
			await inTurn(subject, () => request(addressOf(subject), { method: "DELETE" }));
		} catch (error) {
			if (!(error instanceof ApiError && error.problem.status === 404)) return;
		}
		if (!pending.has(subject)) await store.remove(prefix + subject);
	}

	page.addEventListener("pagehide", () => {
		for (const [subject, entry] of pending) {
			void writeToDevice(subject, entry);
			void writeToServer(subject, entry, true);
		}
	});

	async function listDevice(): Promise<(KeptPiece & { synced: boolean })[]> {
		const all = await store.list(prefix);
		const written = all.flatMap(([key, value]) => {
			const subject = key.slice(prefix.length);
			const kept = keptSchema.safeParse(value).data;
			if (!kept?.content || pending.has(subject)) return [];
			return [{ subject, content: kept.content, at: new Date(kept.at), synced: kept.synced }];
		});
		const typed = [...pending].map(([subject, { content }]) => ({ subject, content, at: new Date(), synced: false }));
		return [...typed, ...written].sort(newestFirst);
	}

	return {
		keep(subject, content) {
			const before = pending.get(subject);
			if (before?.device) clearTimeout(before.device);
			if (before?.server) clearTimeout(before.server);
			const entry: Pending = { content, device: null, server: null };
			entry.device = setTimeout(() => void writeToDevice(subject, entry), deviceDelay);
			entry.server = setTimeout(() => void writeToServer(subject, entry, false), serverDelay);
			pending.set(subject, entry);
			say(subject, { where: "typing" });
		},
		async read(subject) {
			const typed = pending.get(subject);
			if (typed) return typed.content;
			const [device, server] = await Promise.all([
				store.get(prefix + subject).then((value) => keptSchema.safeParse(value).data ?? null),
				// The list, since asking for one that isn't there is an error in the browser's eyes.
				requestAs(listOf(autosaveSchema), "/api/v1/autosaves")
					.then(({ items }) => items.find((one) => one.subject === subject) ?? null)
					.catch((error: unknown) => (error instanceof ApiError ? null : undefined)),
			]);
			if (device?.content === null) void removeFromServer(subject);
			// Unsynced means newer than the server's, whatever the two clocks say.
			if (device && (!device.synced || server === undefined)) return device.content;
			return server?.content ?? null;
		},
		async forget(subject) {
			const entry = pending.get(subject);
			if (entry?.device) clearTimeout(entry.device);
			if (entry?.server) clearTimeout(entry.server);
			pending.delete(subject);
			say(subject, { where: "nowhere" });
			await store.set(prefix + subject, { content: null, at: Date.now(), synced: false } satisfies Kept);
			await removeFromServer(subject);
		},
		state: (subject) => states.get(subject) ?? { where: "nowhere" },
		list: listDevice,
		async listEverywhere() {
			const [device, keys, server] = await Promise.all([
				listDevice(),
				store.list(prefix).then((all) => new Set(all.map(([key]) => key.slice(prefix.length)))),
				requestAs(listOf(autosaveSchema), "/api/v1/autosaves")
					.then(({ items }) => items)
					.catch(() => null),
			]);
			if (server === null) return device;
			const onServer = new Set(server.map(({ subject }) => subject));
			const here = device.filter(({ subject, synced }) => !synced || onServer.has(subject));
			// Of a subject that this device knows, its own copy counts: it is the newer one, or was forgotten.
			const elsewhere = server
				.filter(({ subject }) => !keys.has(subject))
				.map(({ subject, content, updatedAt }) => ({ subject, content, at: new Date(updatedAt) }));
			return [...here, ...elsewhere].sort(newestFirst);
		},
		observe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
	};
}
