import { createHash } from "node:crypto";
import {
	cancelProposed,
	findWireItems,
	type KnownItem,
	putWireItem,
	readEditorPost,
	readEditorStory,
	renameWireItem,
	type Wire,
} from "@dateline/shared/database";
import {
	ProblemError,
	postInputSchema,
	postPatchSchema,
	storyInputSchema,
	storyPatchSchema,
} from "@dateline/shared/protocol";
import { type Actor, actorKey } from "../actor.ts";
import { handIn, type Outcome, type Writing } from "../commands/hand-in.ts";
import { movePost, patchPost } from "../commands/posts/change-post.ts";
import { createPost } from "../commands/posts/create-post.ts";
import { changeState } from "../commands/stories/change-state.ts";
import { createStory } from "../commands/stories/create-story.ts";
import { patchStory } from "../commands/stories/patch-story.ts";
import type { AcceptParts } from "../parts.ts";
import { type FeedItem, plainText } from "./feed-item.ts";
import { creditLine } from "./parse-feed.ts";

/** What became of an item that came in. `same`: it says nothing new. */
export type Filed = "new" | "changed" | "killed" | "same" | "seen" | "refused";

/** The wire as who files: what goes to readers by itself needs the right to write, anything else waits for an editor. */
export const actorOfWire = ({ id, name, direct }: Pick<Wire, "id" | "name" | "direct">): Actor => ({
	kind: "wire",
	...{ id, name },
	scopes: [direct ? "write" : "contribute"],
});

/** What an item says, without when: two that are equal say the same. */
const hashOf = ({ title, html, link }: FeedItem): string =>
	createHash("sha256")
		.update(JSON.stringify([title, html, link]))
		.digest("hex")
		.slice(0, 32);

/**
 * What of this wire is known of these items, by their ids. An item whose id has changed is known by its address, where
 * only one item of the feed has that, or by saying the same; it goes on under the new id.
 */
export async function findKnown(
	{ database: { kysely } }: Pick<AcceptParts, "database">,
	wire: Wire,
	items: readonly FeedItem[],
): Promise<{ known: Map<string, KnownItem>; doubles: number }> {
	const guids = new Set(items.map(({ guid }) => guid));
	const links = items.flatMap(({ link }) => link ?? []);
	const ownLinks = new Set(links.filter((link) => links.indexOf(link) === links.lastIndexOf(link)));
	const hashes = items.filter(({ title, html }) => title.length + html.length > 40).map(hashOf);
	const asked = { guids: [...guids], links: [...ownLinks], hashes };
	const found = await findWireItems(kysely, wire.id, asked);
	const known = new Map(found.map((row) => [row.guid, row]));
	let doubles = 0;
	for (const item of items) {
		if (known.has(item.guid) || item.killed) continue;
		const hash = hashOf(item);
		const before = found.find(
			(row) =>
				!guids.has(row.guid) &&
				known.get(row.guid) === row &&
				((item.link !== null && ownLinks.has(item.link) && row.link === item.link) ||
					(hashes.includes(hash) && row.hash === hash)),
		);
		if (before === undefined) continue;
		await renameWireItem(kysely, before, item.guid);
		known.delete(before.guid);
		known.set(item.guid, { ...before, guid: item.guid });
		doubles += 1;
	}
	return { known, doubles };
}

/** Files one item: as new, as a change of what we have of it, or taken back. What it can't be is noted, never thrown. */
export async function fileItem(
	parts: AcceptParts,
	wire: Wire,
	item: FeedItem,
	{ known, seenOnly = false }: { known: KnownItem | undefined; seenOnly?: boolean },
): Promise<Filed> {
	const hash = hashOf(item);
	const isKnown = known !== undefined;
	const base = {
		...{ wireId: wire.id, guid: item.guid, hash, link: item.link ?? known?.link ?? null },
		title: item.title || known?.title || plainText(item.html, 120),
		...{ storyId: known?.story_id ?? null, postId: known?.post_id ?? null },
	};
	const { kysely } = parts.database;
	if (item.killed) {
		if (!isKnown || known.state === "killed") return "same";
		return settle(parts, { ...base, hash: known.hash, state: "killed", note: item.note }, (noted) =>
			takeBack(parts, wire, noted, item),
		);
	}
	if (isKnown && known.hash === hash && known.state !== "killed") return "same";
	if (seenOnly || (isKnown && known.state === "seen")) {
		await putWireItem(kysely, { ...base, state: "seen" });
		return "seen";
	}
	if (isKnown && known.story_id !== null) {
		const filed = await settle(parts, { ...base, state: "filed" }, (noted) => change(parts, wire, known, noted, item));
		return filed === "new" ? "changed" : filed;
	}
	return settle(parts, { ...base, state: "filed" }, (noted) => file(parts, wire, noted, item));
}

/** Where something went. */
interface Place {
	storyId: string | null;
	postId: string | null;
}

type Noted = Parameters<typeof putWireItem>[1];

/** Does it, which notes the item in the same transaction; what is refused is noted as that. */
async function settle(parts: AcceptParts, item: Noted, act: (item: Noted) => Promise<void>): Promise<Filed> {
	const { kysely } = parts.database;
	try {
		await act(item);
		return item.state === "killed" ? "killed" : "new";
	} catch (error) {
		if (!(error instanceof ProblemError) || error.code === "internal" || error.code === "busy") throw error;
		// A kill of what is gone already is done.
		const isDone = item.state === "killed" && /withdrawn|not_found/.test(error.code);
		await putWireItem(kysely, { ...item, ...(isDone ? {} : { state: "refused", note: error.message.slice(0, 500) }) });
		return isDone ? "killed" : "refused";
	}
}

const bodyOf = (wire: Wire, { html, link }: FeedItem) => ({
	format: "html" as const,
	value: html.slice(0, 390_000) + (wire.credit ? creditLine(wire.name, link) : ""),
});

/** Of a schema that refuses: a problem as the API has it. */
function fit<Value>(
	parsed: { success: true; data: Value } | { success: false; error: { issues: { message: string }[] } },
): Value {
	if (parsed.success) return parsed.data;
	throw new ProblemError("invalid", parsed.error.issues[0]?.message ?? "It does not fit.");
}

/** Hands in by the wire, and notes in the same transaction where it went: whatever dies, it is filed once. */
async function hand(
	parts: AcceptParts,
	{ actor, noted, place }: { actor: Actor; noted: Noted; place?: (made: Outcome) => Place },
	command: (transaction: Writing) => Promise<Outcome>,
): Promise<void> {
	await handIn(parts, { actor, idempotency: null, success: 201 }, async (transaction) => {
		const outcome = await command(transaction);
		await putWireItem(transaction, { ...noted, ...place?.(outcome) });
		return outcome;
	});
}

async function file(parts: AcceptParts, wire: Wire, noted: Noted, item: FeedItem): Promise<void> {
	const actor = actorOfWire(wire);
	const [kind, id] = wire.target?.split(":") ?? [];
	const body = bodyOf(wire, item);
	const headline = item.title || plainText(item.html, 120) || wire.name;
	if (kind === "story" && id !== undefined) {
		const input = fit(
			postInputSchema.safeParse({ headline: item.title, body, ...(item.at && { publishedAt: item.at }) }),
		);
		return hand(
			parts,
			{
				...{ actor, noted },
				place: (made) => ({ storyId: id, postId: "submission" in made ? postOf(made.submission.change) : null }),
			},
			(transaction) => createPost(transaction, { storyId: id, input, actor }),
		);
	}
	const input = fit(
		storyInputSchema.safeParse({ kind: "article", headline, body, ...(kind === "section" && { section: id }) }),
	);
	return hand(
		parts,
		{
			...{ actor, noted },
			place: (made) => ({ storyId: "submission" in made ? made.submission.storyId : null, postId: null }),
		},
		(transaction) => createStory(transaction, input, actor),
	);
}

const postOf = (change: object): string | null => ("postId" in change ? String(change.postId) : null);

/** Changes what was made of an item: a draft at once, a published text by a submission, which waits unless it is direct. */
async function change(parts: AcceptParts, wire: Wire, known: KnownItem, noted: Noted, item: FeedItem): Promise<void> {
	const actor = actorOfWire(wire);
	const { storyId, postId } = noted;
	if (storyId === null) return;
	const asked = { actor, ifMatch: null, storyId };
	const body = bodyOf(wire, item);
	const wasKilled = known.state === "killed";
	return hand(parts, { actor, noted }, async (transaction) => {
		await cancelProposed(transaction, { actor: actorKey(actor), storyId, postId });
		if (wasKilled) return restore(transaction, { storyId, postId, actor });
		if (postId !== null) {
			const patch = fit(postPatchSchema.safeParse({ headline: item.title, body }));
			return patchPost(transaction, patch, { ...asked, postId });
		}
		const headline = item.title || plainText(item.html, 120) || wire.name;
		const patch = fit(storyPatchSchema.safeParse({ headline, body }));
		return patchStory(transaction, { ...asked, patch });
	});
}

/** What was taken back and comes again is given back; its text follows when it next changes. */
function restore(
	transaction: Writing,
	{ storyId, postId, actor }: { storyId: string; postId: string | null; actor: Actor },
) {
	const asked = { storyId, actor, ifMatch: null };
	if (postId !== null) return movePost(transaction, "post.restore", { ...asked, postId });
	return changeState(transaction, "story.restore", asked);
}

/** A kill is obeyed at once, wherever the item went: what waits is cancelled, what readers see is withdrawn. */
async function takeBack(parts: AcceptParts, wire: Wire, noted: Noted, item: FeedItem): Promise<void> {
	const { storyId, postId } = noted;
	if (storyId === null) return putWireItem(parts.database.kysely, noted);
	const actor = actorOfWire({ ...wire, direct: true });
	const reason = `${wire.name}: ${item.note ?? "taken back"}`.slice(0, 500);
	const asked = { storyId, actor, ifMatch: null, reason };
	return hand(parts, { actor, noted }, async (transaction) => {
		await cancelProposed(transaction, { actor: actorKey(actor), storyId, postId });
		if (postId !== null) {
			const post = await readEditorPost(transaction, storyId, postId);
			if (!post) throw new ProblemError("not_found", "It is not there any more.");
			return movePost(transaction, "post.withdraw", { ...asked, postId });
		}
		if (!(await readEditorStory(transaction, storyId)))
			throw new ProblemError("not_found", "It is not there any more.");
		return changeState(transaction, "story.withdraw", asked);
	});
}
