import type { Document } from "@dateline/shared/model";
import { ProblemError } from "@dateline/shared/protocol";

/** How deep lists may stand in lists: deeper ones no page can show. */
export const maxListDepth = 8;

/** @throws {ProblemError} `invalid` when lists stand in lists deeper than {@link maxListDepth} */
export function checkDepth(document: Document): Document {
	if (document.content.some((block) => listDepth(block) > maxListDepth)) {
		throw new ProblemError("invalid", `Lists stand in lists more than ${maxListDepth} deep.`);
	}
	return document;
}

interface Node {
	type: string;
	content?: readonly unknown[] | undefined;
}

function listDepth(node: Node): number {
	const within = ((node.content ?? []) as Node[]).reduce((deepest, child) => Math.max(deepest, listDepth(child)), 0);
	return node.type === "bulletList" || node.type === "orderedList" ? within + 1 : within;
}
