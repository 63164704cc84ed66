import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { writeArchive } from "./archive.ts";
import { copyRecord } from "./copy-record.ts";
import type { PgliteRecord, RecordFacts } from "./record-facts.ts";

const KEPT = 5;
const NAME = /^dateline-[\dTZ-]+\.tar\.gz$/;

export type SnapshotSource = {
	pglite: PgliteRecord;
	/** The folder of that PGlite. */
	recordFolder: string;
	snapshotFolder: string;
	/** Opens the file, reads all of it and says what it is. */
	readSnapshot(file: string): Promise<RecordFacts>;
};

/**
 * Takes a snapshot of the record. It gets its name only after it was opened and read, row by row, and found to be the
 * history and the position that were copied; then all but the newest five are removed.
 *
 * @returns the file, and what it holds
 */
export async function takeSnapshot(source: SnapshotSource): Promise<{ file: string; facts: RecordFacts }> {
	const { pglite, recordFolder, snapshotFolder, readSnapshot } = source;
	await mkdir(snapshotFolder, { recursive: true, mode: 0o700 });
	await removeUnfinished(snapshotFolder);
	const name = `dateline-${new Date().toISOString().replace(/[:.]/g, "-")}.tar.gz`;
	const copy = join(snapshotFolder, `${name}.copy`);
	const draft = join(snapshotFolder, `${name}.draft`);
	try {
		const facts = await copyRecord(pglite, recordFolder, copy);
		await writeArchive(copy, draft);
		await rm(copy, { recursive: true, force: true });
		const read = await readSnapshot(draft);
		if (read.epoch !== facts.epoch || read.position !== facts.position) {
			throw new Error(`the snapshot holds position ${read.position} instead of ${facts.position}`);
		}
		const file = join(snapshotFolder, name);
		await rename(draft, file);
		for (const old of (await listSnapshots(snapshotFolder)).slice(KEPT)) await rm(old, { force: true });
		return { file, facts };
	} finally {
		await rm(copy, { recursive: true, force: true });
		await rm(draft, { force: true });
	}
}

/** The snapshots in a folder, newest first. */
export async function listSnapshots(snapshotFolder: string): Promise<string[]> {
	const names = await readdir(snapshotFolder).catch(() => []);
	return names
		.filter((name) => NAME.test(name))
		.sort()
		.reverse()
		.map((name) => join(snapshotFolder, name));
}

/** What a kill left half done. */
async function removeUnfinished(snapshotFolder: string): Promise<void> {
	for (const name of await readdir(snapshotFolder)) {
		if (/\.(copy|draft|opened-\w+)$/.test(name)) await rm(join(snapshotFolder, name), { recursive: true, force: true });
	}
}
