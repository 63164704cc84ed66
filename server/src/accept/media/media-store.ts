import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Where the files of pictures lie. A name is written once and never means anything else. */
export interface MediaStore {
	/** Absolute path of the folder that is served at `/media/`. */
	readonly folder: string;
	/** Absolute path of the folder for uploads on their way; on the same disk. */
	readonly incoming: string;
	put(name: string, bytes: Buffer): Promise<void>;
	remove(names: readonly string[]): Promise<void>;
}

/** Files in the data folder. A file appears whole or not at all. */
export function createMediaStore({ dataDir }: { dataDir: string }): MediaStore {
	const folder = join(dataDir, "media");
	const incoming = join(dataDir, "media-incoming");
	return {
		folder,
		incoming,
		async put(name, bytes) {
			await mkdir(folder, { recursive: true });
			await mkdir(incoming, { recursive: true });
			const draft = join(incoming, randomBytes(12).toString("hex"));
			await writeFile(draft, bytes);
			await rename(draft, join(folder, name));
		},
		async remove(names) {
			for (const name of names) await rm(join(folder, name), { force: true });
		},
	};
}
