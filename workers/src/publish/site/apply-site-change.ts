import type { Executor } from "@dateline/shared/database";
import type { SiteChange } from "@dateline/shared/protocol";
import { appendEvents, type NewEvent } from "../append-events.ts";
import type { Applied } from "../apply-one.ts";
import { putAuthor } from "./put-author.ts";
import { putDigest } from "./put-digest.ts";
import { putSection, putTopic } from "./put-section.ts";
import { measureMedia, updateMedia } from "./update-media.ts";
import { updateSite } from "./update-site.ts";

/** What a change of something shared did; no events when it left everything as it was. */
export interface SiteDecision {
	events: NewEvent[];
	revision: number;
}

/** What a change may use besides the record. */
export interface SiteContext {
	now: Date;
	ifMatch: number | null;
}

/**
 * Applies one change of what stories share, in the given transaction. The caller holds the site's lock alone.
 *
 * @throws {ProblemError} when the change is refused; nothing may then be committed
 */
export async function applySiteChange(
	transaction: Executor,
	change: SiteChange,
	context: SiteContext,
): Promise<Applied> {
	const { events, revision } = await write(transaction, change, context);
	const stored = await appendEvents(transaction, events);
	return { events: stored, result: { position: stored.at(-1)?.position ?? 0, revision } };
}

function write(transaction: Executor, change: SiteChange, context: SiteContext): Promise<SiteDecision> {
	switch (change.type) {
		case "site.update":
			return updateSite(transaction, change, context);
		case "section.put":
			return putSection(transaction, change, context);
		case "topic.put":
			return putTopic(transaction, change, context);
		case "author.put":
			return putAuthor(transaction, change, context);
		case "media.update":
			return updateMedia(transaction, change, context);
		case "media.measure":
			return measureMedia(transaction, change);
		case "digest.put":
			return putDigest(transaction, change, context);
	}
}
