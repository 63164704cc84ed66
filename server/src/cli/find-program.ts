import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Where package managers put servers, which is not always on a user's path. */
const MORE_FOLDERS = ["/usr/local/bin", "/usr/bin", "/usr/sbin", "/opt/homebrew/bin", "/usr/local/sbin"];

/** The path of the first of these programs that this machine has, or null. */
export function findProgram(...names: string[]): string | null {
	const folders = [...(process.env["PATH"] ?? "").split(delimiter), ...MORE_FOLDERS].filter((one) => one !== "");
	for (const name of names) {
		for (const folder of folders) {
			const path = join(folder, name);
			try {
				accessSync(path, constants.X_OK);
				return path;
			} catch {
				// Not there; the next folder.
			}
		}
	}
	return null;
}
