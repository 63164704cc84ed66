import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The path of the first of these programs on the path, or null. */
export function findProgram(...names: string[]): string | null {
	const folders = (process.env["PATH"] ?? "").split(delimiter).filter((one) => one !== "");
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
