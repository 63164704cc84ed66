import type { Inline, Mark } from "@dateline/shared/model";
import type { HtmlNode } from "./parse-html.ts";

/** The blocks that list items, quotes and cells hold. */
export type SimpleBlock =
	| { type: "paragraph"; content?: Inline[] }
	| { type: "bulletList"; content: Item[] }
	| { type: "orderedList"; attrs?: { start: number }; content: Item[] };

export interface Item {
	type: "listItem";
	content: SimpleBlock[];
}

export interface Cell {
	type: "tableCell" | "tableHeader";
	attrs?: { colspan: number; rowspan: number };
	content: SimpleBlock[];
}

/** What the readers make: the shape of a document, its limits not yet checked. */
export type ReadBlock =
	| SimpleBlock
	| { type: "heading"; attrs: { level: 2 | 3 | 4 }; content: Inline[] }
	| { type: "horizontalRule" }
	| { type: "codeBlock"; content: { type: "text"; text: string }[] }
	| { type: "image"; attrs: { mediaId: string } }
	| { type: "embed"; attrs: { url: string; provider: string; title: string } }
	| { type: "relatedStory"; attrs: { storyId: string } }
	| { type: "blockquote"; attrs?: { attribution: string }; content: SimpleBlock[] }
	| { type: "table"; content: { type: "tableRow"; content: Cell[] }[] };

/** Where in the text a reader of blocks stands. */
export interface Place {
	/** Marks of the elements around. */
	readonly marks: readonly Mark[];
	readonly listDepth: number;
	/** Pictures and embeds that stand where only text may: they follow the block around them. */
	readonly lifted: ReadBlock[];
	/** Reads nodes where only paragraphs and lists may stand; what lists and tables read their insides with. */
	readonly readSimple: (nodes: readonly HtmlNode[], place: Place) => SimpleBlock[];
}
