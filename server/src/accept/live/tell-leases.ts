import {
	forgetLoss,
	type OpenRecord,
	readLease,
	readLeases,
	readLossesIn,
	releaseLeases,
	renewLeases,
	takeLease,
	takeLeaseOver,
} from "@dateline/shared/database";
import type { LeaseRequest, NewsroomAck } from "@dateline/shared/protocol";
import type { Logger } from "pino";
import { noteAction } from "../audit/index.ts";
import type { Desk, Desks } from "./desks.ts";
import type { NewsroomBus } from "./newsroom-bus.ts";
import { isInStory } from "./subject-in-story.ts";

/** Leases: taken, kept, asked for, taken over and given back, and told to everybody in the story. */
export interface TellLeases {
	answer(desk: Desk, request: LeaseRequest): Promise<NewsroomAck>;
	/** Keeps what a console holds. */
	renew(desk: Desk): Promise<void>;
	/** Gives back what it held: its tab is closed. */
	release(desk: Desk): Promise<void>;
	/** Tells one console, or everybody in a story, how it is. */
	tell(storyId: string, desks?: readonly Desk[]): Promise<void>;
	/** Looks whether another server has changed anything, and tells it. */
	poll(): Promise<void>;
	/** Hands on that somebody asks for a lease, if its holder is here. */
	handOn(asked: { storyId: string; subject: string; by: string; holder: string; tab: string; at: string }): void;
}

export function tellLeases(parts: {
	database: OpenRecord;
	desks: Desks;
	bus: Pick<NewsroomBus, "publish">;
	now(): string;
	log: Logger;
}): TellLeases {
	const { database, desks, bus, now } = parts;
	const { kysely } = database;
	/** What was told of each story last. */
	const told = new Map<string, string>();
	const holderOf = ({ person, tab }: Desk) => ({ id: person.id, name: person.name, tab });

	async function tell(storyId: string, to: readonly Desk[] = desks.in(storyId)): Promise<void> {
		if (to.length === 0) return;
		const [leases, losses] = [await readLeases(kysely, [storyId]), await readLossesIn(kysely, storyId)];
		told.set(storyId, JSON.stringify([leases, [...losses]]));
		for (const desk of to) {
			desk.tell("leases", { at: now(), storyId, leases, taken: losses.get(desk.person.id) ?? [] });
		}
	}

	/** Everybody here and everywhere looks anew. */
	async function changed(storyId: string): Promise<void> {
		bus.publish({ kind: "leases", storyId });
		await tell(storyId);
	}

	function handOn({ storyId, subject, by, holder, tab, at }: Parameters<TellLeases["handOn"]>[0]): void {
		for (const desk of desks.all) {
			if (desk.person.id === holder && desk.tab === tab) desk.tell("asked", { at, storyId, subject, by });
		}
	}

	const refuse = (code: "not_found" | "held", message: string): NewsroomAck => ({
		ok: false,
		error: { code, message },
	});

	return {
		async answer(desk, { action, storyId, subject }) {
			const holder = holderOf(desk);
			if (action === "release") {
				await releaseLeases(kysely, { holder, subject });
				await changed(storyId);
				return { ok: true, at: now(), lease: null };
			}
			if (action === "noted") {
				await forgetLoss(kysely, holder.id, subject);
				await tell(storyId);
				return { ok: true, at: now() };
			}
			if (!(await isInStory(kysely, subject, storyId)))
				return refuse("not_found", "There is no such thing in this story.");
			if (action === "askFor") {
				const lease = await readLease(kysely, subject);
				if (!lease) return { ok: true, at: now(), lease: null };
				const asked = { storyId, subject, by: holder.name, holder: lease.holder.id, tab: lease.tab, at: now() };
				handOn(asked);
				bus.publish({ kind: "asked", ...asked });
				return { ok: true, at: now(), lease };
			}
			if (action === "take") {
				const lease = await takeLease(kysely, { subject, storyId, holder });
				if (lease?.tab !== holder.tab)
					return { ...refuse("held", `${lease?.holder.name ?? "Somebody"} edits this.`), lease };
				await changed(storyId);
				return { ok: true, at: now(), lease };
			}
			const { lease } = await kysely.transaction().execute(async (transaction) => {
				const taken = await takeLeaseOver(transaction, { subject, storyId, holder });
				const { from } = taken;
				if (from) {
					await noteAction(transaction, {
						...{ actor: desk.person, action: "lease.take_over", subject, storyId },
						detail: { from: from.holder.id, fromName: from.holder.name, silentSince: from.renewedAt },
					});
				}
				return taken;
			});
			await changed(storyId);
			return { ok: true, at: now(), lease };
		},
		renew: (desk) => renewLeases(kysely, holderOf(desk)),
		async release(desk) {
			for (const storyId of await releaseLeases(kysely, { holder: holderOf(desk) })) await changed(storyId);
		},
		tell,
		async poll() {
			for (const storyId of told.keys()) if (!desks.stories().includes(storyId)) told.delete(storyId);
			const stories = desks.stories();
			const all = await readLeases(kysely, stories);
			for (const storyId of stories) {
				const leases = all.filter((lease) => lease.storyId === storyId);
				const before = told.get(storyId);
				if (before !== undefined && JSON.stringify(leases) === JSON.stringify(JSON.parse(before)[0])) continue;
				await tell(storyId);
			}
		},
		handOn,
	};
}
