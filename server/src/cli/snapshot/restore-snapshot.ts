import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { migrate, newEpoch, openDatabase } from "@dateline/shared/database";
import { extractArchive } from "./archive.ts";
import { type RecordFacts, readWholeRecord } from "./record-facts.ts";

/**
 * Puts a snapshot in the place of the record. It becomes another history, with an epoch of its own, so no reader takes it
 * for the one that went on after it. The record that was there is kept beside it.
 *
 * Call it only while holding the data folder.
 *
 * @returns what was restored, and where the old record is (null: there was none)
 * @throws when the file is damaged; nothing has changed then
 */
export async function restoreSnapshot(
	file: string,
	recordFolder: string,
): Promise<{ facts: RecordFacts; kept: string | null }> {
	const draft = `${recordFolder}.restoring`;
	await rm(draft, { recursive: true, force: true });
	await extractArchive(file, draft);
	const record = await openDatabase({ folder: draft });
	let facts: RecordFacts;
	try {
		if (record.pglite === null) throw new Error("a snapshot is an embedded record");
		await migrate(record);
		await newEpoch(record.kysely);
		facts = await readWholeRecord(record.pglite);
		await record.pglite.exec("checkpoint");
	} finally {
		await record.close();
	}
	const kept = existsSync(recordFolder)
		? `${recordFolder}.before-${new Date().toISOString().replace(/[:.]/g, "-")}`
		: null;
	if (kept !== null) await rename(recordFolder, kept);
	await rename(draft, recordFolder);
	return { facts, kept };
}
