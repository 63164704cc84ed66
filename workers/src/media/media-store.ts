import { createWriteStream } from "node:fs";
import { copyFile, mkdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { newId } from "@dateline/shared/model";
import type { S3Settings } from "@dateline/shared/settings";
import { type Bucket, openBucket } from "./open-bucket.ts";

/** What is put: bytes, or a file of ours with its SHA-256. */
export type MediaSource = Buffer | { path: string; hash: string };

/** Where the files of media lie. A name is written once and never means anything else. */
export interface MediaStore {
	/** Absolute path of the folder that is served at `/media/`. */
	readonly folder: string;
	/** Absolute path of the folder for uploads on their way; on the same disk. */
	readonly incoming: string;
	/** Where what is not in the folder is asked for. */
	readonly bucket: Bucket | null;
	/** Whether readers get files straight from the bucket, so that what is not made yet must stand there too. */
	readonly direct: boolean;
	/** `keep` false says that the name will be written once more, with a better file of the same picture. */
	put(name: string, source: MediaSource, options?: { keep: boolean }): Promise<void>;
	/** Writes the file to `path`; false when there is none of that name. */
	fetch(name: string, path: string): Promise<boolean>;
	remove(names: readonly string[]): Promise<void>;
	/** Where readers get a file from. */
	addressOf(name: string): string;
}

/** In the data folder, or in a bucket when there is one: then every server has every file. */
export function createMediaStore({ dataDir, s3 = null }: { dataDir: string; s3?: S3Settings | null }): MediaStore {
	const folder = join(dataDir, "media");
	const incoming = join(dataDir, "media-incoming");
	const local = filesIn(folder, incoming);
	if (s3 === null) return { folder, incoming, bucket: null, direct: false, addressOf: served, ...local };
	const bucket = openBucket(s3);
	return {
		...{ folder, incoming, bucket, direct: s3.publicUrl !== null },
		put: (name, source, { keep } = { keep: true }) => bucket.put(name, source, keep),
		async fetch(name, path) {
			const found = await bucket.get(name);
			if (!found?.body) return local.fetch(name, path);
			await mkdir(incoming, { recursive: true });
			await pipeline(Readable.fromWeb(found.body as never), createWriteStream(path));
			return true;
		},
		async remove(names) {
			for (const name of names) await bucket.remove(name);
		},
		addressOf: (name) => (s3.publicUrl === null ? served(name) : `${s3.publicUrl}/${name}`),
	};
}

/** The name of a file that the record names by its name or by its whole address. */
export const nameOf = (file: string): string => file.slice(file.lastIndexOf("/") + 1);

const served = (name: string): string => `/media/${name}`;

/** A file appears whole or not at all. */
function filesIn(folder: string, incoming: string): Pick<MediaStore, "put" | "remove" | "fetch"> {
	return {
		async put(name, source) {
			await mkdir(folder, { recursive: true });
			await mkdir(incoming, { recursive: true });
			const draft = join(incoming, newId());
			if (Buffer.isBuffer(source)) await pipeline(Readable.from([source]), createWriteStream(draft));
			else await copyFile(source.path, draft);
			await rename(draft, join(folder, name));
		},
		async fetch(name, path) {
			const from = join(folder, name);
			if (!(await stat(from).catch(() => null))) return false;
			await mkdir(incoming, { recursive: true });
			await copyFile(from, path);
			return true;
		},
		async remove(names) {
			for (const name of names) await rm(join(folder, name), { force: true });
		},
	};
}

/** The bytes of what is put. */
export const bytesOf = (source: MediaSource): Promise<Buffer> =>
	Buffer.isBuffer(source) ? Promise.resolve(source) : readFile(source.path);
