import { accessSync, constants, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where package managers put programs, which is not always on a user's path. */
const MORE_FOLDERS = ["/usr/local/bin", "/usr/bin", "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"];

/** The path of the first of these programs that this machine has, or null. */
export function findProgram(...names) {
	const folders = [...(process.env.PATH ?? "").split(delimiter), ...MORE_FOLDERS].filter((one) => one !== "");
	return firstRunnable(names.flatMap((name) => folders.map((folder) => join(folder, name))));
}

/** The folder of PostgreSQL's own programs, which Debian keeps off the path, newest version first; or null. */
export function findPostgres() {
	const versions = list("/usr/lib/postgresql").sort((a, b) => Number(b) - Number(a));
	const homebrew = list("/opt/homebrew/opt").filter((name) => name.startsWith("postgresql"));
	const initdb = firstRunnable([
		...versions.map((version) => `/usr/lib/postgresql/${version}/bin/initdb`),
		...homebrew.map((name) => `/opt/homebrew/opt/${name}/bin/initdb`),
	]);
	return (initdb ?? findProgram("initdb"))?.replace(/\/initdb$/, "") ?? null;
}

/** The browser that the end-to-end tests drive, or null. */
export function findChromium() {
	return process.env.DATELINE_TEST_CHROMIUM ?? findProgram("chromium", "chromium-browser", "google-chrome");
}

export function findRedis() {
	return findProgram("redis-server", "valkey-server");
}

function list(folder) {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}

function firstRunnable(paths) {
	for (const path of paths) {
		try {
			accessSync(path, constants.X_OK);
			return path;
		} catch {
			// Not there; the next.
		}
	}
	return null;
}
