import type { Block, ListItem, Mark } from "@dateline/shared/model";
import type { HtmlNode } from "./parse-html.ts";

/** The blocks that list items, quotes and cells hold. */
export type SimpleBlock = ListItem["content"][number];

/** Where in the text a reader of blocks stands. */
export interface Place {
	/** Marks of the elements around. */
	readonly marks: readonly Mark[];
	readonly listDepth: number;
	/** Pictures and embeds that stand where only text may: they follow the block around them. */
	readonly lifted: Block[];
	/** Reads nodes where only paragraphs and lists may stand; what lists and tables read their insides with. */
	readonly readSimple: (nodes: readonly HtmlNode[], place: Place) => SimpleBlock[];
}
