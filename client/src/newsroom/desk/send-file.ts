import { type Problem, problemSchema } from "@dateline/shared/protocol";
import { DetailedError, Upload } from "tus-js-client";

/** Bytes of one piece: what a phone on a bad network sends within seconds. */
const piece = 1024 * 1024;

/** What became of sending: all is there, it may be gone on with, or the server does not take it. */
export type Sent =
	| { state: "done" }
	| { state: "broken"; signedOut: boolean; known?: boolean }
	| { state: "refused"; message: string };

export interface SendFile {
	/** Becomes the media's id. */
	id: string;
	file: File;
	/** Whether the server has heard of it: then it is asked how far it is. */
	begun: boolean;
	onBegun(): void;
	onProgress(bytes: number): void;
	/** Lets go of the connection; what was sent is kept there. */
	signal: AbortSignal;
}

/** Sends a file in pieces (tus 1.0), going on where an earlier try broke off. Never throws. */
export function sendFile({ id, file, begun, onBegun, onProgress, signal }: SendFile): Promise<Sent> {
	return new Promise((resolve) => {
		const upload = new Upload(file, {
			endpoint: "/api/v1/uploads",
			uploadUrl: begun ? `/api/v1/uploads/${id}` : null,
			chunkSize: piece,
			// What broke off is begun anew by whoever called, who knows when the network is back.
			retryDelays: null,
			storeFingerprintForResuming: false,
			metadata: { id, name: file.name },
			onUploadUrlAvailable: onBegun,
			onProgress: (bytes) => onProgress(bytes),
			onSuccess: () => resolve({ state: "done" }),
			onError: (error) => resolve(readError(error)),
		});
		const stop = () => {
			void upload.abort();
			resolve({ state: "broken", signedOut: false });
		};
		if (signal.aborted) return stop();
		signal.addEventListener("abort", stop, { once: true });
		upload.start();
	});
}

/** Tells the server that it will not be finished. */
export async function forgetFile(id: string): Promise<void> {
	await Upload.terminate(`/api/v1/uploads/${id}`, { retryDelays: [] } as never).catch(() => undefined);
}

function readError(error: Error | DetailedError): Sent {
	const answer = error instanceof DetailedError ? error.originalResponse : null;
	const status = answer?.getStatus() ?? 0;
	const problem = readProblem(answer?.getBody() ?? "");
	// Somebody else's piece is being written still (423), or this one was written and not acknowledged (409).
	const passes = status === 0 || status >= 500 || [401, 409, 423, 429].includes(status);
	// It had been begun, and this device did not get to note it.
	if (problem?.code === "conflict") return { state: "broken", signedOut: false, known: true };
	if (passes) return { state: "broken", signedOut: status === 401 };
	return { state: "refused", message: problem?.detail ?? "" };
}

function readProblem(text: string): Problem | null {
	try {
		return problemSchema.safeParse(JSON.parse(text)).data ?? null;
	} catch {
		return null;
	}
}
