import { diffArrays } from "diff";
import { tokensOf } from "../../compare/word-diff.ts";

/** Two long texts with nothing in common are not worth marking. */
const mostEdits = 2000;

const isTag = (token: string): boolean => token.startsWith("<");
const isSign = (token: string): boolean => /^&[#\w]+;$/.test(token);
/** Elements, written signs, and words. */
const split = (html: string): string[] =>
	html.split(/(<[^>]*>|&[#\w]+;)/).flatMap((part) => (isTag(part) || isSign(part) ? [part] : tokensOf(part)));

/**
 * HTML of ours with the words marked that were changed since an earlier version of it: `ins` and `del`. Null when
 * nothing differs in words, or everything does.
 */
export function markChanges(before: string, after: string): string | null {
	const changes = diffArrays(split(before), split(after), { maxEditLength: mostEdits });
	if (changes === undefined) return null;
	const words = (value: readonly string[]) => value.filter((token) => !isTag(token) && token.trim() !== "").length;
	const count = (of: typeof changes) => of.reduce((sum, { value }) => sum + words(value), 0);
	// Another text altogether: marks would only be noise.
	const same = count(changes.filter(({ added, removed }) => !added && !removed));
	if (same * 3 < count(changes.filter(({ removed }) => !removed))) return null;
	let marked = false;
	const html = joinOverSpaces(changes).map(({ added, removed, value }) => {
		if (!added && !removed) return value.join("");
		const tag = added ? "ins" : "del";
		let inside = "";
		let out = "";
		const close = () => {
			if (inside.trim() !== "") {
				out += `<${tag}>${inside}</${tag}>`;
				marked = true;
			} else if (added) out += inside;
			inside = "";
		};
		for (const token of value) {
			if (!isTag(token)) inside += token;
			else {
				close();
				// Elements that are gone are gone; those that came stand.
				if (added) out += token;
			}
		}
		close();
		return out;
	});
	return marked ? html.join("") : null;
}

interface Change {
	added: boolean;
	removed: boolean;
	value: string[];
}

/** A space alone between two changes is no common ground: phrases are marked, and not each word. */
function joinOverSpaces(changes: readonly Change[]): Change[] {
	const joined: Change[] = [];
	let removed: string[] = [];
	let added: string[] = [];
	const flush = () => {
		if (removed.length > 0) joined.push({ added: false, removed: true, value: removed });
		if (added.length > 0) joined.push({ added: true, removed: false, value: added });
		removed = [];
		added = [];
	};
	changes.forEach((change, index) => {
		const next = changes[index + 1];
		if (change.removed) removed.push(...change.value);
		else if (change.added) added.push(...change.value);
		else if (
			change.value.join("").trim() === "" &&
			removed.length > 0 &&
			added.length > 0 &&
			(next?.added || next?.removed)
		) {
			removed.push(...change.value);
			added.push(...change.value);
		} else {
			flush();
			joined.push(change);
		}
	});
	flush();
	return joined;
}
