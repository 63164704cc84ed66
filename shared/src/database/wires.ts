import { type Selectable, sql } from "kysely";
import type { WireItem, WireItemState, WireKind, WireView } from "../protocol/index.ts";
import { instant, instantOrNull } from "./instants.ts";
import type { Executor } from "./open.ts";
import type { Database } from "./schema.ts";

/** A wire as whoever asks it needs it; `credentials` are sealed. */
export type Wire = Selectable<Database["wires"]>;
/** What came in before, by the wire's own id. */
export type KnownItem = Selectable<Database["wire_items"]>;

/** Seconds that a wire is one asker's. */
const secondsTaken = 60;

/** Takes the feeds that are due, for this asker alone. */
export async function takeWires(transaction: Executor, asker: string, kind: WireKind, limit: number): Promise<Wire[]> {
	const { rows } = await sql<Wire>`
		update wires set taken_by = ${asker}, taken_until = clock_timestamp() + make_interval(secs => ${secondsTaken})
		where id in (
			select id from wires where state = 'active' and kind = ${kind} and next_at <= clock_timestamp()
				and (taken_until is null or taken_until < clock_timestamp())
			order by next_at limit ${limit} for update skip locked
		) returning *`.execute(transaction);
	return rows;
}

/** Takes one wire, whether or not it is due; null while another has it. */
export async function takeWire(executor: Executor, id: string, asker: string): Promise<Wire | null> {
	const { rows } = await sql<Wire>`
		update wires set taken_by = ${asker}, taken_until = clock_timestamp() + make_interval(secs => ${secondsTaken})
		where id = ${id} and (taken_until is null or taken_until < clock_timestamp()) returning *`.execute(executor);
	return rows[0] ?? null;
}

/** What one asking came to. */
export interface WireAsked {
	problem: string | null;
	/** Seconds until it is asked again. */
	nextIn: number;
	unchanged?: boolean;
	doubles?: number;
	format?: string;
	etag?: string | null;
	lastModified?: string | null;
}

/** Notes what an asking came to, and lets others have the wire. */
export async function settleWire(
	executor: Executor,
	{ id, taken_by, failures }: Wire,
	asked: WireAsked,
): Promise<void> {
	const { problem, nextIn, unchanged = false, doubles = 0, format, etag, lastModified } = asked;
	const now = sql<Date>`clock_timestamp()`;
	await executor
		.updateTable("wires")
		.set({
			...{ taken_by: null, taken_until: null, asked_at: now, problem },
			next_at: sql<Date>`clock_timestamp() + make_interval(secs => ${nextIn})`,
			failures: problem === null ? 0 : failures + 1,
			asked: sql<number>`asked + 1`,
			unchanged: sql<number>`unchanged + ${unchanged ? 1 : 0}`,
			doubles: sql<number>`doubles + ${doubles}`,
			...(problem === null && { answered_at: now, begun: true }),
			...(format !== undefined && { format }),
			...(etag !== undefined && { etag }),
			...(lastModified !== undefined && { last_modified: lastModified }),
		})
		.where("id", "=", id)
		.where("taken_by", "=", taken_by)
		.execute();
}

/** The items that are known by these ids, or by these addresses, or say the same. */
export async function findWireItems(
	executor: Executor,
	wireId: string,
	{ guids, links, hashes }: { guids: readonly string[]; links: readonly string[]; hashes: readonly string[] },
): Promise<KnownItem[]> {
	const { rows } = await sql<KnownItem>`
		select * from wire_items where wire_id = ${wireId} and (
			guid = any(${[...guids]}::text[]) or link = any(${[...links]}::text[])
			or (hash = any(${[...hashes]}::text[]) and last_at > clock_timestamp() - interval '2 days')
		) order by first_at`.execute(executor);
	return rows;
}

/** Notes an item: a new one, or what became of one. */
export async function putWireItem(
	executor: Executor,
	item: {
		wireId: string;
		guid: string;
		hash: string;
		link: string | null;
		title: string;
		storyId: string | null;
		postId: string | null;
		keyDevelopmentId?: string | null;
		state: WireItemState;
		note?: string | null;
	},
): Promise<void> {
	const { wireId, storyId, postId, keyDevelopmentId = null, note = null, ...rest } = item;
	await executor
		.insertInto("wire_items")
		.values({
			...{ wire_id: wireId, story_id: storyId, post_id: postId, key_development_id: keyDevelopmentId, note },
			...rest,
		})
		.onConflict((conflict) =>
			conflict.columns(["wire_id", "guid"]).doUpdateSet({
				...{ hash: rest.hash, link: rest.link, title: rest.title, state: rest.state, note },
				...{ story_id: storyId, post_id: postId, key_development_id: keyDevelopmentId },
				version: sql<number>`wire_items.version + 1`,
				last_at: sql<Date>`clock_timestamp()`,
			}),
		)
		.execute();
}

/** An item came under another id: it goes on under that. */
export async function renameWireItem(executor: Executor, { wire_id, guid }: KnownItem, to: string): Promise<void> {
	await executor
		.updateTable("wire_items")
		.set({ guid: to })
		.where("wire_id", "=", wire_id)
		.where("guid", "=", guid)
		.execute();
}

/** Cancels the changes of a text that a wire had proposed and nobody has looked at: a newer one takes their place. */
export async function cancelProposed(
	transaction: Executor,
	{ actor, storyId, postId }: { actor: string; storyId: string; postId: string | null },
): Promise<void> {
	await sql`
		update submissions set state = 'cancelled', done_at = clock_timestamp()
		where actor = ${actor} and story_id = ${storyId} and state = 'waiting'
			and change ->> 'type' in ('story.update', 'post.update')
			and (change ->> 'postId') is not distinct from ${postId}::text`.execute(transaction);
}

type NewWire = {
	id: string;
	name: string;
	kind: WireKind;
	address: string | null;
	credentials: string | null;
	target: string | null;
	direct: boolean;
	credit: boolean;
	every_seconds: number;
	begun: boolean;
	secret_hash: string | null;
	created_by: string;
};

export async function insertWire(executor: Executor, wire: NewWire): Promise<void> {
	await executor.insertInto("wires").values(wire).execute();
}

/** Changes a wire; another address, or being switched on, has it asked at once. False: there is none. */
export async function updateWire(
	executor: Executor,
	id: string,
	change: Partial<Omit<NewWire, "id" | "kind" | "created_by">> & { state?: "active" | "paused" },
): Promise<boolean> {
	const again = change.address !== undefined || change.state === "active";
	const { numUpdatedRows } = await executor
		.updateTable("wires")
		.set({
			...change,
			...(change.address !== undefined && { etag: null, last_modified: null }),
			...(again && { failures: 0, next_at: sql<Date>`clock_timestamp()` }),
			taken_by: null,
			taken_until: null,
		})
		.where("id", "=", id)
		.executeTakeFirst();
	return numUpdatedRows === 1n;
}

export async function deleteWire(executor: Executor, id: string): Promise<boolean> {
	const { numDeletedRows } = await executor.deleteFrom("wires").where("id", "=", id).executeTakeFirst();
	return numDeletedRows === 1n;
}

/** The inbound wire whose secret has this hash. */
export async function findInboundWire(executor: Executor, hash: string): Promise<Wire | null> {
	const row = await executor.selectFrom("wires").selectAll().where("secret_hash", "=", hash).executeTakeFirst();
	return row ?? null;
}

/** Notes that something was sent to an inbound wire. */
export async function noteInbound(executor: Executor, id: string, problem: string | null): Promise<void> {
	const now = sql<Date>`clock_timestamp()`;
	await executor
		.updateTable("wires")
		.set({
			...{ asked_at: now, problem, asked: sql<number>`asked + 1` },
			...(problem === null && { answered_at: now }),
		})
		.where("id", "=", id)
		.execute();
}

/** All wires, or one, as the API shows them; by name. */
export async function readWires(executor: Executor, id: string | null = null): Promise<WireView[]> {
	const { rows } = await sql<Wire & { today: number; items: number; killed: number }>`
		select wires.*, counts.today::int, counts.items::int, counts.killed::int from wires
		cross join lateral (
			select count(*) filter (where first_at > clock_timestamp() - interval '1 day' and wire_items.state <> 'seen') as today,
				count(*) as items, count(*) filter (where wire_items.state = 'killed') as killed
			from wire_items where wire_id = wires.id
		) counts
		where ${id}::text is null or wires.id = ${id} order by lower(name), id`.execute(executor);
	return rows.map((row) => ({
		...{ id: row.id, name: row.name, kind: row.kind, address: row.address, target: row.target, direct: row.direct },
		...{ credit: row.credit, everySeconds: row.every_seconds, state: row.state, format: row.format },
		...{ hasAuthorization: row.credentials !== null, askedAt: instantOrNull(row.asked_at) },
		answeredAt: instantOrNull(row.answered_at),
		nextAt: row.state === "active" && row.kind !== "inbound" ? instant(row.next_at) : null,
		...{ asked: row.asked, unchanged: row.unchanged, doubles: row.doubles, failures: row.failures },
		...{ problem: row.problem, today: row.today, items: row.items, killed: row.killed },
		...{ position: row.cursor?.position ?? null, createdBy: row.created_by, createdAt: instant(row.created_at) },
	}));
}

/** What came in by a wire, newest first. */
export async function readWireItems(executor: Executor, wireId: string, limit: number): Promise<WireItem[]> {
	const rows = await executor
		.selectFrom("wire_items")
		.selectAll()
		.where("wire_id", "=", wireId)
		.orderBy("last_at", "desc")
		.orderBy("guid")
		.limit(limit)
		.execute();
	return rows.map((row) => ({
		...{ guid: row.guid, title: row.title, link: row.link, state: row.state, version: row.version, note: row.note },
		...{ storyId: row.story_id, postId: row.post_id, firstAt: instant(row.first_at), lastAt: instant(row.last_at) },
	}));
}
