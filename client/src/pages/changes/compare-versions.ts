import type { Block, Document } from "@dateline/shared/model";
import { compareInSteps, fieldsOf, type Part, partsAboveText, textOf } from "../../compare/compare-contents.ts";
import { countWords, diffWords, type Run } from "../../compare/word-diff.ts";
import type { ChangesWords } from "../words/changes.ts";
import type { Difference, Hunk } from "./changes-view.ts";

/** What a comparison may take, and how many places of the text it tells: beside others in a list, or alone. */
const efforts = {
	list: { edits: 400, parts: 40, blocks: 200, places: 40 },
	alone: { edits: 400, parts: 400, blocks: 400, places: 400 },
} as const;
/** Words of a headline or standfirst that may differ before it counts as another one. */
const mostFieldEdits = 400;
/** Signs of a text that both versions share beyond which its middle is left out. */
const mostShared = 320;
/** What readers don't see, or see at once: no change that a page of changes tells. */
const untold = new Set(["slug", "language", "timeZone", "pinnedAt"]);

type Content = Readonly<Record<string, unknown>>;

/** How values that are no text are told to readers: names for ids, times for instants. */
export type Say = (field: string, value: unknown) => string;

/** A place of the text that differs: where it stands, as no language says it, and its words, pictures by their ids. */
interface BlockPlace {
	kind: "added" | "changed" | "marks" | "moved" | "removed";
	place: Place;
	runs: readonly Run[];
}

interface Place {
	type: Block["type"];
	/** Which of its kind it is under its heading, from 1; 0 for a heading. */
	nth: number;
	heading: string | null;
}

/**
 * How two versions differ, in no language and without today's names: two versions never change, so this stays right for
 * ever.
 */
export interface Comparison {
	/** What is set of it and differs, in the order of the page: above the text, and below. */
	above: readonly FieldPair[];
	below: readonly FieldPair[];
	/** The first places of the text that differ; `more` are left out. */
	blocks: readonly BlockPlace[];
	more: number;
	/** Words of the text that came and went. */
	added: number;
	removed: number;
}

interface FieldPair {
	field: string;
	was: unknown;
	is: unknown;
}

/** Compares two versions a little at a time: between two steps something else may be done. */
export function* compareVersions(
	before: Content,
	after: Content,
	where: keyof typeof efforts,
): Generator<undefined, Comparison> {
	const { places: mostPlaces, ...effort } = efforts[where];
	const bodies = [{ body: before["body"] }, { body: after["body"] }] as const;
	const parts = yield* compareInSteps(...bodies, () => "", effort);
	const changed = parts.filter(({ kind }) => kind !== "same");
	const moved = movesIn(changed);
	const places = { before: placesOf(before["body"]), after: placesOf(after["body"]) };
	yield;
	const blocks = changed.flatMap((part): BlockPlace[] => {
		const place = part.block && (places.after[part.block.after ?? -1] ?? places.before[part.block.before ?? -1]);
		if (!place || !part.block) return [];
		if (moved.has(part)) return part.block.after === null ? [] : [{ kind: "moved", place, runs: [] }];
		if (part.kind === "marks") return [{ kind: "marks", place, runs: [] }];
		const kind = part.block.before === null ? "added" : part.block.after === null ? "removed" : "changed";
		return [{ kind, place, runs: part.runs }];
	});
	let [added, removed] = [0, 0];
	for (const { runs } of blocks) {
		const told = countWords(runs.filter(({ text }) => !namesAnId.test(text)));
		added += told.added;
		removed += told.removed;
		yield;
	}
	return {
		...fieldPairs(before, after),
		blocks: blocks.slice(0, mostPlaces).map((one) => ({ ...one, runs: shorten(one.runs) })),
		more: Math.max(0, blocks.length - mostPlaces),
		...{ added, removed },
	};
}

/** Signs that a comparison holds, about: what it takes to keep it. */
export const sizeOfComparison = ({ above, below, blocks }: Comparison): number =>
	blocks.reduce(
		(sum, { runs, place }) =>
			runs.reduce((length, { text }) => length + text.length, sum + 100 + (place.heading?.length ?? 0)),
		200 + JSON.stringify([above, below]).length,
	);

/** What a comparison names by an id, as contents that refer to it: for looking up the names. */
export function contentsOfComparison({ above, below, blocks }: Comparison): Content[] {
	const pairs = [...above, ...below];
	const ids = blocks.flatMap(({ runs }) => runs.flatMap(({ text }) => namesAnId.exec(text) ?? []));
	const named = (sign: string) => ids.flatMap((part, index) => (ids[index - 1] === sign ? [part] : []));
	return [
		Object.fromEntries(pairs.map(({ field, was }) => [field, was])),
		Object.fromEntries(pairs.map(({ field, is }) => [field, is])),
		...named("▣").map((lead) => ({ lead })),
		{ related: named("→") },
	];
}

/** A comparison in a language, with the names of today; at most so many places. */
export function tellComparison(
	{ above, blocks, below, more, ...counts }: Comparison,
	{ words, say, places }: { words: ChangesWords; say: Say; places: number },
): Difference {
	const sayAll: Say = (field, value) => (field in facts ? (isSet(value) ? "✓" : "") : say(field, value));
	const ofFields = (pairs: readonly FieldPair[]) => pairs.flatMap((pair) => fieldHunk(pair, words, sayAll));
	const [first, last] = [ofFields(above), ofFields(below)];
	const hunks = [...first, ...blocks.map((block) => blockHunk(block, words, say)), ...last];
	const fields = countWords([...first, ...last].flatMap(({ runs }) => [...runs]));
	return {
		hunks: hunks.slice(0, places),
		more: more + Math.max(0, hunks.length - places),
		added: counts.added + fields.added,
		removed: counts.removed + fields.removed,
	};
}

/** A version's blocks in words, its headline and standfirst first. */
export function blocksOf(content: Content, say: Say): { text: string; isHeading: boolean }[] {
	const { headline = "", standfirst = "" } = content as { headline?: string; standfirst?: string };
	return [
		{ text: headline, isHeading: true },
		{ text: standfirst, isHeading: false },
		...bodyOf(content["body"]).map((block) => ({
			text: wordsOf(block, say),
			isHeading: block.type === "heading",
		})),
	].filter(({ text }) => text !== "");
}

/** How long a version is. */
export interface Extent {
	words: number;
	pictures: number;
}

/** Counts the words of a version, without its pictures' captions. */
export function countExtent({ headline, standfirst, body, lead }: Content): Extent {
	const blocks = bodyOf(body);
	const texts = blocks.filter(({ type }) => type !== "image" && type !== "relatedStory").map(textOf);
	const text = [headline, standfirst, ...texts].filter((line) => typeof line === "string").join("\n");
	return {
		words: countWords([{ kind: "added", text }]).added,
		pictures: blocks.filter(({ type }) => type === "image").length + (lead ? 1 : 0),
	};
}

const bodyOf = (body: unknown): readonly Block[] => ((body as Document | undefined)?.content ?? []) as readonly Block[];

/** Removed in one place and added in another with the same words: the second of each such pair, and the first. */
function movesIn(parts: readonly Part[]): Set<Part> {
	const gone = new Map<string, Part>();
	for (const part of parts) if (part.block?.after === null && part.before) gone.set(part.before, part);
	const moved = new Set<Part>();
	for (const part of parts) {
		const from = part.block?.before === null && part.after ? gone.get(part.after) : undefined;
		if (!from) continue;
		gone.delete(part.after ?? "");
		moved.add(part).add(from);
	}
	return moved;
}

function blockHunk({ kind, place, runs }: BlockPlace, words: ChangesWords, say: Say): Hunk {
	const where = words.block(words.blocks[place.type], place.nth, place.heading);
	if (kind === "moved") return { kind, where: `${where}; ${words.sameWordsThere}`, runs, isHeading: false };
	if (kind === "marks") return { kind, where: `${where}: ${words.marksOnly}`, runs, isHeading: false };
	return { kind, where, runs: runs.map((run) => ({ ...run, text: named(run.text, say) })), isHeading: false };
}

/** Pictures and related stories stand in a text by their ids. */
const namesAnId = /^([▣→]) (\w+)$/u;

const named = (text: string, say: Say): string =>
	text.replace(namesAnId, (_all, sign: string, id: string) => (sign === "▣" ? say("lead", id) : say("related", [id])));

const wordsOf = (block: Block, say: Say): string => named(textOf(block), say);

const facts: Readonly<
	Record<string, readonly ["keySet" | "breakingSet" | "pinnedSet", "keyUnset" | "breakingUnset" | "pinnedUnset"]>
> = {
	key: ["keySet", "keyUnset"],
	breaking: ["breakingSet", "breakingUnset"],
	pinned: ["pinnedSet", "pinnedUnset"],
};

const isSet = (value: unknown): boolean => value !== null && value !== false && value !== undefined;

/** What is set of both versions and differs: what stands above the text, and below. */
function fieldPairs(before: Content, after: Content): Pick<Comparison, "above" | "below"> {
	const pairs = fieldsOf(before, after).flatMap((field): FieldPair[] => {
		const [was, is] = [before[field], after[field]];
		// A part that one of the two builds did not know yet is not a change.
		if (field === "body" || untold.has(field) || was === undefined || is === undefined) return [];
		return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ field, was, is }];
	});
	const isAbove = ({ field }: FieldPair) => partsAboveText.has(field);
	return { above: pairs.filter(isAbove), below: pairs.filter((pair) => !isAbove(pair)) };
}

function fieldHunk({ field, was, is }: FieldPair, words: ChangesWords, say: Say): Hunk[] {
	const fact = facts[field];
	if (fact) {
		if (isSet(was) === isSet(is)) return [];
		return [{ kind: "fact", where: words.facts[isSet(is) ? fact[0] : fact[1]], runs: [], isHeading: false }];
	}
	const [before, after] = [say(field, was), say(field, is)];
	if (before === after || !(field in words.parts)) return [];
	const where = words.parts[field as keyof typeof words.parts];
	if (field === "lead" && before && after) {
		return [{ kind: "changed", where: `${where}: ${words.replaced(before, after)}`, runs: [], isHeading: false }];
	}
	const kind = before === "" ? "added" : after === "" ? "removed" : "changed";
	return [{ kind, where, runs: diffWords(before, after, mostFieldEdits), isHeading: field === "headline" }];
}

/** Lists of both kinds count as one kind, as all languages name them. */
const kindOfBlock = (type: Block["type"]) => (type === "orderedList" ? "bulletList" : type);

/** Where each block stands: which one of its kind it is under which heading. */
function placesOf(body: unknown): Place[] {
	let heading: string | null = null;
	let counts: Record<string, number> = {};
	return bodyOf(body).map((block) => {
		const { type } = block;
		if (type === "heading") {
			heading = textOf(block);
			counts = {};
			return { type, nth: 0, heading: null };
		}
		const kind = kindOfBlock(type);
		counts[kind] = (counts[kind] ?? 0) + 1;
		return { type, nth: counts[kind] ?? 1, heading };
	});
}

/** The middle of long stretches that did not change is left out, at the borders of words. */
function shorten(runs: readonly Run[]): Run[] {
	return runs.map((run, index) => {
		if (run.kind !== "same" || run.text.length <= mostShared) return run;
		const half = mostShared / 2;
		const start = index === 0 ? "" : run.text.slice(0, half).replace(/\S*$/u, "");
		const end = index === runs.length - 1 ? "" : run.text.slice(-half).replace(/^\S*/u, "");
		return { kind: "same", text: `${start}…${end}` };
	});
}
