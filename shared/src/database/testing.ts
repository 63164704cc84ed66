import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { newId } from "../model/index.ts";
import { migrate, newEpoch, type OpenRecord, openDatabase } from "./index.ts";
import { fromPglite, openPglite } from "./open.ts";

/** The address of a PostgreSQL server for tests; where there is none, such tests are skipped by name. */
export const testPostgresUrl = process.env["DATELINE_TEST_POSTGRES_URL"] ?? null;

/** The kinds of record that can be tested here. */
export const testKinds: readonly OpenRecord["dialect"][] = testPostgresUrl ? ["pglite", "postgres"] : ["pglite"];

/**
 * An empty, migrated record of a test's own, with an epoch of its own; `close` throws it away. PGlite comes from a
 * template that is made once per version of the migrations, in the temporary folder; PostgreSQL is a new database on
 * the server at `DATELINE_TEST_POSTGRES_URL`.
 */
export async function openTestDatabase(kind: OpenRecord["dialect"] = "pglite"): Promise<OpenRecord> {
	const record = kind === "pglite" ? await openTestPglite() : await openTestPostgres();
	await migrate(record);
	await newEpoch(record.kysely);
	return record;
}

async function openTestPglite(): Promise<OpenRecord> {
	const template = join(tmpdir(), `dateline-template-${migrationsHash()}.tar`);
	if (!existsSync(template)) {
		const pglite = await openPglite();
		await migrate(fromPglite(pglite));
		const dump = await pglite.dumpDataDir("none");
		await pglite.close();
		// Several test processes may make it at once: each writes its own, and the last rename wins.
		const draft = `${template}.${process.pid}.${newId()}`;
		writeFileSync(draft, Buffer.from(await dump.arrayBuffer()));
		renameSync(draft, template);
	}
	return fromPglite(await openPglite({ loadDataDir: new Blob([readFileSync(template)]) }));
}

function migrationsHash(): string {
	const hash = createHash("sha256");
	const here = new URL("./", import.meta.url);
	const folder = new URL("./migrations/", here);
	const files = readdirSync(folder).filter((name) => /^\d.*\.[jt]s$/.test(name) && !name.endsWith(".d.ts"));
	for (const file of files.sort()) hash.update(readFileSync(new URL(file, folder)));
	const migrate = new URL("migrate.ts", here);
	hash.update(readFileSync(existsSync(migrate) ? migrate : new URL("migrate.js", here)));
	return hash.digest("hex").slice(0, 16);
}

async function openTestPostgres(): Promise<OpenRecord> {
	if (!testPostgresUrl) throw new Error("DATELINE_TEST_POSTGRES_URL is not set");
	const name = `dateline_${newId()}`;
	await onServer(testPostgresUrl, `create database ${name}`);
	const url = new URL(testPostgresUrl);
	url.pathname = `/${name}`;
	const record = await openDatabase({ url: url.href });
	const close = async () => {
		await record.close();
		await onServer(testPostgresUrl, `drop database ${name} with (force)`);
	};
	return { ...record, close };
}

async function onServer(url: string, statement: string): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	await client.query(statement);
	await client.end();
}
