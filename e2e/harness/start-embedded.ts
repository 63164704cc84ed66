import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createToken, startDateline } from "./dateline.ts";
import { freePort } from "./free-port.ts";
import { prepareFolder } from "./prepare-folder.ts";
import { type RecordDump, readRecordAt } from "./read-record.ts";
import type { RunningProcess } from "./run-process.ts";

/** The embedded instance, as `npm start` runs it, in a data folder of the test's own. */
export interface EmbeddedInstance {
	readonly url: string;
	readonly dataDir: string;
	/** May do everything. */
	readonly token: string;
	process(): RunningProcess;
	/** Kills it without a warning. */
	kill(): Promise<void>;
	/**
	 * Starts it again in the same folder and at the same port, with further settings perhaps; gives the milliseconds until
	 * it was ready.
	 */
	start(more?: Record<string, string>): Promise<number>;
	/** Stops it and reads its record, which nobody else can read while it runs. */
	stopAndReadRecord(): Promise<RecordDump>;
	/** Stops it and removes its data folder. */
	dispose(): Promise<void>;
}

/** Starts it with an empty record, or with what is in `dataDir`. */
export async function startEmbedded({
	dataDir: given,
	settings = {},
}: {
	dataDir?: string;
	/** Further settings, as they stand in the environment. */
	settings?: Record<string, string>;
} = {}): Promise<EmbeddedInstance> {
	const dataDir = given ?? mkdtempSync(join(tmpdir(), "dateline-e2e-"));
	const prepared = given === undefined ? await prepareFolder(dataDir) : null;
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const env = { DATA_DIR: dataDir, PORT: String(port), DATELINE_SAMPLE: "none", LOG_LEVEL: "warn", ...settings };
	const launch = (more = {}) => startDateline("dateline start", "start", { ...env, ...more }, url);
	let running = await launch();
	const token = prepared ?? (await createToken(env));
	return {
		url,
		dataDir,
		token,
		process: () => running,
		kill: () => running.kill(),
		async start(more) {
			const startedAt = performance.now();
			running = await launch(more);
			return performance.now() - startedAt;
		},
		async stopAndReadRecord() {
			await running.stop();
			return readRecordAt({ folder: join(dataDir, "record") });
		},
		async dispose() {
			if (running.isRunning()) await running.stop();
			rmSync(dataDir, { recursive: true, force: true });
		},
	};
}
