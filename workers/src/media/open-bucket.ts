import { openAsBlob } from "node:fs";
import { ProblemError } from "@dateline/shared/protocol";
import type { S3Settings } from "@dateline/shared/settings";
import type { MediaSource } from "./media-store.ts";
import { signS3 } from "./sign-s3.ts";
import { typeOf } from "./type-of.ts";

/** How long the storage may take for one file, in milliseconds: an answer to a question, and a video's bytes. */
const patience = 30_000;
const longPatience = 600_000;

/** Files in a bucket. */
export interface Bucket {
	/** `keep` false says that the name will be written once more: then nobody may remember it for long. */
	put(name: string, source: MediaSource, keep?: boolean): Promise<void>;
	/** The file, or the part of it that `range` names, as the storage answers it; null when it has none of that name. */
	get(name: string, range?: string): Promise<Response | null>;
	remove(name: string): Promise<void>;
}

interface Sent {
	body?: Buffer | Blob;
	/** SHA-256 of a body that is not in memory. */
	hash?: string;
	headers?: Record<string, string>;
}

/** A bucket of a storage that speaks S3, addressed by path, which all of them understand. */
export function openBucket(s3: S3Settings): Bucket {
	const endpoint = s3.endpoint ?? `https://s3.${s3.region}.amazonaws.com`;

	async function send(method: "GET" | "PUT" | "DELETE", name: string, { body, hash, headers = {} }: Sent = {}) {
		const url = new URL(`${endpoint}/${s3.bucket}/${name}`);
		const signing = { method, url, headers, at: new Date(), ...(hash ? { hash } : Buffer.isBuffer(body) && { body }) };
		const answer = await fetch(url, {
			method,
			headers: signS3(signing, s3),
			...(body && { body: Buffer.isBuffer(body) ? Uint8Array.from(body) : body }),
			signal: AbortSignal.timeout(body && !Buffer.isBuffer(body) ? longPatience : patience),
		}).catch(() => {
			throw new ProblemError("busy", "The storage of media does not answer.", { retryAfter: 5 });
		});
		if (answer.ok || answer.status === 404 || answer.status === 416) return answer;
		await answer.body?.cancel();
		throw new ProblemError("busy", `The storage of media answered ${answer.status}.`, { retryAfter: 5 });
	}

	return {
		async put(name, source, keep = true) {
			const headers = {
				"cache-control": keep ? "public, max-age=31536000, immutable" : "public, max-age=5",
				"content-type": typeOf(name),
			};
			const sent = Buffer.isBuffer(source)
				? { body: source }
				: { body: await openAsBlob(source.path), hash: source.hash };
			const answer = await send("PUT", name, { ...sent, headers });
			if (!answer.ok) throw new ProblemError("busy", "The bucket of media is not there.", { retryAfter: 5 });
			await answer.body?.cancel();
		},
		async get(name, range) {
			const answer = await send("GET", name, range === undefined ? {} : { headers: { range } });
			if (answer.ok || answer.status === 416) return answer;
			await answer.body?.cancel();
			return null;
		},
		async remove(name) {
			await (await send("DELETE", name)).body?.cancel();
		},
	};
}
