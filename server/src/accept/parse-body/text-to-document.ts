import type { Block, Document } from "@dateline/shared/model";
import { createInlineRun } from "./inline-run.ts";

/** Plain text: an empty line parts paragraphs, a line end stays a line end. */
export function textToDocument(text: string): Document {
	const paragraphs = text.replace(/\r\n?|\u2028/g, "\n").split(/\n[\t ]*\n|\u2029/);
	return { type: "doc", content: paragraphs.flatMap(toParagraph) };
}

function toParagraph(text: string): Block[] {
	const run = createInlineRun();
	for (const [index, line] of text.split("\n").entries()) {
		if (index > 0) run.addBreak();
		run.addText(line, []);
	}
	const content = run.finish();
	return content.length > 0 ? [{ type: "paragraph", content }] : [];
}
