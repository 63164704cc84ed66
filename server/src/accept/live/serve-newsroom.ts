import { idSchema } from "@dateline/shared/model";
import { hereSchema, leaseRequestSchema, type NewsroomAck } from "@dateline/shared/protocol";
import type { Logger } from "pino";
import type { Server, Socket } from "socket.io";
import type { Desk, Desks, Person } from "./desks.ts";
import { createMessageLimit } from "./message-limit.ts";

/** What the newsroom does with what consoles say. */
export interface NewsroomHandlers {
	/** A console says what it shows and does; it may see the story. */
	here(desk: Desk, before: string | null): Promise<void>;
	lease(desk: Desk, message: ReturnType<typeof leaseRequestSchema.parse>): Promise<NewsroomAck>;
	/** `closed`: it said so itself. */
	gone(desk: Desk, how: "closed" | "lost"): void;
}

/** The readers' server, as far as the newsroom needs it. */
export interface Doors {
	readonly io: Server;
	letterOf(socket: Socket): { readonly cookie: string; readonly origin: string | undefined } | null;
}

/** Consoles of one account at one server: more are a script. */
const desksOfOne = 24;
/** A heartbeat looks after the session again when it was looked after so long ago, milliseconds. */
const recheckAfter = 4_000;

/**
 * The namespace `/newsroom`: for who is signed in, from our own pages. Each message is parsed, each story's own policy
 * asked, and again at every heartbeat; who says too much or what makes no sense is cut off.
 */
export function serveNewsroom(parts: {
	doors: Doors;
	desks: Desks;
	ownOrigins: readonly string[];
	/** Who a cookie's session is, or null. */
	personOf(cookie: string): Promise<Person | null>;
	/** Who they are in a story; null when they may not see it. */
	enter(person: Person, storyId: string): Promise<Person | null>;
	handlers: NewsroomHandlers;
	now(): string;
	log: Logger;
}): { recheck(): void; stop(): void } {
	const { doors, desks, ownOrigins, personOf, enter, handlers, now, log } = parts;
	const namespace = doors.io.of("/newsroom");
	const rechecks = new Map<Desk, () => Promise<Person | null>>();
	let stopping = false;

	namespace.use((socket, next) => {
		const refuse = (code: string) => next(Object.assign(new Error(code), { data: { code } }));
		const letter = doors.letterOf(socket);
		const tab = idSchema.safeParse((socket.handshake.auth as { tab?: unknown }).tab).data;
		if (!letter) return refuse("unauthenticated");
		if (letter.origin === undefined || !ownOrigins.includes(letter.origin)) return refuse("forbidden");
		if (tab === undefined) return refuse("bad_request");
		personOf(letter.cookie).then(
			(person) => {
				if (!person) return refuse("unauthenticated");
				const sameTab = [...desks.all].find((desk) => desk.tab === tab);
				// A tab's name is no secret among colleagues: it is theirs alone to use.
				if (sameTab && sameTab.person.id !== person.id) return refuse("forbidden");
				if ([...desks.all].filter((desk) => desk.person.id === person.id).length >= desksOfOne) return refuse("busy");
				socket.data = { person, tab, cookie: letter.cookie };
				next();
			},
			() => refuse("busy"),
		);
	});

	namespace.on("connection", (socket) => {
		const { person, tab, cookie } = socket.data as { person: Person; tab: string; cookie: string };
		const limit = createMessageLimit();
		let checkedAt = performance.now();
		let saidGoodbye = false;
		const desk: Desk = {
			...{ person, tab, storyId: null, inStory: person, wantsState: false },
			doing: { kind: "elsewhere", subject: null, typing: false, queued: 0 },
			tell: (name, message) => void socket.emit(name, message),
			cut(reason) {
				// Who is sent away is gone, not lost.
				saidGoodbye = true;
				socket.emit("cut", { reason });
				socket.disconnect(true);
			},
		};
		desks.add(desk);

		/** Who it is in this story by now; null when the session or the right to the story is gone. */
		async function check(storyId: string | null): Promise<Person | null> {
			checkedAt = performance.now();
			const known = await personOf(cookie);
			if (!known || known.id !== person.id) {
				desk.cut("signed_out");
				return null;
			}
			desk.person = known;
			return storyId === null ? known : enter(known, storyId);
		}
		rechecks.set(desk, () => check(desk.storyId));

		/** One message: parsed, within the limit, answered once. */
		const on = <Message>(
			name: string,
			schema: { safeParse(value: unknown): { success: boolean; data?: Message } },
			handle: (message: Message) => Promise<NewsroomAck>,
		) => {
			socket.on(name, (message: unknown, ack: unknown) => {
				const answer = (value: NewsroomAck) => typeof ack === "function" && ack(value);
				if (!limit.take()) {
					socket.disconnect(true);
					return;
				}
				const { data, success } = schema.safeParse(message);
				if (!success) return answer(refusal("bad_request", "That is not a message of this version."));
				handle(data as Message).then(answer, (err: unknown) => {
					log.warn({ err, name }, "a console's message could not be dealt with");
					answer(refusal("busy", "Try again in a moment."));
				});
			});
		};

		on("here", hereSchema, async ({ storyId, doing, state }) => {
			const isDue = storyId !== desk.storyId || performance.now() - checkedAt > recheckAfter;
			const inStory = isDue ? await check(storyId) : desk.inStory;
			if (!inStory) {
				const before = desk.storyId;
				desk.storyId = null;
				// Nothing of that story is its any more, leases neither.
				if (before !== null) handlers.gone(desk, "closed");
				return refusal("forbidden", "This story is not yours to see.");
			}
			if (!desks.all.has(desk)) return refusal("signed_out", "The session has ended.");
			const before = desk.storyId;
			const wanted = desk.person.role === "contributor" ? false : state;
			Object.assign(desk, { storyId, inStory, doing, wantsState: wanted });
			saidGoodbye = storyId === null;
			await handlers.here(desk, before);
			return { ok: true, at: now() };
		});
		on("lease", leaseRequestSchema, async (message) => {
			if (message.storyId !== desk.storyId && !(await check(message.storyId)))
				return refusal("forbidden", "This story is not yours to see.");
			return handlers.lease(desk, message);
		});
		socket.on("disconnect", () => {
			desks.remove(desk);
			rechecks.delete(desk);
			// A server that stops is no reason to lose a lease: the tab comes back to another one within seconds.
			if (!stopping) handlers.gone(desk, saidGoodbye ? "closed" : "lost");
		});
	});

	return {
		recheck() {
			for (const [desk, check] of rechecks) {
				check().then(
					(isWelcome) => {
						if (!isWelcome && desks.all.has(desk)) desk.cut("forbidden");
					},
					() => undefined,
				);
			}
		},
		stop() {
			stopping = true;
			namespace.disconnectSockets(true);
		},
	};
}

const refusal = (code: "bad_request" | "forbidden" | "busy" | "signed_out", message: string): NewsroomAck => ({
	ok: false,
	error: { code, message },
});
