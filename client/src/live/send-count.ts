import type { ReaderCount } from "@dateline/shared/protocol";

/** What a reader's browser says of being counted. */
export interface Wishes {
	doNotTrack?: string | null;
	globalPrivacyControl?: boolean;
}

/** Whether this reader asks not to be tracked: then nothing is counted, though there is nobody in the counts. */
export const asksNotToBeCounted = ({ doNotTrack, globalPrivacyControl }: Wishes): boolean =>
	doNotTrack === "1" || globalPrivacyControl === true;

/** Sends one count, without cookies and without waiting; it outlives the page. What gets lost is lost. */
export function sendCount(count: Omit<ReaderCount, "v">): void {
	fetch("/api/v1/counts", {
		method: "POST",
		keepalive: true,
		credentials: "omit",
		referrerPolicy: "no-referrer",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ v: 1, ...count }),
	}).catch(() => undefined);
}
