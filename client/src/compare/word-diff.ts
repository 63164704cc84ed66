import { diffArrays } from "diff";

/** A stretch of text that two versions share, or that one of them has alone. */
export interface Run {
	kind: "same" | "added" | "removed";
	text: string;
}

/** A word with what joins its parts, a stretch of white space, or one other sign: in any script. */
const tokenPattern = /[\p{L}\p{N}\p{M}]+(?:['’ʼ.,:/-][\p{L}\p{N}\p{M}]+)*|\s+|./gsu;

export const tokensOf = (text: string): string[] => text.match(tokenPattern) ?? [];

/** Two long texts with nothing in common must not hold up the page: beyond this many edits they count as different. */
const mostEdits = 4000;

/**
 * Compares word by word. What stands in `before` alone is removed, what stands in `after` alone is added; beyond `edits`
 * of them the two count as wholly different.
 */
export function diffWords(before: string, after: string, edits = mostEdits): Run[] {
	if (before === after) return before === "" ? [] : [{ kind: "same", text: before }];
	const changes = diffArrays(tokensOf(before), tokensOf(after), { maxEditLength: edits });
	const runs: Run[] = changes
		? changes.map(({ added, removed, value }) => ({
				kind: added ? "added" : removed ? "removed" : "same",
				text: value.join(""),
			}))
		: [
				{ kind: "removed", text: before },
				{ kind: "added", text: after },
			];
	return joinRuns(runs);
}

/** Between two changes a space alone is no common ground: it goes to both, so that phrases are compared and not words. */
function joinRuns(runs: readonly Run[]): Run[] {
	const joined: Run[] = [];
	let removed = "";
	let added = "";
	const flush = () => {
		if (removed !== "") joined.push({ kind: "removed", text: removed });
		if (added !== "") joined.push({ kind: "added", text: added });
		removed = "";
		added = "";
	};
	runs.forEach((run, index) => {
		const next = runs[index + 1];
		if (run.kind === "removed") removed += run.text;
		else if (run.kind === "added") added += run.text;
		else if (/^\s+$/.test(run.text) && removed !== "" && added !== "" && next && next.kind !== "same") {
			removed += run.text;
			added += run.text;
		} else {
			flush();
			joined.push(run);
		}
	});
	flush();
	return joined;
}

const countIn = (runs: readonly Run[], kind: Run["kind"]): number =>
	runs
		.filter((run) => run.kind === kind)
		.reduce((sum, { text }) => sum + (text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’ʼ.,:/-]*/gu)?.length ?? 0), 0);

/** How many words came and went. */
export const countWords = (runs: readonly Run[]): { added: number; removed: number } => ({
	added: countIn(runs, "added"),
	removed: countIn(runs, "removed"),
});

/** A stretch of the newest text with who brought it in: an index into the versions. */
export interface Owned {
	version: number;
	text: string;
}

/**
 * The last of these texts, oldest first, with the version that each of its words came in with. What stood in the first
 * already belongs to that one.
 */
export function traceWords(versions: readonly string[]): Owned[] {
	let owners = tokensOf(versions[0] ?? "").map((text) => ({ text, version: 0 }));
	for (const [version, text] of versions.entries()) {
		if (version === 0) continue;
		const next = tokensOf(text);
		const changes = diffArrays(
			owners.map((one) => one.text),
			next,
			{ maxEditLength: mostEdits },
		);
		if (changes === undefined) {
			owners = next.map((word) => ({ text: word, version }));
			continue;
		}
		let at = 0;
		const merged: Owned[] = [];
		for (const { added, removed, value } of changes) {
			if (removed) at += value.length;
			else if (added) merged.push(...value.map((word) => ({ text: word, version })));
			else {
				merged.push(...owners.slice(at, at + value.length));
				at += value.length;
			}
		}
		owners = merged;
	}
	const joined: Owned[] = [];
	for (const one of owners) {
		const last = joined.at(-1);
		if (last && (last.version === one.version || /^\s+$/.test(one.text))) last.text += one.text;
		else joined.push({ ...one });
	}
	return joined;
}
