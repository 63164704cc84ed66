import { json } from "@dateline/shared/database";
import { type Document, renderDocument } from "@dateline/shared/model";
import type { KnownReferences, PostRow } from "../decision.ts";

/** The HTML of a post, made when it is published. */
export const renderPost = (body: Document, { media }: KnownReferences): string => renderDocument(body, { media });

/** A post's row as it can be written back. */
export const asWritten = (post: PostRow) => ({
	...post,
	content: post.content && json(post.content),
	draft: post.draft && json(post.draft),
});
