import { newId } from "@dateline/shared/model";
import {
	type Alert,
	type Doing,
	heartbeatInterval,
	type Lease,
	type LeaseRequest,
	leaseTime,
	newsroomVersion,
	type PersonHere,
	type Receipt,
	type StationReport,
	type Submission,
	type TakeOver,
	type WorkCounts,
} from "@dateline/shared/protocol";
import { openTogetherSocket } from "./together-socket.ts";

/** Whose right to edit something is just now. */
export type LeaseState =
	/** Nobody's, as far as is known here. */
	| { kind: "free" }
	| { kind: "mine"; lease: Lease }
	/** `silent`: milliseconds since it was heard from last; free to take from {@link leaseTime} on. */
	| { kind: "theirs"; lease: Lease; silent: number; free: boolean };

/**
 * What the others at the desk do, and what becomes of what one sends: presence, leases, counts, receipts, alerts. It
 * comes over a socket of its own; without it everything else goes on, and nothing here stops anybody from writing.
 */
export interface Together {
	/** This tab, among those of the same account. */
	readonly tab: string;
	readonly connected: boolean;
	/** The server's time now, in milliseconds: what the times of leases and people are told by. */
	now(): number;

	/** This story is on the screen, until the answer is called. */
	enter(storyId: string): () => void;
	/** What one does in it; what is left out stays. Call with `typing: true` at each key: it ends by itself. */
	doing(what: Partial<Doing>): void;
	/** Everybody in a story, oneself first. */
	people(storyId: string): readonly PersonHere[];

	lease(subject: string): LeaseState;
	/** Something is opened for editing: takes the lease when it is free, keeps it until {@link release}, and takes it again when the connection is back. */
	take(storyId: string, subject: string): Promise<LeaseState>;
	/** It is closed: handed in or left. */
	release(subject: string): void;
	/** One quiet line to whoever holds it. */
	askFor(storyId: string, subject: string): Promise<boolean>;
	/** Asks nothing; the other one's text becomes their draft. */
	takeOver(storyId: string, subject: string): Promise<LeaseState>;
	/** Who asks for what this tab holds; null when nobody does. */
	askedFor(subject: string): { by: string; at: string } | null;
	/** It was mine and somebody took it over: my text is a draft of mine. */
	taken(subject: string): TakeOver | null;
	/** The line about a take-over was read. */
	noted(storyId: string, subject: string): void;
	/** Called when this tab loses a lease that it holds: the editor closes and leaves what was typed as it is kept. */
	onTaken(listener: (taken: TakeOver) => void): () => void;

	/** Counts of a story's posts; of all with null. Null while they are not known. */
	counts(storyId: string | null): WorkCounts | null;
	/** Grows whenever something of this story (null: of any) changed that readers don't see. */
	version(storyId: string | null): number;
	/** The newest receipt of a post. */
	receipt(postId: string): Receipt | null;
	/** All receipts of a story, newest first. */
	receipts(storyId: string): readonly Receipt[];
	/** Screens that show a story now (null: all of them); null when that is not known. */
	readers(storyId: string | null): number | null;
	readonly alerts: readonly Alert[];
	/** How the way of an update does; comes while somebody asks with {@link watchState}. */
	readonly station: StationReport | null;
	watchState(): () => void;
	/** What became of a submission of this account. */
	onSubmission(listener: (submission: Submission) => void): () => void;

	observe(listener: () => void): () => void;
	close(): void;
}

const typingTime = 4_000;

/** @param queued how many writes wait on this device */
export function joinTogether({ url, queued }: { url: string; queued: () => number }): Together {
	const tab = newId();
	const listeners = new Set<() => void>();
	const onSubmission = new Set<(submission: Submission) => void>();
	const onTaken = new Set<(taken: TakeOver) => void>();
	const people = new Map<string, readonly PersonHere[]>();
	const leases = new Map<string, Lease>();
	const taken = new Map<string, TakeOver>();
	const asked = new Map<string, { by: string; at: string }>();
	const counts = new Map<string | null, { counts: WorkCounts; version: number }>();
	const receipts = new Map<string, Map<number, Receipt>>();
	/** What this tab has open: subject by story. */
	const open = new Map<string, string>();
	let readers: { whole: number; complete: boolean; stories: Record<string, number> } | null = null;
	let alerts: readonly Alert[] = [];
	let station: StationReport | null = null;
	let watchers = 0;
	let story: string | null = null;
	let doing: Doing = { kind: "elsewhere", subject: null, typing: false, queued: 0 };
	let typing: ReturnType<typeof setTimeout> | undefined;
	let sending: ReturnType<typeof setTimeout> | undefined;
	/** The server's clock before ours, in milliseconds. */
	let lead = 0;

	const tell = () => {
		for (const listener of [...listeners]) listener();
	};
	const note = (at: string) => {
		lead = Date.parse(at) - Date.now();
	};

	const socket = openTogetherSocket(url, tab, {
		connected() {
			void here();
			for (const [subject, storyId] of open) void ask("take", storyId, subject);
			tell();
		},
		lost() {
			people.clear();
			readers = null;
			station = null;
			tell();
		},
		cut() {
			people.clear();
			tell();
		},
		presence({ at, storyId, people: all }) {
			note(at);
			people.set(
				storyId,
				[...all].sort((a, b) => Number(b.tab === tab) - Number(a.tab === tab)),
			);
			tell();
		},
		leases({ at, storyId, leases: all, taken: lost }) {
			note(at);
			for (const lease of [...leases.values()]) if (lease.storyId === storyId) leases.delete(lease.subject);
			for (const one of [...taken.values()]) if (one.storyId === storyId) taken.delete(one.subject);
			for (const lease of all) leases.set(lease.subject, lease);
			for (const one of lost) taken.set(one.subject, one);
			// A lease that was mine and is somebody's now was taken over.
			for (const [subject, of] of open) {
				const lease = leases.get(subject);
				if (of !== storyId || !lease || lease.tab === tab) continue;
				const loss = taken.get(subject);
				if (!loss) continue;
				open.delete(subject);
				asked.delete(subject);
				for (const listener of [...onTaken]) listener(loss);
			}
			tell();
		},
		asked({ subject, by, at }) {
			asked.set(subject, { by, at });
			tell();
		},
		counts({ storyId, counts: now, version }) {
			counts.set(storyId, { counts: now, version });
			tell();
		},
		receipts({ storyId, receipts: some }) {
			const of = receipts.get(storyId) ?? new Map<number, Receipt>();
			for (const receipt of some) of.set(receipt.position, receipt);
			receipts.set(storyId, of);
			tell();
		},
		readers(now) {
			readers = now;
			tell();
		},
		submission(submission) {
			for (const listener of [...onSubmission]) listener(submission);
		},
		alerts(message) {
			note(message.at);
			alerts = message.alerts;
			tell();
		},
		state(report) {
			note(report.at);
			station = report;
			tell();
		},
	});

	async function here() {
		clearTimeout(sending);
		sending = undefined;
		const what = { ...doing, queued: Math.min(999, queued()) };
		const answer = await socket.ask("here", { v: newsroomVersion, storyId: story, doing: what, state: watchers > 0 });
		if (answer?.ok) note(answer.at);
	}
	/** What changes in one go is told once. */
	const hereSoon = () => {
		sending ??= setTimeout(() => void here(), 50);
	};
	const heartbeat = setInterval(() => void here(), heartbeatInterval);

	async function ask(action: LeaseRequest["action"], storyId: string, subject: string): Promise<boolean> {
		const answer = await socket.ask("lease", { v: newsroomVersion, action, storyId, subject });
		if (answer === null) return false;
		if (answer.lease) leases.set(subject, answer.lease);
		else if (answer.lease === null) leases.delete(subject);
		tell();
		return answer.ok;
	}

	function lease(subject: string): LeaseState {
		const known = leases.get(subject);
		if (!known) return { kind: "free" };
		if (known.tab === tab) return { kind: "mine", lease: known };
		const silent = Math.max(0, Date.now() + lead - Date.parse(known.renewedAt));
		return { kind: "theirs", lease: known, silent, free: silent > leaseTime };
	}

	const leave = () => {
		for (const [subject, storyId] of open)
			socket.tell("lease", { v: newsroomVersion, action: "release", storyId, subject });
		// A page that is left is no lost connection. One that is shown again connects anew, and says where it is then.
		const doing: Doing = { kind: "elsewhere", subject: null, typing: false, queued: 0 };
		socket.tell("here", { v: newsroomVersion, storyId: null, doing, state: false });
	};
	addEventListener("pagehide", leave);

	return {
		tab,
		get connected() {
			return socket.connected;
		},
		now: () => Date.now() + lead,
		enter(storyId) {
			story = storyId;
			doing = { ...doing, kind: "reading", subject: null };
			hereSoon();
			return () => {
				if (story !== storyId) return;
				story = null;
				doing = { ...doing, kind: "elsewhere", subject: null };
				hereSoon();
			};
		},
		doing(what) {
			const next = { ...doing, ...what };
			if (what.typing) {
				clearTimeout(typing);
				typing = setTimeout(() => {
					doing = { ...doing, typing: false };
					hereSoon();
				}, typingTime);
			}
			if (JSON.stringify(next) === JSON.stringify(doing)) return;
			doing = next;
			hereSoon();
		},
		people: (storyId) => people.get(storyId) ?? [],
		lease,
		async take(storyId, subject) {
			open.set(subject, storyId);
			taken.delete(subject);
			await ask("take", storyId, subject);
			return lease(subject);
		},
		release(subject) {
			const storyId = open.get(subject);
			if (storyId === undefined) return;
			open.delete(subject);
			asked.delete(subject);
			void ask("release", storyId, subject);
		},
		askFor: (storyId, subject) => ask("askFor", storyId, subject),
		async takeOver(storyId, subject) {
			open.set(subject, storyId);
			await ask("takeOver", storyId, subject);
			return lease(subject);
		},
		askedFor: (subject) => (open.has(subject) ? (asked.get(subject) ?? null) : null),
		taken: (subject) => taken.get(subject) ?? null,
		noted(storyId, subject) {
			if (!taken.delete(subject)) return;
			void ask("noted", storyId, subject);
			tell();
		},
		onTaken: (listener) => subscribe(onTaken, listener),
		counts: (storyId) => counts.get(storyId)?.counts ?? null,
		version: (storyId) => counts.get(storyId)?.version ?? 0,
		receipt: (postId) =>
			[...receipts.values()]
				.flatMap((of) => [...of.values()])
				.filter((one) => one.postId === postId)
				.reduce<Receipt | null>((newest, one) => (newest && newest.position > one.position ? newest : one), null),
		receipts: (storyId) => [...(receipts.get(storyId)?.values() ?? [])].sort((a, b) => b.position - a.position),
		readers: (storyId) =>
			readers === null ? null : storyId === null ? readers.whole : (readers.stories[storyId] ?? 0),
		get alerts() {
			return alerts;
		},
		get station() {
			return station;
		},
		watchState() {
			watchers += 1;
			hereSoon();
			return () => {
				watchers -= 1;
				hereSoon();
			};
		},
		onSubmission: (listener) => subscribe(onSubmission, listener),
		observe: (listener) => subscribe(listeners, listener),
		close() {
			clearInterval(heartbeat);
			clearTimeout(sending);
			clearTimeout(typing);
			removeEventListener("pagehide", leave);
			leave();
			socket.close();
		},
	};
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
	listeners.add(listener);
	return () => void listeners.delete(listener);
}
