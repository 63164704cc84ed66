import { isDeepStrictEqual } from "node:util";
import { type Executor, readDigest } from "@dateline/shared/database";
import type { EventDraft } from "@dateline/shared/model";
import { sql } from "kysely";
import type { NewEvent } from "./append-events.ts";
import type { Fact } from "./decision.ts";
import type { Shown } from "./shown.ts";

/**
 * The events that tell other pages what changed of a story: its card in lists, what is live now, the digests that
 * quote it. They come after the story's own events, so that a withdrawal never withholds the fresh card. A withdrawal
 * withholds all earlier cards (see `withholds` in shared/model), so with one among the `facts` the card is told even
 * when it shows nothing of what went: who was away has only this one.
 */
export async function tellShown(
	transaction: Executor,
	storyId: string,
	facts: readonly Fact[],
	before: Shown,
	after: Shown,
): Promise<NewEvent[]> {
	const withheld = facts.some(({ type }) => type === "post.withdrawn" || type === "key_development.withdrawn");
	const why = facts.find((fact) => fact.type === "story.withdrawn" && "reason" in fact) as
		| { reason?: string }
		| undefined;
	const events = tellCard(storyId, withheld, before, after, why?.reason);
	if (!before.shared || !after.shared) return events;
	if (!isDeepStrictEqual(before.shared.site, after.shared.site)) events.push(siteEvent(after.shared.site));
	for (const [date, digest] of after.shared.digests) {
		if (isDeepStrictEqual(before.shared.digests.get(date)?.lines, digest.lines)) continue;
		events.push(await reviseDigest(transaction, date));
	}
	return events;
}

/** The event of a card that came, changed or went, in all lists that it stood or stands in. */
function tellCard(storyId: string, withheld: boolean, before: Shown, after: Shown, reason?: string): NewEvent[] {
	const same = isDeepStrictEqual(before.card, after.card) && isDeepStrictEqual(before.lists, after.lists);
	if (same && !(withheld && after.card)) return [];
	const type = !after.card ? "card.withdrawn" : before.card ? "card.updated" : "card.added";
	const left = before.lists.filter((channel) => !after.lists.includes(channel));
	const joined = after.lists.filter((channel) => !before.lists.includes(channel));
	const draft: EventDraft = {
		type,
		...(left.length > 0 && { left }),
		...(joined.length > 0 && { joined }),
		card: after.card ?? { id: storyId },
		...(!after.card && reason !== undefined && { reason }),
	};
	const subject = { type, storyId, postId: null, keyDevelopmentId: null, date: null } as const;
	return [{ draft, channels: [...before.lists, ...after.lists, `card:${storyId}`], subject }];
}

/** The event that brings the whole site anew. */
export function siteEvent(site: NonNullable<Shown["shared"]>["site"]): NewEvent {
	const type = "site.updated";
	return {
		draft: { type, site },
		channels: ["site"],
		subject: { type, storyId: null, postId: null, keyDevelopmentId: null, date: null },
	};
}

async function reviseDigest(transaction: Executor, date: string): Promise<NewEvent> {
	await transaction
		.updateTable("digests")
		.set({ revision: sql<number>`revision + 1` })
		.where("date", "=", date)
		.execute();
	return digestEvent(transaction, date);
}

/** The event that brings a day's digest anew. */
export async function digestEvent(transaction: Executor, date: string): Promise<NewEvent> {
	const digest = await readDigest(transaction, date);
	if (!digest) throw new TypeError("what was published cannot be read back");
	const type = "digest.updated";
	return {
		draft: { type, digest },
		channels: ["site"],
		subject: { type, storyId: null, postId: null, keyDevelopmentId: null, date },
	};
}
