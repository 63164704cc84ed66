import { type Document, documentSchema, documentText, emptyDocument } from "@dateline/shared/model";
import type { EditorPost } from "@dateline/shared/protocol";
import { z } from "zod";

/** A post while it is written. */
export const postWorkSchema = z.object({
	headline: z.string(),
	body: documentSchema,
	key: z.boolean(),
	/** Its place among the pinned posts; true is the first. */
	pinned: z.union([z.number(), z.boolean()]).nullable(),
	breaking: z.boolean(),
	authors: z.array(z.string()),
	/** The editorial time; null is the moment it goes live. */
	publishedAt: z.string().nullable(),
});
export type PostWork = z.infer<typeof postWorkSchema>;

export const emptyPostWork = (authors: string[] = []): PostWork => ({
	...{ headline: "", body: emptyDocument, key: false, pinned: null, breaking: false, authors, publishedAt: null },
});

/** What the record has of a post: what readers see, or the draft. */
export function postWorkOf(post: EditorPost): PostWork {
	const content = post.content ?? post.draft;
	return content === null ? emptyPostWork() : { ...content, publishedAt: content.publishedAt ?? post.publishedAt };
}

export const isEmptyPost = ({ headline, body }: PostWork): boolean =>
	headline.trim() === "" && body.content.length === 0;

/** A post while it is edited: with what goes along with the update. */
export const editWorkSchema = postWorkSchema.extend({
	/** A note to readers, typed beside the edit. */
	correction: z.string().default(""),
	significant: z.boolean().default(false),
});
export type EditWork = z.infer<typeof editWorkSchema>;

/** What is kept of a new post: which story it is for, when a second tab keeps its own. */
export const newPostSchema = postWorkSchema.extend({ storyId: z.string().optional() });

/** The parts that differ. */
export function postChanges(before: PostWork, after: PostWork): Partial<PostWork> {
	const changed = Object.entries(after).filter(
		([part, value]) => JSON.stringify(before[part as keyof PostWork]) !== JSON.stringify(value),
	);
	return Object.fromEntries(changed);
}

/** A line that sums a post up: its headline, else its first sentence. */
export function sumUp(headline: string, body: Document | string): string {
	if (headline !== "") return headline;
	const text = typeof body === "string" ? body : documentText(body);
	const sentence = /^.{1,200}?[.!?…](?=\s|$)/s.exec(text)?.[0] ?? text.slice(0, 200);
	return sentence.replace(/\s+/g, " ").replace(/\.$/, "").trim();
}
