import type { Block, Document, Inline } from "./document.ts";

/** The plain text of a document, a line for each block: for word counts, search, descriptions and comparison. */
export function documentText(document: Document): string {
	return document.content.flatMap(blockLines).join("\n");
}

/** How many words a text has; words are what stands between white space, which also suits Ukrainian and Arabic. */
export function countWords(text: string): number {
	return text.split(/\s+/u).filter(Boolean).length;
}

/**
 * The opening of a document: its first blocks up to `words` words, two blocks at least when there are two, and never a
 * heading at the end. `more` says that something follows.
 */
export function openingOf(document: Document, words = 120): { opening: Document; more: boolean } {
	const content: Block[] = [];
	let count = 0;
	for (const block of document.content) {
		if (content.length >= 2 && count >= words) break;
		content.push(block);
		count += countWords(blockLines(block).join(" "));
	}
	while (content.length < document.content.length && content.at(-1)?.type === "heading") content.pop();
	return { opening: { type: "doc", content }, more: content.length < document.content.length };
}

interface Node {
	type: string;
	text?: string;
	content?: readonly unknown[] | undefined;
}

function blockLines(block: Block): string[] {
	if (block.type === "embed") return [block.attrs.title];
	if (block.type === "blockquote" && block.attrs) return [...linesOf(block as Node), block.attrs.attribution];
	return linesOf(block as Node);
}

function linesOf(node: Node): string[] {
	const children = (node.content ?? []) as Node[];
	if (children.every((child) => child.type === "text" || child.type === "hardBreak")) {
		const line = inlineText(children as Inline[]);
		return line ? [line] : [];
	}
	return children.flatMap(linesOf);
}

/** The text of inline content; a hard break is a space. */
export function inlineText(content: readonly Inline[] | undefined): string {
	return (content ?? [])
		.map((node) => (node.type === "text" ? node.text : " "))
		.join("")
		.trim();
}
