import type { OpenRecord } from "@dateline/shared/database";
import type { Settings } from "@dateline/shared/settings";
import { recordCommands } from "./commands/record-commands.ts";
import { serveControl } from "./control-socket.ts";
import { findCommand } from "./find-command.ts";
import { thisPlace, writeInstanceFile } from "./instance-file.ts";
import { privatePath } from "./private-path.ts";
import { takeEmbeddedSnapshot } from "./run-record-command.ts";
import type { Running } from "./run-until-stopped.ts";
import { keepSnapshots } from "./snapshot/keep-snapshots.ts";
import { tidyRecord } from "./tidy-record.ts";

const TIDY_MS = 10 * 60 * 1000;

/** What an instance owes its embedded record as long as it owns it: snapshots, tidiness, and commands for those who can't open it. */
export async function serveInstance({
	settings,
	database,
	running: { log, stop },
}: {
	settings: Settings;
	database: OpenRecord;
	running: Running;
}): Promise<void> {
	if (database.pglite === null) return;
	const take = (urgent: boolean) => takeEmbeddedSnapshot(settings, database, urgent);
	const snapshots = keepSnapshots({ pglite: database.pglite, take, log });
	stop.add("last snapshot", () => snapshots.stop());

	const { pglite } = database;
	const tidying = setInterval(() => {
		tidyRecord(pglite).catch((err: unknown) => log.error({ err }, "the record could not be tidied"));
	}, TIDY_MS);
	tidying.unref();
	stop.add("tidying", () => clearInterval(tidying));

	const path = privatePath(settings.dataDir, "control");
	const control = await serveControl(path, async (words) => {
		const { command, argv } = findCommand(recordCommands, words);
		return command.run({ argv, settings, database, takeSnapshot: snapshots.take });
	});
	const file = writeInstanceFile(settings.dataDir, { pid: process.pid, place: thisPlace(), control: path });
	stop.add("commands", async () => {
		file.remove();
		await control.close();
	});
}
