import type { Revision } from "../protocol/index.ts";
import { instant } from "./instants.ts";
import type { Executor } from "./open.ts";
import { type Page, pageOf } from "./page.ts";

/** What has revisions, as the record names it. */
export interface RevisionSubject {
	kind: string;
	id: string;
}

/** The revisions of a story, post or other subject, newest first. */
export async function listRevisions(
	executor: Executor,
	{ kind, id }: RevisionSubject,
	{ after, limit }: { after?: string | undefined; limit: number },
): Promise<Page<Revision>> {
	let query = selectRevisions(executor, { kind, id });
	if (after !== undefined && /^\d{1,9}$/.test(after)) query = query.where("number", "<", Number(after));
	const rows = await query
		.orderBy("number", "desc")
		.limit(limit + 1)
		.execute();
	return pageOf(rows, limit, present, (row) => String(row.number));
}

/** One revision, or null. */
export async function readRevision(
	executor: Executor,
	subject: RevisionSubject,
	number: number,
): Promise<Revision | null> {
	const row = await selectRevisions(executor, subject).where("number", "=", number).executeTakeFirst();
	return row ? present(row) : null;
}

const selectRevisions = (executor: Executor, { kind, id }: RevisionSubject) =>
	executor
		.selectFrom("revisions")
		.select(["number", "change", "significant", "content", "at", "position", "submission_id"])
		.where("subject_kind", "=", kind)
		.where("subject_id", "=", id);

const present = (row: {
	number: number;
	change: string;
	significant: boolean;
	content: unknown;
	at: Date;
	position: number;
	submission_id: string | null;
}): Revision => ({
	number: row.number,
	change: row.change,
	significant: row.significant,
	at: instant(row.at),
	position: Number(row.position),
	submissionId: row.submission_id,
	content: row.content,
});
