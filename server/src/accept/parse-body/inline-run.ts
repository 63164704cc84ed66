import type { Inline, Mark } from "@dateline/shared/model";

/** The schema's longest text node. */
const longestText = 100_000;

/** Collects the text of one paragraph, with white space as a browser shows it. */
export interface InlineRun {
	addText(text: string, marks: readonly Mark[]): void;
	addBreak(): void;
	/** A gap between words, such as the border of two blocks that end up in one line. */
	addGap(): void;
	/** What was collected, without white space and breaks around it; empty when there was nothing to read. */
	finish(): Inline[];
}

export function createInlineRun(): InlineRun {
	const nodes: Inline[] = [];
	let gap = false;

	const endsOpen = () => nodes.length === 0 || nodes.at(-1)?.type === "hardBreak" || endsInSpace(nodes.at(-1));
	const push = (text: string, marks: readonly Mark[]) => {
		const last = nodes.at(-1);
		if (last?.type === "text" && sameMarks(last.marks ?? [], marks)) last.text += text;
		else nodes.push(marks.length > 0 ? { type: "text", text, marks: [...marks] } : { type: "text", text });
	};

	return {
		addText(text, marks) {
			let clean = withoutControls(text).replace(/[\t\n\f\r ]+/g, " ");
			if (gap && clean.trim() !== "") clean = ` ${clean.trimStart()}`;
			if (endsOpen()) clean = clean.replace(/^ /, "");
			if (clean === "") return;
			if (clean.trim() !== "") gap = false;
			push(clean, marks);
		},
		addBreak: () => void nodes.push({ type: "hardBreak" }),
		addGap: () => {
			gap = true;
		},
		finish: () => trimRun(nodes).flatMap(splitLong),
	};
}

/** Text without control characters, which neither XML feeds nor the record take; line ends and tabs stay. */
export function withoutControls(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
	return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g, "");
}

function endsInSpace(node: Inline | undefined): boolean {
	return node?.type === "text" && node.text.endsWith(" ");
}

function sameMarks(left: readonly Mark[], right: readonly Mark[]): boolean {
	return JSON.stringify(left) === JSON.stringify(right);
}

function trimRun(nodes: readonly Inline[]): Inline[] {
	const run = nodes.map((node) => ({ ...node }));
	trimEdge(
		run,
		() => run[0],
		() => run.shift(),
		(text) => text.trimStart(),
	);
	trimEdge(
		run,
		() => run.at(-1),
		() => run.pop(),
		(text) => text.trimEnd(),
	);
	return run;
}

function trimEdge(
	run: readonly Inline[],
	edge: () => Inline | undefined,
	remove: () => void,
	trim: (text: string) => string,
): void {
	while (run.length > 0) {
		const node = edge();
		if (node?.type === "text") {
			node.text = trim(node.text);
			if (node.text !== "") return;
		}
		remove();
	}
}

function splitLong(node: Inline): Inline[] {
	if (node.type !== "text" || node.text.length <= longestText) return [node];
	const parts = node.text.match(new RegExp(`[\\s\\S]{1,${longestText - 1}}`, "gu")) ?? [];
	return parts.map((text) => ({ ...node, text }));
}
