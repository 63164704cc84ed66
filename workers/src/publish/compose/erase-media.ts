import { type Executor, imagesOf, isMediaUsed } from "@dateline/shared/database";
import type { PostContent, StoryContent } from "@dateline/shared/protocol";
import { sql } from "kysely";
import { nameOf } from "../../media/media-store.ts";
import type { ErasureScope } from "./erasure-scope.ts";

type Shows = Partial<StoryContent & PostContent> | null;

/** The pictures that what is erased shows or showed, in any of its revisions and its draft. */
export async function findMediaOf(
	transaction: Executor,
	{ subject, story, postIds, revisions }: ErasureScope,
): Promise<string[]> {
	const contents: Shows[] = subject.kind === "story" ? [story.content, story.draft] : [];
	if (postIds.length > 0) {
		const posts = await transaction
			.selectFrom("posts")
			.select(["content", "draft"])
			.where("id", "in", postIds)
			.execute();
		contents.push(...posts.flatMap((row) => [row.content, row.draft]));
	}
	for (const { kind, id, number } of revisions) {
		const row = await transaction
			.selectFrom("revisions")
			.select("content")
			.where("subject_kind", "=", kind)
			.where("subject_id", "=", id)
			.where("number", "=", number)
			.executeTakeFirst();
		contents.push((row?.content ?? null) as Shows);
	}
	return [...new Set(contents.flatMap(mediaIn))];
}

const mediaIn = (content: Shows): string[] =>
	content ? [...(content.body ? imagesOf(content.body) : []), ...(content.lead ? [content.lead] : [])] : [];

/**
 * Takes those of these pictures out of the record that nothing shows any more, with what was handed in about them.
 *
 * @returns their ids, and the names of their files, which are to be removed once this is committed
 */
export async function eraseMedia(
	transaction: Executor,
	ids: readonly string[],
): Promise<{ erased: string[]; files: string[] }> {
	if (ids.length === 0) return { erased: [], files: [] };
	const rows = await transaction
		.selectFrom("media")
		.selectAll()
		.where("id", "in", ids)
		.where(sql<boolean>`not ${isMediaUsed(sql.ref("media.id"))}`)
		.execute();
	const erased = rows.map((row) => row.id);
	if (erased.length === 0) return { erased, files: [] };
	await transaction.deleteFrom("media").where("id", "in", erased).execute();
	await sql`update submissions set change = jsonb_build_object('type', change ->> 'type', 'id', change ->> 'id', 'erased', true)
		where story_id is null and change ->> 'type' = 'media.update' and change ->> 'id' = any(${erased}::text[])`.execute(
		transaction,
	);
	const files = rows.flatMap((row) => [
		row.file,
		...(row.poster ? [row.poster] : []),
		...row.renditions.map((rendition) => rendition.url),
	]);
	return { erased, files: [...new Set(files.map(nameOf))] };
}
