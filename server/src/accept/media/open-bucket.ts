import { ProblemError } from "@dateline/shared/protocol";
import type { S3Settings } from "@dateline/shared/settings";
import { signS3 } from "./sign-s3.ts";

/** How long the storage may take for one file, in milliseconds. */
const patience = 30_000;

/** Files in a bucket. */
export interface Bucket {
	put(name: string, bytes: Buffer): Promise<void>;
	/** The file as the storage answers it, or null when it has none of that name. */
	get(name: string): Promise<Response | null>;
	remove(name: string): Promise<void>;
}

/** A bucket of a storage that speaks S3, addressed by path, which all of them understand. */
export function openBucket(s3: S3Settings): Bucket {
	const endpoint = s3.endpoint ?? `https://s3.${s3.region}.amazonaws.com`;

	async function send(
		method: "GET" | "PUT" | "DELETE",
		name: string,
		body?: Buffer,
		headers: Record<string, string> = {},
	): Promise<Response> {
		const url = new URL(`${endpoint}/${s3.bucket}/${name}`);
		const signed = signS3({ method, url, headers, ...(body && { body }), at: new Date() }, s3);
		const answer = await fetch(url, {
			method,
			headers: signed,
			...(body && { body: Uint8Array.from(body) }),
			signal: AbortSignal.timeout(patience),
		}).catch(() => {
			throw new ProblemError("busy", "The storage of pictures does not answer.", { retryAfter: 5 });
		});
		if (answer.ok || answer.status === 404) return answer;
		await answer.body?.cancel();
		throw new ProblemError("busy", `The storage of pictures answered ${answer.status}.`, { retryAfter: 5 });
	}

	return {
		async put(name, bytes) {
			const answer = await send("PUT", name, bytes, {
				"cache-control": "public, max-age=31536000, immutable",
				"content-type": typeOf(name),
			});
			if (!answer.ok) throw new ProblemError("busy", "The bucket of pictures is not there.", { retryAfter: 5 });
			await answer.body?.cancel();
		},
		async get(name) {
			const answer = await send("GET", name);
			if (answer.ok) return answer;
			await answer.body?.cancel();
			return null;
		},
		async remove(name) {
			await (await send("DELETE", name)).body?.cancel();
		},
	};
}

/** The media type of a picture's file. */
export const typeOf = (name: string): string => `image/${name.split(".").at(-1)?.replace("jpg", "jpeg")}`;
