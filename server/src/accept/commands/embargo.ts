import { type EmbargoedTable, postponeSubmission, setEmbargo } from "@dateline/shared/database";
import { ProblemError } from "@dateline/shared/protocol";
import type { Writing } from "./hand-in.ts";

/** When something may go out that was asked for at `at` (null: now): not before its embargo is over. */
export function notBefore(embargo: string | null, at: string | null): string | null {
	if (embargo === null) return at;
	return at !== null && Date.parse(at) > Date.parse(embargo) ? at : embargo;
}

/** Puts a draft under embargo, or lifts it; publications of it that are on their way wait at least until then. */
export async function putUnderEmbargo(
	transaction: Writing,
	{ table, id, embargo }: { table: EmbargoedTable; id: string; embargo: string | null },
	publications: readonly { id: string }[],
): Promise<void> {
	await setEmbargo(transaction, table, id, embargo);
	if (embargo === null) return;
	for (const publication of publications) await postponeSubmission(transaction, publication.id, new Date(embargo));
}

/** What readers see already cannot be kept from them by an embargo. @throws {ProblemError} `conflict` */
export function refuseEmbargo(embargo: string | null | undefined): void {
	if (embargo === undefined) return;
	throw new ProblemError("conflict", "It is published: an embargo is of drafts only. Withdraw it instead.", {
		errors: [{ pointer: "/embargo", detail: "of drafts only" }],
	});
}
