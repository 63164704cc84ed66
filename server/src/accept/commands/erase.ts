import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { readErasure, readStoryLine } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import { type Erasable, type Erasure, ProblemError } from "@dateline/shared/protocol";
import type { AcceptParts } from "../parts.ts";
import type { Answer, RawInput } from "../routing/route.ts";
import { handIn } from "./hand-in.ts";

interface Asked {
	storyId: string;
	subject: Erasable;
	reason: string;
	media: boolean;
}

/** Erases a text for good, and says where a copy of it may still be. */
export async function eraseText(
	parts: AcceptParts,
	input: Pick<RawInput, "actor" | "idempotency" | "audit">,
	{ storyId, subject, reason, media }: Asked,
): Promise<Answer> {
	const erasureId = newId();
	const answer = await handIn(parts, { ...input, success: 200 }, async (transaction) => {
		if (!(await readStoryLine(transaction, storyId))) {
			throw new ProblemError("not_found", `There is no story ${storyId}.`);
		}
		const change = { type: "story.erase" as const, erasureId, subject, reason, media };
		return { submission: { storyId, change } };
	});
	const recorded = await readErasure(parts.database.kysely, erasureId);
	if (answer.status !== 200 || !recorded) return answer;
	const erasure: Erasure = { ...recorded, snapshots: await snapshotsBefore(parts, recorded.at) };
	return { ...answer, body: { ...(answer.body as object), erasure } };
}

/**
 * The snapshots of an embedded record that were taken before a moment: they still hold what was erased then. Each new
 * one takes the oldest one's place, so they go by themselves.
 */
export async function snapshotsBefore(
	{ settings }: Pick<AcceptParts, "settings">,
	at: string,
): Promise<Erasure["snapshots"]> {
	const folder = join(settings.dataDir, "snapshots");
	const names = await readdir(folder).catch(() => []);
	const found = await Promise.all(
		names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtime.toISOString() })),
	);
	return found.filter((snapshot) => snapshot.at <= at).sort((a, b) => (a.at < b.at ? -1 : 1));
}
