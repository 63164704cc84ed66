import { type Selectable, sql } from "kysely";
import type { Scope, TokenView } from "../protocol/index.ts";
import { instant, instantOrNull } from "./instants.ts";
import type { Executor } from "./open.ts";
import { appendControl } from "./people-controls.ts";
import type { Database } from "./schema.ts";

/** Records a token by the SHA-256 of its secret, which itself is kept nowhere. */
export async function insertToken(
	executor: Executor,
	token: {
		id: string;
		name: string;
		hash: string;
		scopes: readonly Scope[];
		expiresAt: string | null;
		/** The name of who made it. */
		createdBy: string | null;
	},
): Promise<TokenView> {
	const row = await executor
		.insertInto("tokens")
		.values({
			id: token.id,
			name: token.name,
			hash: token.hash,
			scopes: [...token.scopes],
			expires_at: token.expiresAt,
			created_by: token.createdBy,
		})
		.returningAll()
		.executeTakeFirstOrThrow();
	return present(row);
}

/** The token with this hash, unless it was revoked or has ended. */
export async function findToken(executor: Executor, hash: string): Promise<TokenView | null> {
	const row = await executor
		.selectFrom("tokens")
		.selectAll()
		.where("hash", "=", hash)
		.where("revoked_at", "is", null)
		.where(sql<boolean>`(expires_at is null or expires_at > clock_timestamp())`)
		.executeTakeFirst();
	return row ? present(row) : null;
}

/** All tokens, revoked ones too, newest first. */
export async function readTokens(executor: Executor): Promise<TokenView[]> {
	const rows = await executor
		.selectFrom("tokens")
		.selectAll()
		.orderBy("created_at", "desc")
		.orderBy("id", "desc")
		.execute();
	return rows.map(present);
}

/** Notes that a token is in use, once a minute or when it comes from elsewhere. */
export async function noteTokenUse(executor: Executor, { id }: TokenView, from: string | null): Promise<void> {
	await executor
		.updateTable("tokens")
		.set({ last_used_at: sql<Date>`clock_timestamp()`, last_used_from: from })
		.where("id", "=", id)
		.where(
			sql<boolean>`(last_used_at is null or last_used_at < clock_timestamp() - interval '1 minute'
				or last_used_from is distinct from ${from})`,
		)
		.execute();
}

/** Marks a token as revoked and tells every server, in a transaction; harmlessly when it is already; null when there is no such one. */
export async function markTokenRevoked(transaction: Executor, id: string): Promise<TokenView | null> {
	const row = await transaction
		.updateTable("tokens")
		.set({ revoked_at: sql<Date>`coalesce(revoked_at, clock_timestamp())` })
		.where("id", "=", id)
		.returningAll()
		.executeTakeFirst();
	if (!row) return null;
	await appendControl(transaction, { type: "token.revoked", tokenId: id });
	return present(row);
}

function present(row: Selectable<Database["tokens"]>): TokenView {
	return {
		id: row.id,
		name: row.name,
		scopes: row.scopes as Scope[],
		createdAt: instant(row.created_at),
		revokedAt: instantOrNull(row.revoked_at),
		expiresAt: instantOrNull(row.expires_at),
		createdBy: row.created_by,
		lastUsedAt: instantOrNull(row.last_used_at),
		lastUsedFrom: row.last_used_from,
	};
}
