import type { Change, Submission } from "@dateline/shared/protocol";
import type { Answer } from "../routing/route.ts";

/** What a line of the audit log adds to what the request's path says. */
export interface Facts {
	subject?: string;
	storyId?: string | null;
	detail?: object;
}

/** The facts of a change that was handed in: which members it changes, never what to. */
export function factsOfSubmission(change: Change, { id, storyId, state, dueAt }: Submission): Facts {
	const subject = subjectOf(change) ?? storyId ?? undefined;
	const fields = "patch" in change ? Object.keys(change.patch) : [];
	return {
		...(subject !== undefined && { subject }),
		storyId,
		detail: {
			submission: id,
			state,
			...(state === "scheduled" && { dueAt }),
			...(fields.length > 0 && { fields }),
			...("reason" in change && change.reason && { reason: change.reason }),
			...("subject" in change && { erased: change.subject }),
			...("significant" in change && { significant: change.significant }),
		},
	};
}

function subjectOf(change: Change): string | undefined {
	if ("postId" in change && change.postId) return change.postId;
	if ("keyDevelopmentId" in change) return change.keyDevelopmentId;
	if ("id" in change) return change.id;
	if ("date" in change) return change.date;
	return change.type === "site.update" ? "site" : undefined;
}

/** The facts of something made at once: the address of the answer names it. */
export function factsOfAnswer({ status, location }: Answer): Facts {
	if (status !== 201 || location === undefined) return {};
	const subject = location.split("/").at(-1);
	const storyId = /\/stories\/([^/?#]+)/.exec(location)?.[1];
	return { ...(subject && { subject }), ...(storyId && { storyId }) };
}
