import { msg, str } from "@lit/localize";
import type { Upload } from "../desk/uploads.ts";

/** Bytes in megabytes, with one digit after the point below 100. */
export function megabytes(bytes: number): string {
	const value = bytes / 1_000_000;
	return value.toLocaleString(document.documentElement.lang || "en", { maximumFractionDigits: value < 100 ? 1 : 0 });
}

/** Bytes as kilobytes or megabytes, whichever says more. */
export const sayBytes = (bytes: number): string =>
	bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} KB` : `${megabytes(bytes)} MB`;

/** Where an upload is, as a sentence. */
export function sayUpload({ state, trouble, sent, left, file }: Upload): string {
	const [there, all] = [megabytes(sent), megabytes(file.size)];
	if (trouble === "signed-out") return msg(str`Waiting for you to sign in. ${there} of ${all} MB are kept.`);
	if (trouble === "silence") return msg(str`Waiting for the connection. ${there} of ${all} MB are kept.`);
	if (state === "waiting") return msg(str`Waiting for its turn, ${all} MB.`);
	if (sent >= file.size) return msg(str`All ${all} MB are there. Being made ready.`);
	if (left === null) return msg(str`${there} of ${all} MB. Write on.`);
	if (left >= 90) return msg(str`${there} of ${all} MB, ${Math.round(left / 60)} min left`);
	return msg(str`${there} of ${all} MB, ${left} s left`);
}
