import { accessSync, constants, mkdirSync } from "node:fs";
import { CommandError, messageOf } from "./command-error.ts";
import { isUsedElsewhere } from "./instance-file.ts";
import { type DataFolderLock, lockDataFolder } from "./lock-data-folder.ts";

/**
 * Makes the data folder if it is missing, closed to other users, and locks it against every other process, also of another container.
 *
 * @returns null when it is in use
 * @throws {CommandError} when it can't be written to
 */
export async function holdDataFolder(dataDir: string): Promise<DataFolderLock | null> {
	try {
		mkdirSync(dataDir, { recursive: true, mode: 0o700 });
		accessSync(dataDir, constants.W_OK);
	} catch (error) {
		throw new CommandError(`The data folder ${dataDir} can't be written to: ${messageOf(error)}.`);
	}
	const lock = await lockDataFolder(dataDir);
	if (lock === null || !(await isUsedElsewhere(dataDir))) return lock;
	await lock.release();
	return null;
}
