import { randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plainText } from "@dateline/client/pages";
import { type Executor, readCorrections, readPost, readStoryView } from "@dateline/shared/database";
import type { SiteView } from "@dateline/shared/model";
import { type MediaStore, nameOf } from "@dateline/workers/media";
import { LRUCache } from "lru-cache";
import { drawShare } from "./draw-share.ts";
import { type ShareForm, type ShareSubject, shareSubject, shareVersion } from "./share-address.ts";

/** Characters of a post without a headline that its image shows. */
const wordsLength = 140;
/** Bytes of images that a process keeps. */
const tableBytes = 32 * 1024 * 1024;
/** Images that may wait to be drawn. */
const mostWaiting = 50;

/** Images that were drawn, and one at a time what has to be drawn. */
export interface ShareImages {
	/** @throws {TooMany} when so many wait that another would wait too long */
	draw(subject: ShareSubject, form: ShareForm): Promise<Buffer>;
}

export class TooMany extends Error {}

export function createShareImages(store: Pick<MediaStore, "fetch">): ShareImages {
	const table = new LRUCache<string, Buffer>({ maxSize: tableBytes, sizeCalculation: (bytes) => bytes.length });
	const underWay = new Map<string, Promise<Buffer>>();
	let last: Promise<unknown> = Promise.resolve();

	async function pictureOf(subject: ShareSubject): Promise<Buffer | null> {
		if (!subject.picture) return null;
		const path = join(tmpdir(), `dateline-share-${randomUUID()}`);
		try {
			return (await store.fetch(nameOf(subject.picture.url), path)) ? await readFile(path) : null;
		} finally {
			await rm(path, { force: true });
		}
	}

	return {
		draw(subject, form) {
			const key = `${shareVersion(subject)}-${form}`;
			const known = table.get(key);
			if (known) return Promise.resolve(known);
			const joined = underWay.get(key);
			if (joined) return joined;
			if (underWay.size >= mostWaiting) return Promise.reject(new TooMany());
			const making = last
				.then(async () => {
					const picture = await pictureOf(subject).catch(() => null);
					// A file that is no picture any more is as none.
					const bytes = await drawShare(subject, form, picture).catch(() => drawShare(subject, form, null));
					table.set(key, bytes);
					return bytes;
				})
				.finally(() => underWay.delete(key));
			last = making.catch(() => undefined);
			underWay.set(key, making);
			return making;
		},
	};
}

/** What the image of a story or post shows just now; null when readers don't see it. */
export async function readShareSubject(
	executor: Executor,
	{ storyId, postId }: { storyId: string; postId: string | null },
	site: SiteView,
): Promise<ShareSubject | null> {
	const story = await readStoryView(executor, storyId, []);
	if (!story) return null;
	if (postId === null) return shareSubject(site, story, null, "");
	const post = await readPost(executor, postId, await readCorrections(executor, storyId));
	if (!post || post.storyId !== storyId) return null;
	return shareSubject(site, story, post, wordsOfPost(post.html ?? ""));
}

/** What stands for the headline of a post that has none. */
export function wordsOfPost(html: string): string {
	const text = plainText(html);
	return text.length <= wordsLength ? text : `${text.slice(0, wordsLength).replace(/\s+\S*$/u, "")}…`;
}
