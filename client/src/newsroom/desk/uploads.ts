import { newId } from "@dateline/shared/model";
import { type EditorMedia, editorMediaSchema, problemSchema } from "@dateline/shared/protocol";

/** One picture on its way to the server. */
export interface Upload {
	/** `upload:<id>`: what stands for the media id until there is one. */
	readonly id: string;
	readonly file: File;
	/** Shows the picture before it has arrived. */
	readonly preview: string;
	/** Bytes that have gone out. */
	sent: number;
	state: "uploading" | "done" | "refused";
	media: EditorMedia | null;
	/** Why it was refused, or what it waits for, as a sentence. */
	message: string;
}

export interface Uploads {
	start(file: File): Upload;
	find(id: string): Upload | null;
	retry(id: string): void;
	observe(listener: () => void): () => void;
}

const retryPause = 3000;

/** Sends pictures; a lost connection is tried again, with the same key, until the server has it. */
export function createUploads(): Uploads {
	const uploads = new Map<string, Upload>();
	const listeners = new Set<() => void>();
	const tell = () => {
		for (const listener of [...listeners]) listener();
	};

	const send = (upload: Upload) => {
		const form = new FormData();
		form.append("file", upload.file);
		const call = new XMLHttpRequest();
		call.open("POST", "/api/v1/media");
		call.setRequestHeader("idempotency-key", upload.id.slice("upload:".length));
		call.upload.onprogress = ({ loaded }) => {
			upload.sent = Math.min(loaded, upload.file.size);
			tell();
		};
		const again = () => {
			upload.message = "Waiting for the connection. Write on: it goes on by itself.";
			tell();
			setTimeout(() => send(upload), retryPause);
		};
		call.onerror = again;
		call.onload = () => {
			if (call.status >= 500 || call.status === 429 || call.status === 401) return again();
			const body = readJson(call.responseText);
			const media = editorMediaSchema.safeParse(unwrap(body)).data;
			if (call.status < 300 && media) {
				Object.assign(upload, { state: "done", media, message: "" });
			} else {
				const problem = problemSchema.safeParse(body).data;
				Object.assign(upload, { state: "refused", message: problem?.detail ?? "The server did not take this file." });
			}
			tell();
		};
		Object.assign(upload, { state: "uploading", message: "" });
		call.send(form);
		tell();
	};

	return {
		start(file) {
			const id = `upload:${newId()}`;
			const preview = URL.createObjectURL(file);
			const upload: Upload = { id, file, preview, sent: 0, state: "uploading", media: null, message: "" };
			uploads.set(id, upload);
			send(upload);
			return upload;
		},
		find: (id) => uploads.get(id) ?? null,
		retry(id) {
			const upload = uploads.get(id);
			if (upload) send(upload);
		},
		observe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
	};
}

function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

/** The resource itself, or under its name beside the submission. */
function unwrap(body: unknown): unknown {
	return typeof body === "object" && body !== null && "media" in body ? body.media : body;
}
