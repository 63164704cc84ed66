import type { Executor } from "@dateline/shared/database";
import { emptyDocument } from "@dateline/shared/model";
import { type PostContent, type PostInput, type PostPatch, postContentSchema } from "@dateline/shared/protocol";
import { parseBody } from "../parse-body/parse-body.ts";
import { resolveReferences } from "./resolve-references.ts";

/** What a new post begins as. */
export async function readNewPost(executor: Executor, input: PostInput): Promise<PostContent> {
	const empty: PostContent = {
		headline: "",
		body: emptyDocument,
		key: false,
		pinned: null,
		breaking: false,
		authors: [],
		publishedAt: null,
	};
	return { ...empty, ...(await readPostPatch(executor, input)) };
}

/** What an editor writes of a post, as far as it was given: the body as a document, authors as ids, a pin as its place. */
export async function readPostPatch(
	executor: Executor,
	{ pinned, ...input }: Partial<Omit<PostPatch, "significant">>,
): Promise<Partial<PostContent>> {
	const body = input.body && parseBody(input.body);
	const resolved = await resolveReferences(executor, { authors: input.authors, body });
	const written = Object.fromEntries(
		Object.entries(input).filter(([name, value]) => name in postContentSchema.shape && value !== undefined),
	);
	return {
		...written,
		...resolved,
		...(body && { body }),
		...(pinned !== undefined && { pinned: placeOf(pinned) }),
	};
}

function placeOf(pinned: number | boolean | null): number | null {
	if (pinned === true) return 0;
	return pinned === false ? null : pinned;
}
