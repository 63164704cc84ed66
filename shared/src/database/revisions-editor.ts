import { documentText } from "../model/index.ts";
import type { Change, PostContent, Revision, StoryContent } from "../protocol/index.ts";
import { readActorNames } from "./actor-names.ts";
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
	const names = await readActorNames(
		executor,
		rows.map((row) => row.actor),
	);
	return pageOf(
		rows,
		limit,
		(row) => present(row, names),
		(row) => String(row.number),
	);
}

/** One revision, or null. */
export async function readRevision(
	executor: Executor,
	subject: RevisionSubject,
	number: number,
): Promise<Revision | null> {
	const row = await selectRevisions(executor, subject).where("number", "=", number).executeTakeFirst();
	return row ? present(row, await readActorNames(executor, [row.actor])) : null;
}

const selectRevisions = (executor: Executor, { kind, id }: RevisionSubject) =>
	executor
		.selectFrom("revisions")
		.leftJoin("submissions", "submissions.id", "revisions.submission_id")
		.select(["number", "revisions.change", "significant", "content", "at", "position", "submission_id"])
		.select(["submissions.actor", "submissions.change as handed_in"])
		.where("subject_kind", "=", kind)
		.where("subject_id", "=", id);

type Row = Awaited<ReturnType<ReturnType<typeof selectRevisions>["execute"]>>[number];

const present = (row: Row, names: ReadonlyMap<string, string>): Revision => ({
	number: row.number,
	change: row.change,
	significant: row.significant,
	at: instant(row.at),
	position: Number(row.position),
	submissionId: row.submission_id,
	actor: row.actor === null ? null : { key: row.actor, name: names.get(row.actor) ?? null },
	restoredFrom: restoredFrom(row.handed_in),
	content: row.content,
	text: textOf(row.content),
});

const restoredFrom = (change: Change | null): number | null =>
	change && "restoredFrom" in change ? (change.restoredFrom ?? null) : null;

/** What was written as plain text, a line for each block: headline, standfirst, body. */
function textOf(content: unknown): string {
	if (content === null || typeof content !== "object") return "";
	const { headline = "", standfirst = "", body } = content as Partial<StoryContent & PostContent>;
	return [headline, standfirst, body ? documentText(body) : ""].filter((line) => line !== "").join("\n");
}
