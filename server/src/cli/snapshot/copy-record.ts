import { constants } from "node:fs";
import { copyFile, mkdir, readdir, rm, stat } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { type PgliteRecord, type RecordFacts, readRecordFacts } from "./record-facts.ts";

type Copied = Map<string, { size: number; mtimeMs: number }>;

/**
 * Copies the folder of an open PGlite to a new folder, as it is at one moment. Most is copied while the record works on; only
 * what has changed since is copied while it is held, after a checkpoint, so that publishing waits for moments.
 * The checkpoint also keeps the write-ahead log short: PGlite makes none by itself.
 *
 * @returns what the copy must contain when it is opened
 */
export async function copyRecord(pglite: PgliteRecord, folder: string, target: string): Promise<RecordFacts> {
	await mkdir(target, { recursive: true, mode: 0o700 });
	const copied: Copied = new Map();
	await copyChanged(folder, target, copied, () => true);
	return pglite.transaction(async (transaction) => {
		await transaction.exec("checkpoint");
		const facts = await readRecordFacts(transaction);
		const { rows } = await transaction.query<{ first: string; last: string }>(
			"select pg_walfile_name(redo_lsn) as first, pg_walfile_name(pg_current_wal_insert_lsn()) as last from pg_control_checkpoint()",
		);
		const needed = rows[0];
		if (needed === undefined) throw new Error("the record does not tell where its log is");
		await copyChanged(folder, target, copied, (path) => isNeeded(path, needed));
		return facts;
	});
}

/** Of the write-ahead log, only what lies between the checkpoint and now; the rest waits for being used again. */
function isNeeded(path: string, { first, last }: { first: string; last: string }): boolean {
	const segment = /^pg_wal[\\/]([\dA-F]{24})$/.exec(path)?.[1];
	return segment === undefined || (segment >= first && segment <= last);
}

async function copyChanged(
	folder: string,
	target: string,
	copied: Copied,
	wanted: (path: string) => boolean,
): Promise<void> {
	const gone = new Set(copied.keys());
	for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
		const path = relative(folder, join(entry.parentPath, entry.name));
		if (entry.isDirectory()) {
			await mkdir(join(target, path), { recursive: true, mode: 0o700 });
			continue;
		}
		if (!entry.isFile() || entry.name === "postmaster.pid" || !wanted(path)) continue;
		gone.delete(path);
		const now = await stat(join(folder, path)).catch(() => null);
		const before = copied.get(path);
		if (now === null || (before?.size === now.size && before.mtimeMs === now.mtimeMs)) continue;
		await mkdir(dirname(join(target, path)), { recursive: true, mode: 0o700 });
		const done = await copyFile(join(folder, path), join(target, path), constants.COPYFILE_FICLONE).then(
			() => true,
			() => false,
		);
		if (done) copied.set(path, { size: now.size, mtimeMs: now.mtimeMs });
		else gone.add(path);
	}
	for (const path of gone) {
		copied.delete(path);
		await rm(join(target, path), { force: true });
	}
}
