import { rmSync, statSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { hasCode } from "./command-error.ts";
import { isAnswered, listen } from "./listen.ts";
import { privatePath } from "./private-path.ts";

export type DataFolderLock = { release(): Promise<void> };

/**
 * Makes this process the only one that works in the data folder: PGlite locks nothing, and a second process would ruin
 * the record. The lock is a listening socket, so a kill releases it.
 *
 * @returns null when another process has it
 */
export async function lockDataFolder(dataDir: string): Promise<DataFolderLock | null> {
	return process.platform === "linux" ? lockByName(dataDir) : lockByFile(dataDir);
}

/** Linux has sockets with a name and no file: nothing stale is ever left, and every way to the folder gives one name. */
async function lockByName(dataDir: string): Promise<DataFolderLock | null> {
	const { dev, ino } = statSync(dataDir);
	return tryListen(`\0dateline-data-folder-${dev}-${ino}`);
}

/**
 * Elsewhere a kill leaves the socket's file behind. It is taken over when nobody answers; two that do so at the same
 * moment see it by the file's identity a little later, and the first of them gives up.
 */
async function lockByFile(dataDir: string): Promise<DataFolderLock | null> {
	const path = privatePath(dataDir, "lock");
	const free = await tryListen(path);
	if (free !== null) return free;
	if (await isAnswered(path)) return null;
	rmSync(path, { force: true });
	const taken = await tryListen(path);
	if (taken === null) return null;
	const { ino } = statSync(path);
	await sleep(300);
	if (statSync(path, { throwIfNoEntry: false })?.ino === ino) return taken;
	await taken.release();
	return null;
}

async function tryListen(path: string): Promise<DataFolderLock | null> {
	const server = createServer((socket) => socket.destroy());
	try {
		await listen(server, path);
	} catch (error) {
		if (hasCode(error, "EADDRINUSE")) return null;
		throw error;
	}
	server.unref();
	return { release: () => close(server) };
}

function close(server: Server): Promise<void> {
	return new Promise((resolve) => server.close(() => resolve()));
}
