import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { S3Settings } from "@dateline/shared/settings";
import { type Bucket, openBucket } from "./open-bucket.ts";

/** Where the files of pictures lie. A name is written once and never means anything else. */
export interface MediaStore {
	/** Absolute path of the folder that is served at `/media/`. */
	readonly folder: string;
	/** Absolute path of the folder for uploads on their way; on the same disk. */
	readonly incoming: string;
	/** Where what is not in the folder is asked for. */
	readonly bucket: Bucket | null;
	put(name: string, bytes: Buffer): Promise<void>;
	remove(names: readonly string[]): Promise<void>;
	/** Where readers get a file from. */
	addressOf(name: string): string;
}

/** In the data folder, or in a bucket when there is one: then every server has every picture. */
export function createMediaStore({ dataDir, s3 = null }: { dataDir: string; s3?: S3Settings | null }): MediaStore {
	const folder = join(dataDir, "media");
	const incoming = join(dataDir, "media-incoming");
	if (s3 === null) {
		return { folder, incoming, bucket: null, addressOf: served, ...filesIn(folder, incoming) };
	}
	const bucket = openBucket(s3);
	return {
		...{ folder, incoming, bucket },
		put: bucket.put,
		async remove(names) {
			for (const name of names) await bucket.remove(name);
		},
		addressOf: (name) => (s3.publicUrl === null ? served(name) : `${s3.publicUrl}/${name}`),
	};
}

const served = (name: string): string => `/media/${name}`;

/** A file appears whole or not at all. */
function filesIn(folder: string, incoming: string): Pick<MediaStore, "put" | "remove"> {
	return {
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
