import { type Executor, type RevisionSubject, readRevision } from "@dateline/shared/database";
import { ProblemError } from "@dateline/shared/protocol";
import type { IfMatch } from "../routing/if-match.ts";

/** What has a revision, and a draft revision while readers have not seen it. */
export interface Revised {
	revision: number;
	draftRevision?: number;
}

/**
 * Refuses a write that was made upon another revision than the present one. Both versions go with the refusal: what the
 * writer had (as far as it is kept; drafts have no history), and what is there now, which `readCurrent` reads where
 * `present` is only a part of it.
 *
 * @throws {ProblemError} `revision_mismatch`
 */
export async function checkRevision(
	executor: Executor,
	ifMatch: IfMatch | null,
	subject: RevisionSubject,
	present: Revised,
	readCurrent: () => Promise<unknown> = async () => present,
): Promise<void> {
	if (ifMatch === null) return;
	const draft = present.revision === 0 && present.draftRevision !== undefined;
	const revision = draft ? present.draftRevision : present.revision;
	if (ifMatch.draft === draft && ifMatch.revision === revision) return;
	throw await revisionMismatch(executor, ifMatch, subject, await readCurrent());
}

/** The refusal itself, for a writer that the worker found to be late. */
export async function revisionMismatch(
	executor: Executor,
	ifMatch: IfMatch,
	subject: RevisionSubject,
	current: unknown,
): Promise<ProblemError> {
	const kept = ifMatch.draft ? null : await readRevision(executor, subject, ifMatch.revision);
	return new ProblemError("revision_mismatch", "It was changed since you read it; look at current, then send again.", {
		yours: { revision: ifMatch.revision, draft: ifMatch.draft, content: kept?.content ?? null },
		current,
	});
}
