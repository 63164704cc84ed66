import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { migrate, type OpenRecord, openDatabase } from "@dateline/shared/database";
import { parseSettings, type Settings } from "@dateline/shared/settings";
import type { Command, ProcessContext } from "./command.ts";
import { CommandError } from "./command-error.ts";
import { askInstance } from "./control-socket.ts";
import { foldersOf } from "./data-folder.ts";
import { holdDataFolder } from "./hold-data-folder.ts";
import { readInstanceFile } from "./instance-file.ts";
import { openEmbeddedRecord } from "./open-embedded-record.ts";
import { runSelf } from "./run-self.ts";
import { takeSnapshot } from "./snapshot/take-snapshot.ts";

type RecordCommand = Extract<Command, { kind: "record" }>;

/** How long a command waits for an instance that is starting or stopping, or for another command. */
const PATIENCE_MS = 20_000;

/** Runs a command where the record is: see {@link Command}. */
export async function runRecordCommand(command: RecordCommand, { argv, env }: ProcessContext): Promise<string> {
	const settings = parseSettings(env);
	if (settings.databaseUrl !== null) {
		const database = await openDatabase({ url: settings.databaseUrl });
		try {
			await migrate(database);
			return await command.run({ argv, settings, database, takeSnapshot: refuseSnapshot });
		} finally {
			await database.close();
		}
	}

	const { dataDir } = settings;
	const until = performance.now() + PATIENCE_MS;
	while (true) {
		const instance = readInstanceFile(dataDir);
		const output = instance && (await askInstance(instance.control, [...command.name.split(" "), ...argv]));
		if (output !== null) return output;
		const lock = await holdDataFolder(dataDir);
		if (lock !== null) {
			try {
				// Standard error: what the command prints is for scripts.
				if (!existsSync(foldersOf(dataDir).record))
					process.stderr.write(
						`There was no record in ${dataDir}: it is made now. If yours is elsewhere, set DATA_DIR.\n`,
					);
				const database = await openEmbeddedRecord(dataDir, runSelf);
				try {
					return await command.run({
						argv,
						settings,
						database,
						takeSnapshot: () => takeEmbeddedSnapshot(settings, database, true),
					});
				} finally {
					await database.close();
				}
			} finally {
				await lock.release();
			}
		}
		if (performance.now() > until) throw new CommandError(`The data folder ${dataDir} is in use by another process.`);
		await sleep(200);
	}
}

async function refuseSnapshot(): Promise<string> {
	throw new CommandError("Snapshots are of the embedded record; back up PostgreSQL by its own means.");
}

/** Takes a snapshot of the embedded record and gives its file's name. */
export async function takeEmbeddedSnapshot(
	{ dataDir }: Settings,
	{ pglite }: OpenRecord,
	urgent: boolean,
): Promise<string> {
	if (pglite === null) return refuseSnapshot();
	const { record, snapshots } = foldersOf(dataDir);
	const { file } = await takeSnapshot({
		pglite,
		recordFolder: record,
		snapshotFolder: snapshots,
		readSnapshot: async (draft) => JSON.parse(await runSelf(["read-snapshot", draft], urgent)),
	});
	return file;
}
