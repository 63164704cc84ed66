import { readFileSync, readlinkSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

const BEAT_MS = 2_000;

const instanceSchema = z.object({
	pid: z.int(),
	/** The machine or container it runs in. */
	place: z.string(),
	/** Path of its control socket. The temporary folder of the one who asks may be another. */
	control: z.string(),
});
export type Instance = z.infer<typeof instanceSchema>;

/** Where this process runs. A lock by socket holds in one network namespace only, that is, in one container. */
export function thisPlace(): string {
	try {
		return `${hostname()} ${readlinkSync("/proc/self/ns/net")}`;
	} catch {
		return hostname();
	}
}

/** Writes `instance.json` in the data folder, for the commands that look for the running instance, and keeps it young. */
export function writeInstanceFile(dataDir: string, instance: Instance): { remove(): void } {
	const path = join(dataDir, "instance.json");
	writeFileSync(`${path}.new`, JSON.stringify(instance));
	renameSync(`${path}.new`, path);
	const beat = setInterval(() => {
		const now = new Date();
		try {
			utimesSync(path, now, now);
		} catch {
			// Somebody removed it: that hides the instance from the commands, and harms nothing else.
		}
	}, BEAT_MS);
	beat.unref();
	return {
		remove() {
			clearInterval(beat);
			rmSync(path, { force: true });
		},
	};
}

/** What the file says; a kill leaves it behind, so it proves nothing by itself. */
export function readInstanceFile(dataDir: string): Instance | null {
	try {
		return instanceSchema.parse(JSON.parse(readFileSync(join(dataDir, "instance.json"), "utf8")));
	} catch {
		return null;
	}
}

/**
 * Whether an instance in another container or on another machine uses this data folder: our lock does not reach there.
 * Its file is watched for a while, by its own clock, and only when it comes from elsewhere.
 */
export async function isUsedElsewhere(dataDir: string): Promise<boolean> {
	const instance = readInstanceFile(dataDir);
	if (instance === null || instance.place === thisPlace()) return false;
	const age = () => statSync(join(dataDir, "instance.json"), { throwIfNoEntry: false })?.mtimeMs;
	const first = age();
	if (first === undefined || Date.now() - first > 24 * 60 * 60 * 1000) return false;
	await sleep(2.5 * BEAT_MS);
	const second = age();
	return second !== undefined && second !== first;
}
