import { isMediaPublic, readEditorMedia } from "@dateline/shared/database";
import { type MediaContent, ProblemError } from "@dateline/shared/protocol";
import { type Actor, actorKey } from "../actor.ts";
import { grantsOf } from "../policies/grants.ts";
import type { IfMatch } from "../routing/if-match.ts";
import { checkRevision } from "./check-revision.ts";
import type { Outcome, Writing } from "./hand-in.ts";

interface Asked {
	actor: Actor;
	mediaId: string;
	patch: { [Name in keyof MediaContent]?: MediaContent[Name] | undefined };
	ifMatch: IfMatch | null;
}

/**
 * Hands in other words or another focal point of a picture. A contributor's are taken for what they brought in: at once
 * while no reader sees it, else they wait for an editor like everything that readers see.
 */
export async function patchMedia(transaction: Writing, { actor, mediaId, patch, ifMatch }: Asked): Promise<Outcome> {
	const media = await readEditorMedia(transaction, mediaId);
	if (!media) throw new ProblemError("not_found", `There is no picture ${mediaId}.`);
	const grants = grantsOf(actor);
	const everybodys = grants.has("write") || grants.has("media");
	if (!everybodys && media.createdBy !== actorKey(actor)) {
		throw new ProblemError("forbidden", "Somebody else brought this in: an editor changes its words.");
	}
	await checkRevision(transaction, ifMatch, { kind: "media", id: mediaId }, media);
	const content = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
	if (Object.keys(content).length === 0) throw new ProblemError("invalid", "There is nothing to change in the body.");
	const change = { type: "media.update" as const, id: mediaId, content };
	const direct = everybodys || !(await isMediaPublic(transaction, mediaId));
	return { submission: { storyId: null, change, ifMatch: ifMatch?.revision ?? null, direct } };
}
