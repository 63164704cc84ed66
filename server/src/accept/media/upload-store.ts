import { mkdir, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import { ProblemError } from "@dateline/shared/protocol";
import { FileStore } from "@tus/file-store";

/** Milliseconds for which an upload that was not finished is kept: a day in the field without a network. */
const kept = 24 * 60 * 60_000;
/** Milliseconds between two sweeps of what has expired. */
const sweepEvery = 10 * 60_000;
/** Uploads of one account that lie here, and their bytes together: unfinished ones, and those no media were made of. */
export const uploadsAtOnce = 200;
export const unfinishedBytes = 4 * 1024 * 1024 * 1024;

/** A whole file that was sent in pieces. */
export interface WholeUpload {
	path: string;
	name: string | undefined;
}

/** Files on their way in pieces, in the data folder. */
export interface UploadStore {
	readonly files: FileStore;
	/** Who sends this one; null when there is none. */
	ownerOf(id: string): Promise<string | null>;
	/** @throws {ProblemError} `rate_limited` when one more of so many bytes would be too many for this account */
	checkRoom(owner: string, bytes: number): Promise<void>;
	/** The file, once all of it is here. @throws {ProblemError} `not_found`, `conflict` while bytes are missing */
	take(id: string, owner: string): Promise<WholeUpload>;
	/** Its bytes are elsewhere now. Its length stays for a day, so that a sender who missed the answer sees that it is done. */
	empty(id: string): Promise<void>;
	/** Lets go what has expired, from time to time. */
	sweep(): void;
}

export function createUploadStore(dataDir: string): UploadStore {
	const directory = join(dataDir, "media-uploads");
	const files = new FileStore({ directory, expirationPeriodInMilliseconds: kept });
	let swept = 0;
	/** What media were made of is a hole: it takes no room on the disk. */
	const isEmptied = async (id: string) => {
		const found = await stat(join(directory, id)).catch(() => null);
		return found === null || found.blocks * 512 < found.size;
	};
	const find = (id: string) => files.getUpload(id).catch(() => null);
	return {
		files,
		ownerOf: async (id) => (await find(id))?.metadata?.["owner"] ?? null,
		async checkRoom(owner, bytes) {
			const ids = (await files.configstore.list?.().catch(() => [])) ?? [];
			let count = 0;
			let size = bytes;
			for (const id of ids) {
				const upload = await find(id);
				if (!upload || upload.metadata?.["owner"] !== owner) continue;
				if (upload.offset === upload.size && (await isEmptied(id))) continue;
				count++;
				size += upload.size ?? 0;
			}
			if (count < uploadsAtOnce && size <= unfinishedBytes) return;
			throw new ProblemError(
				"rate_limited",
				"Too much of this account is on its way already. Let some of it arrive, or stop it.",
				{ retryAfter: 60 },
			);
		},
		async take(id, owner) {
			const upload = await find(id);
			if (upload?.metadata?.["owner"] !== owner) throw new ProblemError("not_found", `There is no upload ${id}.`);
			const path = join(directory, id);
			const { size } = await stat(path);
			if (size !== upload.size) {
				throw new ProblemError("conflict", `Of this upload, ${size} of ${upload.size} bytes are here: send the rest.`);
			}
			return { path, name: upload.metadata["name"] ?? undefined };
		},
		async empty(id) {
			const path = join(directory, id);
			const size = (await stat(path).catch(() => null))?.size;
			if (size === undefined) return;
			await truncate(path, 0);
			// A hole takes no room on the disk.
			await truncate(path, size);
		},
		sweep() {
			if (Date.now() - swept < sweepEvery) return;
			swept = Date.now();
			void mkdir(directory, { recursive: true })
				.then(() => files.deleteExpired())
				.catch(() => undefined);
		},
	};
}
