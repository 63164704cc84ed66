import { readEditorMedia } from "@dateline/shared/database";
import { type MediaContent, ProblemError } from "@dateline/shared/protocol";
import type { IfMatch } from "../routing/if-match.ts";
import { checkRevision } from "./check-revision.ts";
import type { Outcome, Writing } from "./hand-in.ts";

interface Asked {
	mediaId: string;
	patch: { [Name in keyof MediaContent]?: MediaContent[Name] | undefined };
	ifMatch: IfMatch | null;
}

/** Hands in other words or another focal point of a picture. */
export async function patchMedia(transaction: Writing, { mediaId, patch, ifMatch }: Asked): Promise<Outcome> {
	const media = await readEditorMedia(transaction, mediaId);
	if (!media) throw new ProblemError("not_found", `There is no picture ${mediaId}.`);
	await checkRevision(transaction, ifMatch, { kind: "media", id: mediaId }, media);
	const content = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
	if (Object.keys(content).length === 0) throw new ProblemError("invalid", "There is nothing to change in the body.");
	const change = { type: "media.update" as const, id: mediaId, content };
	return { submission: { storyId: null, change, ifMatch: ifMatch?.revision ?? null } };
}
