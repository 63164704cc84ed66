import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, realpathSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { CommandError } from "./command-error.ts";

/** A unix socket's path is cut off silently after 103 bytes (macOS) or 107 (Linux). */
const LONGEST = 103;

/**
 * The path of a unix socket that belongs to a data folder: in a folder of the temporary folder that only this user may
 * enter, named by a hash of the data folder, because the data folder's own path may be too long.
 */
export function privatePath(dataDir: string, name: string): string {
	const { uid } = userInfo();
	const hash = createHash("sha256").update(realpathSync(dataDir)).digest("hex").slice(0, 16);
	const parts = [`dateline-${uid}`, `${hash}.${name}`] as const;
	const parent = Buffer.byteLength(join(tmpdir(), ...parts)) > LONGEST ? "/tmp" : tmpdir();
	const folder = join(parent, parts[0]);
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const { uid: owner, mode } = lstatSync(folder);
	if (owner !== uid || (mode & 0o777) !== 0o700) {
		throw new CommandError(`The folder ${folder} must belong to this user and be closed to others (mode 0700).`);
	}
	return join(folder, parts[1]);
}
