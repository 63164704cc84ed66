import { ProblemError } from "@dateline/shared/protocol";

/** The revision that a writer has seen. Drafts count on their own, so that `1` of a draft is not `1` of what is public. */
export interface IfMatch {
	draft: boolean;
	revision: number;
}

export const etagOf = (subject: { revision: number; draftRevision?: number }): string =>
	subject.revision === 0 && subject.draftRevision !== undefined
		? `"d${subject.draftRevision}"`
		: `"${subject.revision}"`;

/**
 * Reads `If-Match`; null when it is not there or is `*`. A weak tag counts as its strong one: compression on the way
 * weakens tags.
 *
 * @throws {ProblemError} `bad_request` for what is none of our tags
 */
export function parseIfMatch(header: string | undefined): IfMatch | null {
	if (header === undefined || header.trim() === "*") return null;
	const match = /^\s*(?:W\/)?"(d?)(\d{1,9})"\s*$/.exec(header);
	if (!match) throw new ProblemError("bad_request", 'If-Match takes one ETag of ours, such as "3" or "d3", or *.');
	return { draft: match[1] === "d", revision: Number(match[2]) };
}
