import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { type Kysely, Kysely as KyselyDatabase, PGliteDialect, PostgresDialect, type Transaction } from "kysely";
import pg from "pg";
import type { Database } from "./schema.ts";

/** What a repository works with: the record itself, or a transaction on it. Always an argument, never kept. */
export type Executor = Kysely<Database> | Transaction<Database>;

/** An open record. `dialect` says what is behind it; `pglite` is there for snapshots of the embedded one. */
export interface OpenRecord {
	readonly kysely: Kysely<Database>;
	readonly dialect: "pglite" | "postgres";
	readonly pglite: PGlite | null;
	close(): Promise<void>;
}

/** int8 arrives as text from PostgreSQL; positions and counts stay far below 2^53, so they become numbers. */
const int8 = 20;

/** Milliseconds that a connection may take to come about, waiting for a free one of the pool included. */
const longestConnect = 10_000;
/** Milliseconds that PostgreSQL waits for a process that holds locks and says nothing, such as one whose machine is gone. */
const longestIdle = 15_000;

/**
 * Opens PostgreSQL at a `postgres://` URL, or PGlite in a folder (`null`: in memory, for tests). Opens nothing but the
 * connection: migrations are {@link migrate}'s.
 */
export async function openDatabase(where: { url: string } | { folder: string | null }): Promise<OpenRecord> {
	if ("url" in where) {
		const types = new pg.TypeOverrides();
		types.setTypeParser(int8, Number);
		const pool = new pg.Pool({
			connectionString: where.url,
			max: 10,
			types,
			keepAlive: true,
			connectionTimeoutMillis: longestConnect,
			idle_in_transaction_session_timeout: longestIdle,
		});
		// A connection that breaks is replaced by the pool, and whoever was using it gets the error from the query;
		// without a listener on both, idle or in use, it would end the process.
		pool.on("error", () => undefined);
		pool.on("connect", (client) => client.on("error", () => undefined));
		const kysely = new KyselyDatabase<Database>({ dialect: new PostgresDialect({ pool }) });
		return { kysely, dialect: "postgres", pglite: null, close: () => kysely.destroy() };
	}
	return fromPglite(await openPglite(where.folder === null ? {} : { dataDir: where.folder }));
}

/** PGlite with the extensions that the record may use: one that has them can't be read to the end without. */
export const openPglite = (options: Omit<PGliteOptions, "extensions"> = {}): Promise<PGlite> =>
	PGlite.create({ ...options, extensions: { pg_trgm } });

/** The record in a PGlite that is open already; closing the one closes the other. */
export function fromPglite(pglite: PGlite): OpenRecord {
	const kysely = new KyselyDatabase<Database>({ dialect: new PGliteDialect({ pglite }) });
	async function close(): Promise<void> {
		await kysely.destroy();
		// Kysely leaves alone what it was never asked to use.
		if (!pglite.closed) await pglite.close();
	}
	return { kysely, dialect: "pglite", pglite, close };
}

/** A value as the text of a `jsonb` column. */
export const json = (value: unknown): string => JSON.stringify(value);
