import { diffArrays } from "diff";
import { tokensOf } from "../parts/word-diff.ts";

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
	let marked = false;
	const html = changes.map(({ added, removed, value }) => {
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
