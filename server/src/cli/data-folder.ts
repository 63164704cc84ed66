import { join } from "node:path";

/** Where things lie in the data folder. The secret and `instance.json` lie beside them. */
export function foldersOf(dataDir: string): { record: string; snapshots: string } {
	return { record: join(dataDir, "record"), snapshots: join(dataDir, "snapshots") };
}
