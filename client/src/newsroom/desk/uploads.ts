import { newId } from "@dateline/shared/model";
import { type EditorMedia, editorMediaSchema } from "@dateline/shared/protocol";
import { z } from "zod";
import type { LocalStore } from "./local-store.ts";
import { ApiError, request } from "./request.ts";
import { forgetFile, sendFile } from "./send-file.ts";
import { shrinkPicture } from "./shrink-picture.ts";

/** One picture, video or sound on its way to the server. */
export interface Upload {
	/** `upload:<id>`: what stands for the media until it is there. The media will have the same id. */
	readonly id: string;
	/** What is sent: perhaps a smaller one than was chosen. */
	file: File;
	/** Shows it before it has arrived; empty for what can't be shown. */
	readonly preview: string;
	/** When it was chosen, in milliseconds. */
	readonly at: number;
	/** Bytes that have arrived. */
	sent: number;
	/** Seconds that the rest will take at the present speed; null while nobody can tell. */
	left: number | null;
	/** `waiting` for its turn or for the connection. */
	state: "waiting" | "uploading" | "done" | "refused";
	/** Whether it waits because nobody answers, or because the session has ended. */
	trouble: "silence" | "signed-out" | null;
	media: EditorMedia | null;
	/** Why it was refused, in the server's words. */
	message: string;
}

export interface Uploads {
	/** Begins to send a file. It is kept on this device until it is there, whatever happens to this page. */
	start(file: File): Upload;
	find(id: string): Upload | null;
	/** All that are on their way, were refused, or arrived since the page was opened; oldest first. */
	list(): readonly Upload[];
	/** Tries again what was refused. */
	retry(id: string): void;
	/** Lets go of it: it is not sent, and is forgotten here and there. */
	stop(id: string): void;
	/** Whether photographs are sent as they are, however large; kept on this device. */
	whole: boolean;
	observe(listener: () => void): () => void;
	close(): void;
}

/** The id that the media of an upload will have; any other id as it is. */
export const mediaIdOf = (id: string): string => (id.startsWith("upload:") ? id.slice("upload:".length) : id);

const prefix = "media-upload:";
const wholeKey = "dateline-whole-pictures";
/** Sent at once, and milliseconds between two tries. */
const atOnce = 2;
const pauses = [1_000, 2_000, 4_000, 8_000, 15_000];

/** Milliseconds for which this device remembers what became of an upload: a draft may name it still. */
const remembered = 3 * 24 * 60 * 60_000;

const isWhole = (): boolean => localStorage.getItem(wholeKey) === "yes";

/** What lies on this device of an upload. */
const keptSchema = z.object({
	id: z.string(),
	file: z.instanceof(File),
	at: z.number(),
	/** Whether the server has heard of it. */
	begun: z.boolean(),
});
type Kept = z.infer<typeof keptSchema>;

/** What this device remembers of one that has arrived. */
const arrivedSchema = z.object({ id: z.string(), at: z.number(), media: editorMediaSchema });

/**
 * Sends files: in pieces, gone on with after a lost connection and after a reload, a few at a time. Once it is made, it
 * knows all that this device has.
 */
export async function createUploads({ store, page }: { store: LocalStore; page: EventTarget }): Promise<Uploads> {
	const uploads = new Map<string, Upload>();
	const kept = new Map<string, Kept>();
	const ends = new Map<string, AbortController>();
	const listeners = new Set<() => void>();
	const queue: string[] = [];
	let running = 0;
	let closed = false;
	let wake = new AbortController();

	const tell = () => {
		for (const listener of [...listeners]) listener();
	};
	const change = (upload: Upload, changes: Partial<Upload>) => {
		Object.assign(upload, changes);
		tell();
	};
	const keep = (one: Kept) => {
		kept.set(one.id, one);
		void store.set(prefix + one.id, one);
	};
	/** The file goes from this device; what it became stays for a while. */
	const remember = (upload: Upload, media: EditorMedia) => {
		kept.delete(upload.id);
		void store.set(prefix + upload.id, { id: upload.id, at: upload.at, media });
	};
	const forget = (id: string) => {
		kept.delete(id);
		void store.remove(prefix + id);
	};

	function add(one: Kept): Upload {
		const shows = /^(image|video)\//.test(one.file.type);
		const upload: Upload = {
			...{ id: one.id, file: one.file, at: one.at, sent: 0, left: null, trouble: null, media: null, message: "" },
			preview: shows ? URL.createObjectURL(one.file) : "",
			state: "waiting",
		};
		uploads.set(one.id, upload);
		queue.push(one.id);
		return upload;
	}

	function next(): void {
		while (running < atOnce && !closed) {
			const id = queue.shift();
			if (id === undefined) return;
			const upload = uploads.get(id);
			const one = kept.get(id);
			if (!upload || !one) continue;
			running += 1;
			void send(upload, one).finally(() => {
				running -= 1;
				next();
			});
		}
	}

	const pause = (milliseconds: number) =>
		new Promise<void>((resolve) => {
			const timer = setTimeout(resolve, milliseconds);
			wake.signal.addEventListener("abort", () => {
				clearTimeout(timer);
				resolve();
			});
		});

	/** Until all of it is there and has become media, or the server refused it, or it was stopped. */
	async function send(upload: Upload, one: Kept): Promise<void> {
		const end = new AbortController();
		ends.set(upload.id, end);
		const { signal } = end;
		for (let tries = 0; !signal.aborted && !closed; tries += 1) {
			change(upload, { state: "uploading" });
			const trouble = await sendOnce(upload, one, signal);
			if (trouble === null || signal.aborted) return;
			change(upload, { state: "waiting", trouble, left: null });
			await pause((pauses[tries] ?? 15_000) * (0.75 + Math.random() / 2));
		}
	}

	/** Null when it has come to an end, else why not. */
	async function sendOnce(upload: Upload, one: Kept, signal: AbortSignal): Promise<Upload["trouble"]> {
		const began = { at: performance.now(), sent: -1 };
		const sent = await sendFile({
			id: mediaIdOf(upload.id),
			file: one.file,
			begun: one.begun,
			signal,
			onBegun() {
				one.begun = true;
				keep(one);
			},
			onProgress(bytes) {
				if (began.sent < 0) Object.assign(began, { at: performance.now(), sent: bytes });
				const seconds = (performance.now() - began.at) / 1_000;
				const speed = seconds > 1 ? (bytes - began.sent) / seconds : 0;
				const left = speed > 0 ? Math.ceil((one.file.size - bytes) / speed) : null;
				change(upload, { sent: bytes, left, trouble: null });
			},
		});
		if (sent.state === "broken" && sent.known) {
			one.begun = true;
			keep(one);
		}
		if (sent.state === "broken") return sent.signedOut ? "signed-out" : "silence";
		if (sent.state === "refused") return refuse(upload, sent.message);
		return makeMedia(upload, signal);
	}

	async function makeMedia(upload: Upload, signal: AbortSignal): Promise<Upload["trouble"]> {
		try {
			const body = { upload: mediaIdOf(upload.id) };
			const answer = await request("/api/v1/media/uploaded", { method: "POST", body, signal, patience: 120_000 });
			const { media } = z.object({ media: editorMediaSchema }).parse(answer);
			remember(upload, media);
			change(upload, { state: "done", sent: upload.file.size, left: null, trouble: null, media });
			return null;
		} catch (error) {
			if (!(error instanceof ApiError)) return "silence";
			const { status } = error.problem;
			if (status === 401) return "signed-out";
			if (status === 429 || status >= 500) return "silence";
			return refuse(upload, error.message);
		}
	}

	function refuse(upload: Upload, message: string): null {
		change(upload, { state: "refused", message, trouble: null });
		return null;
	}

	const goOn = () => {
		wake.abort();
		wake = new AbortController();
	};
	page.addEventListener("online", goOn);

	/** What the last page left. */
	async function takeOver(): Promise<void> {
		for (const [key, value] of await store.list(prefix)) {
			const one = keptSchema.safeParse(value).data;
			const arrived = arrivedSchema.safeParse(value).data;
			if (one) {
				kept.set(one.id, one);
				add(one);
			} else if (arrived && Date.now() - arrived.at < remembered) {
				const { id, at, media } = arrived;
				const file = new File([], media.details.name ?? "");
				const idle = { file, at, media, sent: 0, left: null, trouble: null, message: "", preview: "" };
				uploads.set(id, { ...idle, id, state: "done" });
			} else void store.remove(key);
		}
	}
	await takeOver();
	next();

	return {
		start(file) {
			const one: Kept = { id: `upload:${newId()}`, file, at: Date.now(), begun: false };
			const upload = add(one);
			kept.set(one.id, one);
			void (async () => {
				if (!isWhole()) one.file = await shrinkPicture(file);
				upload.file = one.file;
				if (kept.has(one.id)) keep(one);
				next();
			})();
			tell();
			return upload;
		},
		find: (id) => uploads.get(id) ?? null,
		list: () => [...uploads.values()],
		retry(id) {
			const upload = uploads.get(id);
			if (upload?.state !== "refused") return;
			change(upload, { state: "waiting", message: "" });
			queue.push(id);
			next();
		},
		stop(id) {
			const upload = uploads.get(id);
			if (!upload) return;
			const begun = kept.get(id)?.begun ?? false;
			uploads.delete(id);
			forget(id);
			ends.get(id)?.abort();
			if (upload.preview) URL.revokeObjectURL(upload.preview);
			if (begun && upload.state !== "done") void forgetFile(mediaIdOf(id));
			tell();
		},
		get whole() {
			return isWhole();
		},
		set whole(whole) {
			if (whole) localStorage.setItem(wholeKey, "yes");
			else localStorage.removeItem(wholeKey);
			tell();
		},
		observe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		close() {
			closed = true;
			page.removeEventListener("online", goOn);
			for (const end of ends.values()) end.abort();
			goOn();
		},
	};
}
