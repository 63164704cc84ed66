import { newEpoch, openDatabase } from "@dateline/shared/database";
import { parseSettings } from "@dateline/shared/settings";
import type { Command } from "../command.ts";
import { CommandError, messageOf } from "../command-error.ts";
import { foldersOf } from "../data-folder.ts";
import { holdDataFolder } from "../hold-data-folder.ts";
import { restoreSnapshot } from "../snapshot/restore-snapshot.ts";

/** Each way ends in a new epoch: what was restored is another history, and no reader may take it for the one that went on. */
export const restore: Command = {
	kind: "process",
	name: "restore",
	usage: "FILE",
	summary: "Put a snapshot in the record's place. With PostgreSQL: no FILE, after you restored it by its own means.",
	run: async ({ argv, env, print }) => {
		const settings = parseSettings(env);
		const [file] = argv;
		if (settings.databaseUrl !== null) {
			if (file !== undefined) {
				throw new CommandError(
					"Restore PostgreSQL by its own means first, then run `dateline restore` without a file.",
				);
			}
			print(`The record has a new epoch: ${await renewEpoch(settings.databaseUrl)}`);
			return 0;
		}
		if (file === undefined || argv.length > 1) throw new CommandError("Which snapshot? Use: dateline restore FILE");
		const hold = await holdDataFolder(settings.dataDir);
		if (hold === null) throw new CommandError("Stop Dateline first: the data folder is in use.");
		try {
			const { facts, kept } = await restoreSnapshot(file, foldersOf(settings.dataDir).record);
			print(`Restored ${file}, up to position ${facts.position}.`);
			if (kept !== null) print(`The record that was there is kept in ${kept}`);
			return 0;
		} catch (error) {
			throw new CommandError(`${file} can't be restored, and nothing was changed: ${messageOf(error)}`);
		} finally {
			await hold.release();
		}
	},
};

async function renewEpoch(url: string): Promise<string> {
	const record = await openDatabase({ url });
	try {
		return await newEpoch(record.kysely);
	} finally {
		await record.close();
	}
}
