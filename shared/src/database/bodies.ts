import { type Document, documentText, renderDocument } from "../model/index.ts";
import type { PostContent, StoryContent } from "../protocol/index.ts";
import { imagesOf } from "./images-of.ts";
import type { Executor } from "./open.ts";
import { readMedia } from "./references.ts";

/** Bytes of HTML that go inside a view; more than that is fetched, so that an event stays under 64 KB. */
const largestInside = 32_768;

/** Where the HTML of a view is: inside, or at an address that never changes its content. */
export function placeBody(
	kind: "story" | "post",
	id: string,
	revision: number,
	html: string,
): { html: string | null; bodyUrl: string | null } {
	if (Buffer.byteLength(html) <= largestInside) return { html, bodyUrl: null };
	return { html: null, bodyUrl: `/api/v1/bodies/${kind}/${id}/${revision}` };
}

/** The HTML of a document, with the pictures that it shows. */
export async function renderBody(executor: Executor, document: Document): Promise<string> {
	return renderDocument(document, { media: await readMedia(executor, imagesOf(document)) });
}

/** The HTML of one revision; `withdrawn` when the story or post is, null when there never was such a one. */
export async function readBody(
	executor: Executor,
	kind: "story" | "post",
	id: string,
	revision: number,
): Promise<string | "withdrawn" | null> {
	const row =
		kind === "story"
			? await executor
					.selectFrom("stories")
					.select(["status", "revision", "html", "status as story_status"])
					.where("id", "=", id)
					.executeTakeFirst()
			: await executor
					.selectFrom("posts")
					.innerJoin("stories", "stories.id", "posts.story_id")
					.select(["posts.status", "posts.revision", "posts.html", "stories.status as story_status"])
					.where("posts.id", "=", id)
					.executeTakeFirst();
	if (!row || row.status === "draft") return null;
	if (row.status === "withdrawn" || row.story_status === "withdrawn") return "withdrawn";
	if (row.revision === revision) return row.html;
	const old = await executor
		.selectFrom("revisions")
		.select("content")
		.where("subject_kind", "=", kind)
		.where("subject_id", "=", id)
		.where("number", "=", revision)
		.executeTakeFirst();
	if (!old) return null;
	const content = old.content as StoryContent | PostContent | null;
	// Erased: of what was said then there is nothing any more.
	return content ? renderBody(executor, content.body) : "withdrawn";
}

/** The first line of a text, cut at a word's end: what stands for the headline of a post that has none. */
export function firstLine(document: Document, longest = 120): string {
	const line = documentText(document).split("\n", 1)[0] ?? "";
	if (line.length <= longest) return line;
	const cut = line.slice(0, longest).replace(/\s+\S*$/u, "");
	return `${cut}…`;
}
