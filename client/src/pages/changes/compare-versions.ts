import type { Block, Document } from "@dateline/shared/model";
import { compareContents, type Part, textOf } from "../../compare/compare-contents.ts";
import { countWords, type Run } from "../../compare/word-diff.ts";
import type { ChangesWords } from "../words/changes.ts";
import type { Difference, Hunk } from "./changes-view.ts";

/** What one comparison may take: a page is answered in milliseconds. */
const effort = { edits: 400, parts: 40, blocks: 200 };
/** Places that are told of one version. */
const mostHunks = 40;
/** Signs of a text that both versions share beyond which its middle is left out. */
const mostShared = 320;
/** What readers don't see, or see at once: no change that a page of changes tells. */
const untold = new Set(["slug", "language", "timeZone", "pinnedAt"]);

type Content = Readonly<Record<string, unknown>>;

/** How values that are no text are told to readers: names for ids, times for instants. */
export type Say = (field: string, value: unknown) => string;

/** The places in which a version differs from another, in the order in which they stand on the page. */
export function compareVersions(
	before: Content,
	after: Content,
	{ words, say }: { words: ChangesWords; say: Say },
): Difference {
	const sayAll: Say = (field, value) => (field in facts ? (isSet(value) ? "✓" : "") : say(field, value));
	const parts = compareContents(before, after, sayAll, effort).filter(
		({ field, kind }) => kind !== "same" && !untold.has(field),
	);
	const moved = movesIn(parts);
	const places = { before: placesOf(before["body"], words), after: placesOf(after["body"], words) };
	const hunks = parts.flatMap((part): Hunk[] => {
		if (moved.has(part)) return movedHunk(part, places, words);
		if (part.block) return [blockHunk(part, part.block, places, words, say)];
		return fieldHunk(part, before[part.field], after[part.field], words);
	});
	const counted = countWords(hunks.flatMap(({ runs }) => [...runs]));
	const shown = hunks.slice(0, mostHunks).map((hunk) => ({ ...hunk, runs: shorten(hunk.runs) }));
	return { hunks: shown, more: hunks.length - shown.length, ...counted };
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
export function extentOf(content: Content, say: Say): { words: number; pictures: number } {
	const text = blocksOf(content, say).map((block) => block.text);
	const images = bodyOf(content["body"]).filter(({ type }) => type === "image").length;
	return {
		words: countWords([{ kind: "added", text: text.join("\n") }]).added,
		pictures: images + (content["lead"] ? 1 : 0),
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

interface Places {
	before: readonly string[];
	after: readonly string[];
}

/** It is told once, where it stands now. */
function movedHunk(part: Part, places: Places, words: ChangesWords): Hunk[] {
	if (part.block?.after == null) return [];
	const where = `${places.after[part.block.after] ?? ""}; ${words.sameWordsThere}`;
	return [{ kind: "moved", where, runs: [], isHeading: false }];
}

function blockHunk(part: Part, block: NonNullable<Part["block"]>, places: Places, words: ChangesWords, say: Say): Hunk {
	const where = (block.after === null ? places.before[block.before ?? 0] : places.after[block.after]) ?? "";
	if (part.kind === "marks")
		return { kind: "marks", where: `${where}: ${words.marksOnly}`, runs: [], isHeading: false };
	const kind = block.before === null ? "added" : block.after === null ? "removed" : "changed";
	const runs = part.runs.map((run) => ({ ...run, text: named(run.text, say) }));
	return { kind, where, runs, isHeading: false };
}

/** Pictures and related stories stand in a text by their ids. */
const named = (text: string, say: Say): string =>
	text
		.replace(/^▣ (\w+)$/u, (_all, id: string) => say("lead", id))
		.replace(/^→ (\w+)$/u, (_all, id: string) => say("related", [id]));

const wordsOf = (block: Block, say: Say): string => named(textOf(block), say);

const facts: Readonly<
	Record<string, readonly ["keySet" | "breakingSet" | "pinnedSet", "keyUnset" | "breakingUnset" | "pinnedUnset"]>
> = {
	key: ["keySet", "keyUnset"],
	breaking: ["breakingSet", "breakingUnset"],
	pinned: ["pinnedSet", "pinnedUnset"],
};

const isSet = (value: unknown): boolean => value !== null && value !== false && value !== undefined;

function fieldHunk({ field, runs, before, after }: Part, was: unknown, is: unknown, words: ChangesWords): Hunk[] {
	const fact = facts[field];
	if (fact) {
		if (isSet(was) === isSet(is)) return [];
		return [{ kind: "fact", where: words.facts[isSet(is) ? fact[0] : fact[1]], runs: [], isHeading: false }];
	}
	if (!(field in words.parts)) return [];
	const where = words.parts[field as keyof typeof words.parts];
	if (field === "lead" && before && after) {
		return [{ kind: "changed", where: `${where}: ${words.replaced(before, after)}`, runs: [], isHeading: false }];
	}
	const kind = before === "" ? "added" : after === "" ? "removed" : "changed";
	return [{ kind, where, runs, isHeading: field === "headline" }];
}

/** Where each block stands, in words: which paragraph it is under which heading. */
function placesOf(body: unknown, words: ChangesWords): string[] {
	let heading: string | null = null;
	let counts: Record<string, number> = {};
	return bodyOf(body).map((block) => {
		const kind = words.blocks[block.type];
		if (block.type === "heading") {
			heading = textOf(block);
			counts = {};
			return words.block(kind, 0, null);
		}
		counts[kind] = (counts[kind] ?? 0) + 1;
		return words.block(kind, counts[kind] ?? 1, heading);
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
