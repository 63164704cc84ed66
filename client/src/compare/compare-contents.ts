import { type Block, type Document, documentSchema, documentText } from "@dateline/shared/model";
import { diffArrays } from "diff";
import { diffWords, type Run } from "./word-diff.ts";

/** What an editor wrote of a story or post, as a revision keeps it: each build adds parts, so any may be missing. */
export type Content = Readonly<Record<string, unknown>>;

/** One part of what is compared, in the order in which it stands on the page. */
export interface Part {
	/** Of the content: `headline`, `standfirst`, `body`, `lead`, … */
	field: string;
	/** `marks`: the words are the same, and links or emphasis are not. */
	kind: "same" | "changed" | "marks";
	runs: readonly Run[];
	/** What stands in it on each side; null where it does not stand. */
	before: string | null;
	after: string | null;
	/** Of a block of the text: which block it is on each side, and before which one of `after` it stands. */
	block?: { before: number | null; after: number | null; place: number };
}

/** What stands above the text, the text, and what is set of it. Parts that are not named here come last. */
const order = ["headline", "standfirst", "lead", "body"];
export const partsAboveText: ReadonlySet<string> = new Set(order.slice(0, -1));
/** Its place among versions, or what an older build has written: nothing that an editor wrote. */
const ignored = new Set(["pinnedAt"]);

/** Blocks beyond which two texts that have little in common are not compared block by block. */
const mostBlockEdits = 1_000;
/** A block that took another's place is looked for among so many that went. */
const nearby = 30;

/**
 * The parts of two versions, changed or not.
 *
 * @param say a value that is no text, in words: names for ids, times for instants
 * @param effort what bounds the time that it takes: words of one part beyond which it counts as wholly different, and
 *   parts beyond which each that differs does; also how many blocks may differ
 */
export function compareContents(
	before: Content,
	after: Content,
	say: (field: string, value: unknown) => string,
	effort?: Effort,
): Part[] {
	const steps = compareInSteps(before, after, say, effort);
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
	}
}

/** {@link compareContents} a little at a time: between two steps something else may be done. */
export function* compareInSteps(
	before: Content,
	after: Content,
	say: (field: string, value: unknown) => string,
	effort?: Effort,
): Generator<undefined, Part[]> {
	const left = effort && { ...effort };
	const parts: Part[] = [];
	for (const field of fieldsOf(before, after)) {
		if (ignored.has(field)) continue;
		if (field === "body") {
			parts.push(...(yield* compareBodies(before["body"], after["body"], left)));
			continue;
		}
		const [was, is] = [before[field], after[field]];
		// A part that one of the two builds did not know yet is not a change.
		if (was === undefined || is === undefined) continue;
		const [old, now] = [say(field, was), say(field, is)];
		if (old === "" && JSON.stringify(was) === JSON.stringify(is)) continue;
		parts.push(partOf(field, old, now, left));
		yield;
	}
	return parts;
}

/** The names of the parts of either, in the order of the page. */
export const fieldsOf = (before: Content, after: Content): string[] => [
	...new Set([...order, ...Object.keys(before), ...Object.keys(after)]),
];

/** What {@link compareContents} may take; `parts` is counted down. */
export interface Effort {
	edits: number;
	parts: number;
	blocks: number;
}

function partOf(field: string, before: string, after: string, effort?: Effort): Part {
	if (effort && before !== after) effort.parts -= 1;
	const edits = effort && (effort.parts < 0 ? 0 : effort.edits);
	return { field, kind: before === after ? "same" : "changed", runs: diffWords(before, after, edits), before, after };
}

function* compareBodies(before: unknown, after: unknown, effort?: Effort): Generator<undefined, Part[]> {
	const blocksOf = (body: unknown): Block[] => (documentSchema.safeParse(body).data?.content ?? []) as Block[];
	const old = blocksOf(before);
	yield;
	const now = blocksOf(after);
	yield;
	const changes = diffArrays(
		old.map((block) => JSON.stringify(block)),
		now.map((block) => JSON.stringify(block)),
		{ maxEditLength: effort?.blocks ?? mostBlockEdits },
	) ?? [
		{ added: false, removed: true, value: old },
		{ added: true, removed: false, value: now },
	];
	const parts: Part[] = [];
	/** Blocks that went, up to `was`; those that came begin at `is`. */
	let gone = 0;
	let [was, is] = [0, 0];
	function* flush(came: number): Generator<undefined, void> {
		const sides = [old.slice(was - gone, was), now.slice(is, is + came)] as const;
		parts.push(...(yield* pair(...sides, { was: was - gone, is, effort })));
		is += came;
		gone = 0;
	}
	for (const { added, removed, value } of changes) {
		if (removed) {
			gone = value.length;
			was += value.length;
		} else if (added) yield* flush(value.length);
		else {
			yield* flush(0);
			parts.push(
				...now.slice(is, is + value.length).map((block): Part => {
					const text = textOf(block);
					return partOf("body", text, text);
				}),
			);
			was += value.length;
			is += value.length;
		}
	}
	yield* flush(0);
	return parts;
}

/** Blocks that took the place of others: each with the first that it shares enough words with, in their order. */
function* pair(
	gone: readonly Block[],
	came: readonly Block[],
	{ was, is, effort }: { was: number; is: number; effort: Effort | undefined },
): Generator<undefined, Part[]> {
	const parts: Part[] = [];
	const texts = gone.map(textOf);
	const words: ReadonlySet<string>[] = [];
	for (const text of texts) {
		words.push(wordsOf(text));
		yield;
	}
	let from = 0;
	const lose = (until: number, place: number) => {
		for (; from < until; from += 1) {
			parts.push({ ...side("removed", texts[from] ?? ""), block: { before: was + from, after: null, place } });
		}
	};
	for (const [index, block] of came.entries()) {
		yield;
		const now = textOf(block);
		const own = wordsOf(now);
		const match = words.slice(from, from + nearby).findIndex((old) => isAlike(old, own));
		if (match < 0) {
			parts.push({ ...side("added", now), block: { before: null, after: is + index, place: is + index } });
			continue;
		}
		lose(from + match, is + index);
		const old = texts[from] ?? "";
		parts.push({
			...partOf("body", old, now, effort),
			kind: old === now ? "marks" : "changed",
			block: { before: was + from, after: is + index, place: is + index },
		});
		from += 1;
	}
	lose(gone.length, is + came.length);
	return parts;
}

const side = (kind: "added" | "removed", text: string): Part => ({
	...{ field: "body", kind: "changed", runs: [{ kind, text }] },
	...{ before: kind === "removed" ? text : null, after: kind === "added" ? text : null },
});

/** The later version with one of its parts as it was before: what it takes to put a change back. */
export function takeBack(part: Part, before: Content, after: Content): Content {
	if (part.block === undefined) return { [part.field]: before[part.field] };
	const blocks = [...(documentSchema.parse(after["body"]).content as Block[])];
	const old =
		part.block.before === null
			? []
			: (documentSchema.parse(before["body"]).content.slice(part.block.before, part.block.before + 1) as Block[]);
	blocks.splice(part.block.place, part.block.after === null ? 0 : 1, ...old);
	return { body: { type: "doc", content: blocks } };
}

/** Whether more than a third of the words of the shorter one stand in the other. */
function isAlike(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
	const [few, many] = a.size < b.size ? [a, b] : [b, a];
	if (few.size === 0) return many.size === 0;
	return [...few].filter((word) => many.has(word)).length * 3 > few.size;
}

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []);

/** A block in words; what has none is named by what it shows. */
export function textOf(block: Block): string {
	const text = documentText({ type: "doc", content: [block] } as Document);
	if (block.type === "image") return `▣ ${block.attrs.mediaId}`;
	if (block.type === "relatedStory") return `→ ${block.attrs.storyId}`;
	if (block.type === "embed") return `${text} (${block.attrs.url})`;
	return block.type === "horizontalRule" ? "―" : text;
}

/** The text of a version in one piece, for asking whose words it is made of. */
export function plainText(content: Content): string {
	const body = documentSchema.safeParse(content["body"]).data;
	const lines = [content["headline"], content["standfirst"], body && documentText(body)];
	return lines.filter((line): line is string => typeof line === "string" && line !== "").join("\n");
}
