import { ProblemError } from "@dateline/shared/protocol";
import { checkNotErased, checkRevision, keyDevelopmentOf, publicStory } from "../checks.ts";
import type { Decide, Fact, KeyDevelopmentRow, StoryAggregate } from "../decision.ts";

/** `key_development.update`: another wording, time or post. */
export const updateKeyDevelopment: Decide<"key_development.update"> = (aggregate, change, { now, ifMatch }) => {
	const line = lineThatIs("published", aggregate, change.keyDevelopmentId, ifMatch);
	const { text = line.text, postId = line.post_id, at } = change.patch;
	if (postId !== null && !aggregate.references.posts.has(postId)) {
		throw new ProblemError("unknown_reference", `There is no published post ${postId} in this story.`);
	}
	const next = {
		...line,
		text,
		post_id: postId,
		// A time that is given says the place too, until an editor orders them again.
		...(at && { at: new Date(at), sort_at: null }),
		written_at: now,
	};
	return write(next, "key_development.updated");
};

/** `key_development.withdraw`: this line alone. */
export const withdrawKeyDevelopment: Decide<"key_development.withdraw"> = (aggregate, change, { ifMatch }) => {
	const line = lineThatIs("published", aggregate, change.keyDevelopmentId, ifMatch);
	return write({ ...line, status: "withdrawn", withdrawn_by: line.id }, "key_development.withdrawn");
};

/** `key_development.restore`: given back where it stood; not while the post that it sums up is withdrawn. */
export const restoreKeyDevelopment: Decide<"key_development.restore"> = (aggregate, change, { ifMatch }) => {
	const line = lineThatIs("withdrawn", aggregate, change.keyDevelopmentId, ifMatch);
	checkNotErased(line);
	if (line.post_id !== null && !aggregate.references.posts.has(line.post_id)) {
		throw new ProblemError("withdrawn", "The post that it sums up is withdrawn: restore the post first.");
	}
	return write({ ...line, status: "published", withdrawn_by: null }, "key_development.added");
};

function lineThatIs(
	status: KeyDevelopmentRow["status"],
	aggregate: StoryAggregate,
	id: string,
	ifMatch: number | null,
): KeyDevelopmentRow {
	publicStory(aggregate);
	const line = keyDevelopmentOf(aggregate, id);
	if (line.status !== status) {
		if (status === "published") throw new ProblemError("already_withdrawn", "The key development is withdrawn.");
		throw new ProblemError("not_withdrawn", "The key development is not withdrawn.");
	}
	checkRevision(ifMatch, line.revision);
	return line;
}

function write(line: KeyDevelopmentRow, type: Extract<Fact, { keyDevelopmentId: string }>["type"]) {
	const revision = line.revision + 1;
	return {
		keyDevelopments: [{ ...line, revision }],
		facts: [{ type, keyDevelopmentId: line.id }],
		result: { revision },
	};
}
