import { mkdtemp, rm } from "node:fs/promises";
import { openDatabase } from "@dateline/shared/database";
import { extractArchive } from "./archive.ts";
import { type RecordFacts, readWholeRecord } from "./record-facts.ts";

/**
 * Opens a snapshot in a folder beside it, reads every row of it and says what it is. Takes the memory of a second record
 * for that time, so the running instance does it in a process of its own.
 *
 * @throws when the file is damaged or is no snapshot
 */
export async function readSnapshot(file: string): Promise<RecordFacts> {
	const folder = await mkdtemp(`${file}.opened-`);
	try {
		await extractArchive(file, folder);
		const record = await openDatabase({ folder });
		try {
			if (record.pglite === null) throw new Error("a snapshot is an embedded record");
			return await readWholeRecord(record.pglite);
		} finally {
			await record.close();
		}
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
