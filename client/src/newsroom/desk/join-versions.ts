import type { Document } from "@dateline/shared/model";
import { diffArrays } from "diff";

/** What two people changed at once: the words of a post or a story. */
export interface Version {
	headline: string;
	body: Document;
}
/** Both changes in one text, to be read over before it goes; or that they touch the same words. */
export type Joined = { overlap: false; joined: Version } | { overlap: true };

type Block = Document["content"][number];
/** From `from` to `to` of the base, these came in place. */
interface Hunk<Item> {
	from: number;
	to: number;
	items: readonly Item[];
}

/**
 * Joins two versions of one text when what they changed does not overlap: block by block, and within a paragraph or a
 * heading that both changed, word by word. What touches the same words or the same place is not guessed at.
 *
 * @param base what both began with
 */
export function joinVersions(base: Version, mine: Version, theirs: Version): Joined {
	const headline = joinText(base.headline, mine.headline, theirs.headline);
	const blocks = joinLists<Block>(base.body.content, mine.body.content, theirs.body.content, joinBlocks);
	if (headline === null || blocks === null) return { overlap: true };
	return { overlap: false, joined: { headline, body: { ...mine.body, content: blocks } as Document } };
}

const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function hunksOf<Item>(before: readonly Item[], after: readonly Item[]): Hunk<Item>[] {
	const hunks: Hunk<Item>[] = [];
	let at = 0;
	for (const { added, removed, value } of diffArrays([...before], [...after], { comparator: equal })) {
		const last = hunks.at(-1);
		const begun = last?.to === at && (added || removed) ? last : null;
		if (removed) {
			if (begun) begun.to += value.length;
			else hunks.push({ from: at, to: at + value.length, items: [] });
			at += value.length;
		} else if (added) {
			if (begun) begun.items = [...begun.items, ...value];
			else hunks.push({ from: at, to: at, items: value });
		} else at += value.length;
	}
	return hunks;
}

/**
 * Joins two lists that came of one. Where both changed the same stretch, `within` may still join what stands there, item
 * by item.
 *
 * @returns null when they overlap
 */
function joinLists<Item>(
	base: readonly Item[],
	mine: readonly Item[],
	theirs: readonly Item[],
	within: (base: Item, mine: Item, theirs: Item) => Item | null,
): Item[] | null {
	const [ours, others] = [hunksOf(base, mine), hunksOf(base, theirs)];
	const joined: Item[] = [];
	let at = 0;
	const copyUpTo = (end: number) => {
		joined.push(...base.slice(at, end));
		at = end;
	};
	while (ours.length > 0 || others.length > 0) {
		const [one, other] = [ours[0], others[0]];
		if (one && other && touches(one, other)) {
			ours.shift();
			others.shift();
			if (equal(one, other)) {
				copyUpTo(one.from);
				joined.push(...one.items);
			} else {
				const size = one.to - one.from;
				const isSamePlace = one.from === other.from && one.to === other.to && size > 0;
				if (!isSamePlace || one.items.length !== size || other.items.length !== size) return null;
				copyUpTo(one.from);
				for (let index = 0; index < size; index += 1) {
					const [was, a, b] = [base[one.from + index], one.items[index], other.items[index]] as [Item, Item, Item];
					const both = equal(was, a) ? b : equal(was, b) || equal(a, b) ? a : within(was, a, b);
					if (both === null) return null;
					joined.push(both);
				}
			}
			at = Math.max(one.to, other.to);
			continue;
		}
		const next =
			!other || (one && one.from <= other.from) ? (ours.shift() as Hunk<Item>) : (others.shift() as Hunk<Item>);
		copyUpTo(next.from);
		joined.push(...next.items);
		at = next.to;
	}
	copyUpTo(base.length);
	return joined;
}

/** Two stretches that share something, or an insertion at the very place where the other one changes something. */
const touches = <Item>(a: Hunk<Item>, b: Hunk<Item>): boolean =>
	(a.from < b.to && b.from < a.to) ||
	a.from === b.from ||
	(a.from === a.to && b.from < a.from && a.from < b.to) ||
	(b.from === b.to && a.from < b.from && b.from < a.to);

/** A paragraph or heading as words, each with its marks; null for what is joined whole or not at all. */
function wordsOf(block: Block): Run[] | null {
	if (block.type !== "paragraph" && block.type !== "heading") return null;
	const content = (block.content ?? []) as { type: string; text?: string; marks?: unknown[] }[];
	if (content.some(({ type }) => type !== "text")) return null;
	return content.flatMap(({ text = "", marks }) =>
		(text.match(/\s+|[\p{L}\p{N}\p{M}'’-]+|[^\s\p{L}\p{N}]/gu) ?? []).map((word) => ({ word, marks: marks ?? [] })),
	);
}
interface Run {
	word: string;
	marks: readonly unknown[];
}

function joinBlocks(base: Block, mine: Block, theirs: Block): Block | null {
	const [was, a, b] = [wordsOf(base), wordsOf(mine), wordsOf(theirs)];
	if (was === null || a === null || b === null || base.type !== mine.type || base.type !== theirs.type) return null;
	if (!equal({ ...mine, content: null }, { ...theirs, content: null })) return null;
	const words = joinLists(was, a, b, () => null);
	if (words === null) return null;
	const content: { type: "text"; text: string; marks?: unknown[] }[] = [];
	for (const { word, marks } of words) {
		const last = content.at(-1);
		if (last && equal(last.marks ?? [], marks)) last.text += word;
		else content.push({ type: "text", text: word, ...(marks.length > 0 && { marks: [...marks] }) });
	}
	return { ...mine, content } as Block;
}

function joinText(base: string, mine: string, theirs: string): string | null {
	if (mine === theirs || theirs === base) return mine;
	if (mine === base) return theirs;
	const split = (text: string) => text.match(/\s+|[\p{L}\p{N}\p{M}'’-]+|[^\s\p{L}\p{N}]/gu) ?? [];
	return joinLists(split(base), split(mine), split(theirs), () => null)?.join("") ?? null;
}
