import { chmodSync, existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { migrate, type OpenRecord, openDatabase } from "@dateline/shared/database";
import { CommandError, messageOf } from "./command-error.ts";
import { foldersOf } from "./data-folder.ts";
import type { runSelf } from "./run-self.ts";
import { listSnapshots } from "./snapshot/take-snapshot.ts";

/**
 * Opens the embedded record of a data folder, migrated; makes it when there is none. Making it takes 850 MB for seconds, so
 * another process does that, beside the final place: a kill leaves no half-made record.
 *
 * Call it only while holding the data folder.
 *
 * @throws {CommandError} when the record is damaged, with the newest snapshot's name
 */
export async function openEmbeddedRecord(dataDir: string, run: typeof runSelf): Promise<OpenRecord> {
	const folder = foldersOf(dataDir).record;
	if (!existsSync(folder)) {
		const draft = `${folder}.new`;
		rmSync(draft, { recursive: true, force: true });
		await run(["make-record", draft]);
		// PGlite's files are open to every user of the machine, and accounts and drafts are in them.
		chmodSync(draft, 0o700);
		renameSync(draft, folder);
	}
	const record = await openExisting(dataDir, folder);
	await migrate(record);
	return record;
}

/** Makes an empty record in a new folder. */
export async function makeRecord(folder: string): Promise<void> {
	const record = await openDatabase({ folder });
	await migrate(record);
	await record.close();
}

async function openExisting(dataDir: string, folder: string): Promise<OpenRecord> {
	try {
		// PGlite would take a folder without this file for an empty one, and write over it.
		if (!existsSync(join(folder, "PG_VERSION"))) throw new Error("PG_VERSION is missing");
		return await openDatabase({ folder });
	} catch (error) {
		const [newest] = await listSnapshots(foldersOf(dataDir).snapshots);
		const wayOut =
			newest === undefined
				? "There is no snapshot of it."
				: `Restore the newest snapshot with: npx --no dateline restore ${newest}`;
		const [reason] = messageOf(error).split(/[.(\n]/);
		throw new CommandError(`The record in ${folder} is damaged (${reason}). ${wayOut}`);
	}
}
