import { createHash, randomBytes } from "node:crypto";
import { insertPreview } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import { type NewPreview, ProblemError } from "@dateline/shared/protocol";
import { type Actor, actorKey } from "../actor.ts";
import type { AcceptParts } from "../parts.ts";
import { findStory } from "./stories/find-story.ts";

const day = 86_400_000;
/** How long a link holds when nothing is said, and at most, in milliseconds. */
const usual = 7 * day;
const longest = 90 * day;

/** What the record has of a secret. */
export const hashPreview = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** Makes a link to a story for somebody without an account. The answer alone has its secret. */
export async function createPreview(
	{ database, settings }: AcceptParts,
	{ storyId, expiresAt, note, actor }: { storyId: string; expiresAt: string | undefined; note: string; actor: Actor },
): Promise<NewPreview> {
	const story = await findStory(database.kysely, storyId, actor);
	if (story.status === "withdrawn")
		throw new ProblemError("withdrawn", "The story is withdrawn: there is nothing to show.");
	const until = expiresAt === undefined ? Date.now() + usual : Date.parse(expiresAt);
	if (until <= Date.now() || until > Date.now() + longest) {
		throw new ProblemError("invalid", "A preview holds for ninety days at most.", {
			errors: [{ pointer: "/expiresAt", detail: "within ninety days from now" }],
		});
	}
	const secret = randomBytes(24).toString("base64url");
	const preview = await insertPreview(database.kysely, {
		...{ id: newId(), storyId, hash: hashPreview(secret), note },
		createdBy: actorKey(actor),
		expiresAt: new Date(until),
	});
	return { ...preview, url: `${settings.publicUrl}/preview/${secret}` };
}
