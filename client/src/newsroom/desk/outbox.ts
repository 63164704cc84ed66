import { newId } from "@dateline/shared/model";
import { submissionDetailSchema } from "@dateline/shared/protocol";
import { type Delivery, deliverySchema, isInQueue, isUnsettled, settle } from "./delivery.ts";
import type { LocalStore } from "./local-store.ts";
import { changesSince, fillPictures, type PicturesOnTheWay, stampLate } from "./outbox-body.ts";
import { ApiError, ConnectionError, request, requestAs } from "./request.ts";

export interface Write {
	lane: string;
	type: string;
	method: Delivery["method"];
	path: string;
	body?: unknown;
	/** What was edited, as it was read: its revision goes along as `If-Match`. */
	basis?: { revision: number; draftRevision?: number };
	about?: Record<string, unknown>;
	/** Gives it the time of the key press as its editorial time when it goes out much later: it was written then. */
	stampLate?: boolean;
}

/**
 * Everything that the console changes goes through here: kept on this device, sent with one Idempotency-Key until it is
 * answered, one after the other in each lane, followed until it is live or refused. Survives a lost connection, a closed
 * tab and a reload.
 */
export interface Outbox {
	/** Hands it in; `settled` resolves when it is live, saved, waiting, scheduled or refused, with what was answered. */
	send(write: Write): { delivery: Delivery; settled: Promise<{ delivery: Delivery; answer: unknown }> };
	/** All that is on its way, and what settled since the page was opened; oldest first. */
	list(lane?: string): readonly Delivery[];
	/**
	 * Keeps one that has not gone out from going, for its words to be changed. False when it is too late for that.
	 */
	hold(id: string): boolean;
	/** New words for one that is held, which stays held, or for a refused one. */
	amend(id: string, change: { body: unknown; about: Record<string, unknown>; type?: string }): void;
	/** Lets a held one go. */
	release(id: string): void;
	/** Its place among those of its lane that have not gone out, 0 first; -1 when it has. */
	placeOf(id: string): number;
	/** Takes a settled one from the list, or one that has not gone out yet out of the queue. */
	dismiss(id: string): void;
	/** Why nothing goes out just now, and since when (milliseconds); null when all is well. */
	trouble(): Trouble | null;
	/** Tries at once what waits for the connection. */
	retry(): void;
	observe(listener: () => void): () => void;
	/** Stops sending; what is unsettled stays on the device for the next one. */
	close(): void;
}

export interface Trouble {
	/** Nobody answers; the session has ended; or the server asks for patience. */
	kind: "silence" | "signed-out" | "busy";
	since: number;
}

const followed: ReadonlySet<Delivery["state"]> = new Set(["accepted", "waiting", "scheduled"]);

const prefix = "outbox:";
const longestPause = 15_000;

export async function createOutbox({
	store,
	page,
	pictures = null,
}: {
	store: LocalStore;
	page: EventTarget;
	pictures?: PicturesOnTheWay | null;
}): Promise<Outbox> {
	const deliveries = new Map<string, Delivery>();
	const answers = new Map<string, unknown>();
	const waiters = new Map<string, (settled: { delivery: Delivery; answer: unknown }) => void>();
	const running = new Set<string>();
	/** Those that the server may have had a try of. */
	const tried = new Set<string>();
	/** Those of which a try is on its way just now. */
	const flying = new Set<string>();
	const listeners = new Set<() => void>();
	let trouble: Trouble | null = null;
	let wake = new AbortController();
	let closed = false;

	const tell = () => {
		for (const listener of [...listeners]) listener();
	};

	const change = (delivery: Delivery) => {
		deliveries.set(delivery.id, delivery);
		// A refused one keeps its words on the device until somebody has dealt with it.
		if (isUnsettled(delivery) || delivery.state === "refused") void store.set(prefix + delivery.id, delivery);
		else void store.remove(prefix + delivery.id);
		if (!isUnsettled(delivery)) {
			waiters.get(delivery.id)?.({ delivery, answer: answers.get(delivery.id) ?? null });
			waiters.delete(delivery.id);
		}
		tell();
	};

	const pause = (milliseconds: number) =>
		new Promise<void>((resolve) => {
			const timer = setTimeout(resolve, milliseconds);
			wake.signal.addEventListener("abort", () => {
				clearTimeout(timer);
				resolve();
			});
		});

	const note = (kind: Trouble["kind"] | null) => {
		if (kind === (trouble?.kind ?? null)) return;
		trouble = kind === null ? null : { kind, since: Date.now() };
		tell();
	};

	/** Repeats one try until somebody answers; what is refused is an answer too. Null: it was taken out meanwhile. */
	async function insist(id: string, once: (delivery: Delivery) => Promise<Delivery>): Promise<Delivery | null> {
		for (let tries = 0; ; tries += 1) {
			const delivery = deliveries.get(id);
			if (delivery === undefined || delivery.held || closed) return null;
			try {
				const next = await once(delivery);
				note(null);
				if (!deliveries.has(id) || closed) return null;
				// Held while it was on its way: it has arrived all the same.
				return { ...next, held: false };
			} catch (error) {
				const { retryAfter, status } = readFailure(error);
				if (status === "refused") {
					note(null);
					return { ...delivery, state: "refused", refusal: refusalOf(error) };
				}
				note(status);
				const now = deliveries.get(id);
				if (now?.state === "sending") change({ ...now, state: "queued" });
				await pause(retryAfter ?? Math.min(longestPause, 500 * 2 ** tries) * (0.75 + Math.random() / 2));
			}
		}
	}

	async function submit(delivery: Delivery): Promise<Delivery> {
		const { id, method, headers } = delivery;
		const filled = fillPictures(delivery, pictures);
		const { path } = filled;
		const body = stampLate(delivery, filled.body);
		const send = (words: unknown) =>
			request(path, {
				method,
				// With a session the API takes a POST only as JSON, which a foreign page can't send.
				...(method === "DELETE" ? {} : { body: words ?? {} }),
				headers: { ...headers, "idempotency-key": id },
			});
		tried.add(id);
		flying.add(id);
		try {
			const answer = await send(body);
			answers.set(id, answer);
			return settle(delivery, answer);
		} catch (error) {
			const differs = error instanceof ApiError && error.problem.code === "idempotency_mismatch";
			const before = delivery.triedBody ?? delivery.body;
			if (!differs || JSON.stringify(before) === JSON.stringify(body)) throw error;
			// An earlier try had arrived: its answer is fetched, and what was changed since goes as an edit of it.
			const answer = await send(fillPictures({ path: delivery.path, body: before }, pictures).body);
			answers.set(id, answer);
			const settled = settle(delivery, answer);
			const patch = changesSince(before, body);
			if (settled.subjectId !== null && settled.state !== "refused" && delivery.type === "post.add" && patch !== null)
				box.send({
					...{ lane: delivery.lane, type: "post.update", method: "PATCH", path: `${path}/${settled.subjectId}` },
					...{ body: patch, about: { ...delivery.about, postId: settled.subjectId } },
				});
			return settled;
		} finally {
			flying.delete(id);
		}
	}

	async function follow(delivery: Delivery): Promise<Delivery> {
		const submission = await requestAs(submissionDetailSchema, `/api/v1/submissions/${delivery.submissionId}`);
		return settle(delivery, { submission, change: submission.change });
	}

	/** The next of a lane: not held, and with all its pictures there. What waits for a picture lets the others pass. */
	function nextOf(lane: string): Delivery | undefined {
		for (const one of deliveries.values()) {
			if (one.lane !== lane || !isUnsettled(one) || one.submissionId !== null || one.held) continue;
			const { missing, refused } = fillPictures(one, pictures);
			if (refused !== null) {
				change({ ...one, state: "refused", awaits: 0, refusal: { code: "unexpected", message: refused } });
			} else if (missing === 0) return one;
			else if (one.awaits !== missing || one.state !== "queued") change({ ...one, awaits: missing, state: "queued" });
		}
		return undefined;
	}

	async function run(lane: string): Promise<void> {
		if (running.has(lane)) return;
		running.add(lane);
		for (;;) {
			const next = closed ? undefined : nextOf(lane);
			if (next === undefined) break;
			if (next.awaits > 0) change({ ...next, awaits: 0 });
			const answered = await insist(next.id, submit);
			if (!answered) continue;
			change(answered);
			if (answered.submissionId !== null) void keepFollowing(answered.id);
		}
		running.delete(lane);
	}

	const runAll = () => {
		for (const lane of new Set([...deliveries.values()].filter(isUnsettled).map((one) => one.lane))) void run(lane);
	};

	/**
	 * Accepted is safe: what comes next in the lane need not wait for it. What waits for a person or for its time is
	 * looked at now and then, as long as the page is open.
	 */
	async function keepFollowing(id: string): Promise<void> {
		for (let tries = 0; ; tries += 1) {
			const delivery = deliveries.get(id);
			if (delivery === undefined || closed || !followed.has(delivery.state)) return;
			await pause(isUnsettled(delivery) || tries === 0 ? 400 : 5000);
			const looked = await insist(id, follow);
			if (looked && JSON.stringify(looked) !== JSON.stringify(delivery)) change(looked);
		}
	}

	const retry = () => {
		wake.abort();
		wake = new AbortController();
	};
	page.addEventListener("online", retry);
	const unwatch = pictures?.observe(runAll);

	for (const [, value] of await store.list(prefix)) {
		const kept = deliverySchema.safeParse(value).data;
		if (kept) deliveries.set(kept.id, kept);
	}
	const inOrder = [...deliveries.values()].sort((a, b) => a.at - b.at);
	deliveries.clear();
	for (const delivery of inOrder) {
		deliveries.set(delivery.id, delivery);
		tried.add(delivery.id);
	}
	for (const lane of new Set(inOrder.map((one) => one.lane))) void run(lane);
	for (const { id, submissionId } of inOrder) if (submissionId !== null) void keepFollowing(id);

	const box: Outbox = {
		send({ lane, type, method, path, body, basis, about = {}, stampLate = false }) {
			const delivery: Delivery = {
				...{ id: newId(), lane, type, method, path, body, about, at: Date.now(), stampLate, held: false },
				awaits: fillPictures({ path, body }, pictures).missing,
				// Without a connection it is said at once, and not after the first try.
				state: trouble?.kind === "silence" || trouble?.kind === "signed-out" ? "queued" : "sending",
				headers: basis === undefined ? {} : { "if-match": etagOf(basis) },
				...{ submissionId: null, subjectId: null, liveAt: null, dueAt: null, refusal: null },
			};
			const settled = new Promise<{ delivery: Delivery; answer: unknown }>((resolve) =>
				waiters.set(delivery.id, resolve),
			);
			change(delivery);
			void run(lane);
			return { delivery, settled };
		},
		list: (lane) => [...deliveries.values()].filter((one) => lane === undefined || one.lane === lane),
		hold(id) {
			const delivery = deliveries.get(id);
			if (!delivery || !isInQueue(delivery) || (flying.has(id) && trouble === null)) return false;
			change({ ...delivery, held: true, state: "queued" });
			return true;
		},
		amend(id, { body, about, type }) {
			const delivery = deliveries.get(id);
			if (!delivery || !(isInQueue(delivery) || delivery.state === "refused")) return;
			const before = tried.has(id) && delivery.triedBody === undefined ? { triedBody: delivery.body } : {};
			change({ ...delivery, ...before, body, about, type: type ?? delivery.type });
		},
		release(id) {
			const delivery = deliveries.get(id);
			if (!delivery?.held) return;
			change({ ...delivery, held: false });
			void run(delivery.lane);
		},
		placeOf(id) {
			const delivery = deliveries.get(id);
			if (!delivery || !isInQueue(delivery)) return -1;
			return [...deliveries.values()].filter((one) => one.lane === delivery.lane && isInQueue(one)).indexOf(delivery);
		},
		dismiss(id) {
			deliveries.delete(id);
			answers.delete(id);
			waiters.delete(id);
			void store.remove(prefix + id);
			tell();
		},
		trouble: () => trouble,
		retry,
		observe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		close() {
			closed = true;
			page.removeEventListener("online", retry);
			unwatch?.();
			retry();
		},
	};
	return box;
}

/** Drafts count their revisions on their own. */
const etagOf = ({ revision, draftRevision }: NonNullable<Write["basis"]>): string =>
	revision === 0 && draftRevision !== undefined ? `"d${draftRevision}"` : `"${revision}"`;

/** Silence, a busy server and a limit are tried again; signed out waits for signing in; the rest is a refusal. */
function readFailure(error: unknown): { status: Trouble["kind"] | "refused"; retryAfter?: number } {
	if (error instanceof ConnectionError) return { status: "silence" };
	if (!(error instanceof ApiError)) return { status: "refused" };
	const { status } = error.problem;
	const seconds = error.problem["retryAfter"];
	if (status === 401) return { status: "signed-out" };
	if (status !== 429 && status < 500) return { status: "refused" };
	return typeof seconds === "number" ? { status: "busy", retryAfter: seconds * 1000 } : { status: "busy" };
}

function refusalOf(error: unknown): NonNullable<Delivery["refusal"]> {
	if (error instanceof ApiError) return { code: error.problem.code, message: error.message };
	return { code: "unexpected", message: "The answer could not be read. Reload the page and look whether it is live." };
}
