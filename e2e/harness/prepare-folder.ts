import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createToken } from "./dateline.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cache = join(root, "node_modules/.cache/dateline");

/**
 * Fills a folder, which must not be there or be empty, with the data of an instance that has a migrated, empty record and
 * one token that may do everything. It is made once for each build of the record, by `dateline token create` in a new
 * folder, and copied from then on: a new record takes many seconds, a copy less than one. Copies have one epoch and one
 * secret, so a test of several histories makes its own.
 *
 * @returns the token
 */
export async function prepareFolder(dataDir: string): Promise<string> {
	const made = join(cache, `record-${stampOf(join(root, "shared/dist/database"))}`);
	if (!existsSync(made)) {
		mkdirSync(cache, { recursive: true });
		for (const old of readdirSync(cache)) if (old.startsWith("record-")) rmSync(join(cache, old), { recursive: true });
		const begun = mkdtempSync(join(cache, "begun-"));
		const token = await createToken({ DATA_DIR: join(begun, "data"), DATELINE_SAMPLE: "none" });
		await writeFile(join(begun, "token"), token);
		// Another test may have been faster: its folder is as good.
		try {
			renameSync(begun, made);
		} catch {
			rmSync(begun, { recursive: true });
		}
	}
	cpSync(join(made, "data"), dataDir, { recursive: true });
	return readFile(join(made, "token"), "utf8");
}

/** A hash of the names, sizes and times of the files there. */
function stampOf(folder: string): string {
	const hash = createHash("sha256");
	for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
		const { size, mtimeMs } = statSync(join(folder, entry));
		hash.update(`${entry}\0${size}\0${mtimeMs}\n`);
	}
	return hash.digest("hex").slice(0, 16);
}
