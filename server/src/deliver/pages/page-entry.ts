import { createHash } from "node:crypto";
import type { Model } from "../model/model.ts";
import type { Encoding } from "./choose-encoding.ts";
import { compress } from "./compress.ts";

/** A rendered page, with each encoding that was asked for. */
export interface PageEntry {
	key: string;
	status: 200 | 404 | 410 | 503;
	epoch: string;
	/** The channels that it depends on. */
	channels: readonly string[];
	/** The position that the page carries as its cursor: the greatest head of its channels when it was rendered. */
	position: number;
	/** Up to here nothing has changed it. */
	checked: number;
	/** A digest of what it shows: a page that comes out the same keeps its bytes and its ETag. */
	signature: string;
	/** Without quotation marks and encoding. */
	tag: string;
	bytes: Partial<Record<Encoding, Buffer>> & { identity: Buffer };
	/** What answers in an encoding begin with, made with the first one. */
	heads: Partial<Record<Encoding, PageHead>>;
	/** Encodings under way. */
	underWay: Map<Encoding, Promise<Buffer>>;
}

/** Headers as Node takes them, each name before its value: `short` for who has the page already, `whole` with the page. */
export interface PageHead {
	/** With quotation marks. */
	tag: string;
	short: string[];
	whole: string[];
	bytes: Buffer;
}

export function createEntry(
	parts: Omit<PageEntry, "bytes" | "heads" | "underWay" | "tag">,
	document: string,
): PageEntry {
	const identity = Buffer.from(document);
	const tag = `${parts.position}-${createHash("sha256").update(identity).digest("base64url").slice(0, 16)}`;
	return { ...parts, tag, bytes: { identity }, heads: {}, underWay: new Map() };
}

/** Whether nothing that an entry depends on has moved since it was rendered, or looked at; notes that it was looked at. */
export function isFresh(entry: PageEntry, model: Pick<Model, "epoch" | "position" | "head">): boolean {
	if (entry.epoch !== model.epoch) return false;
	if (entry.checked === model.position) return true;
	if (entry.checked > model.position) return false;
	const { checked } = entry;
	if (entry.channels.some((channel) => model.head(channel) > checked)) return false;
	entry.checked = model.position;
	return true;
}

/** The page in an encoding, compressed once however many wait for it. */
export async function encodeEntry(entry: PageEntry, encoding: Encoding): Promise<Buffer> {
	const made = entry.bytes[encoding];
	if (made) return made;
	let making = entry.underWay.get(encoding);
	if (!making) {
		making = compress(entry.bytes.identity, encoding).then((bytes) => {
			entry.bytes[encoding] = bytes;
			entry.underWay.delete(encoding);
			return bytes;
		});
		entry.underWay.set(encoding, making);
	}
	return making;
}

/** Bytes of memory that an entry takes, nearly. */
export function sizeOf(entry: PageEntry): number {
	return Object.values(entry.bytes).reduce((sum, bytes) => sum + bytes.length, 1_000);
}
