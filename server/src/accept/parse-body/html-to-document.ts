import type { Inline, Mark } from "@dateline/shared/model";
import { droppedWhole, headingLevel, paragraphLike } from "./html-names.ts";
import { createInlineRun, type InlineRun } from "./inline-run.ts";
import { type HtmlElement, type HtmlNode, isElement, parseHtml, rawText } from "./parse-html.ts";
import type { Place, ReadBlock, SimpleBlock } from "./place.ts";
import { captionsOwnImage, cut, ownImage, readEmbed, readForeignImage, readRelated } from "./read-leaf.ts";
import { readList } from "./read-list.ts";
import { marksWithin } from "./read-marks.ts";
import { readTable } from "./read-table.ts";

/** A document from HTML, by whitelist: what it cannot hold is dropped and its text kept; scripts and styles go whole. */
export function htmlToDocument(html: string): { type: "doc"; content: ReadBlock[] } {
	const place: Place = { marks: [], listDepth: 0, lifted: [], readSimple: readSimpleBlocks };
	return { type: "doc", content: readBlocks(parseHtml(html), place) };
}

function readBlocks(nodes: readonly HtmlNode[], place: Place): ReadBlock[] {
	const blocks: ReadBlock[] = [];
	readFlow(nodes, place, {
		paragraph: (content) => void blocks.push({ type: "paragraph", content }),
		block: (element, at) => {
			blocks.push(...readBlock(element, at));
			blocks.push(...at.lifted.splice(0));
		},
	});
	blocks.push(...place.lifted.splice(0));
	return blocks;
}

/** The same where only paragraphs and lists may stand: other blocks become paragraphs of their text. */
function readSimpleBlocks(nodes: readonly HtmlNode[], place: Place): SimpleBlock[] {
	const blocks: SimpleBlock[] = [];
	readFlow(nodes, place, {
		paragraph: (content) => void blocks.push({ type: "paragraph", content }),
		block: (element, at) => {
			for (const block of readBlock(element, at)) blocks.push(...simplify(block, at));
		},
	});
	return blocks;
}

interface Sink {
	paragraph(content: Inline[]): void;
	block(element: HtmlElement, place: Place): void;
}

/** Walks through nodes: gathers text into paragraphs, and hands each element that is a block of its own to the sink. */
function readFlow(nodes: readonly HtmlNode[], place: Place, sink: Sink): void {
	let run = createInlineRun();
	const flush = () => {
		const content = run.finish();
		if (content.length > 0) sink.paragraph(content);
		run = createInlineRun();
	};
	const visit = (node: HtmlNode, marks: readonly Mark[]): void => {
		if (!hasInside(node, run, marks)) return;
		if (node.tagName === "figcaption" && captionsOwnImage(node)) return;
		if (isBlock(node)) {
			flush();
			sink.block(node, { ...place, marks });
			return;
		}
		const apart = paragraphLike.has(node.tagName);
		if (apart) flush();
		const within = marksWithin(node, marks);
		for (const child of node.childNodes) visit(child, within);
		if (apart) flush();
	};
	for (const node of nodes) visit(node, place.marks);
	flush();
}

/** Reads a text, a line break or a foreign picture into the run, and tells whether the node is one to go into. */
function hasInside(node: HtmlNode, run: InlineRun, marks: readonly Mark[]): node is HtmlElement {
	if (node.nodeName === "#text") run.addText(rawText(node), marks);
	if (!isElement(node) || droppedWhole.has(node.tagName)) return false;
	if (node.tagName === "br") run.addBreak();
	else if (node.tagName === "img" && !ownImage(node)) readForeignImage(node, run, marks);
	else return true;
	return false;
}

const blockNames = new Set([
	"ul",
	"ol",
	"blockquote",
	"table",
	"pre",
	"hr",
	"iframe",
	"dateline-embed",
	"dateline-related",
]);

function isBlock(element: HtmlElement): boolean {
	return blockNames.has(element.tagName) || element.tagName in headingLevel || ownImage(element) !== null;
}

function readBlock(element: HtmlElement, place: Place): ReadBlock[] {
	const { tagName } = element;
	const image = ownImage(element);
	if (image) return [image];
	switch (tagName) {
		case "ul":
		case "ol":
			return readList(element, place);
		case "table":
			return readTable(element, place);
		case "hr":
			return [{ type: "horizontalRule" }];
		case "pre":
			return readCode(element);
		case "iframe":
		case "dateline-embed":
			return readEmbed(element);
		case "dateline-related":
			return readRelated(element);
		case "blockquote": {
			const sources = element.childNodes.filter((node) => isElement(node) && node.tagName === "footer");
			const content = readSimpleBlocks(
				element.childNodes.filter((node) => !sources.includes(node)),
				place,
			);
			const attribution = sources.map(rawText).join(" ").replace(/\s+/g, " ").trim();
			if (content.length === 0) return readSimpleBlocks(sources, place);
			return [{ type: "blockquote", ...(attribution && { attrs: { attribution: cut(attribution, 300) } }), content }];
		}
		default:
			return readHeading(element, place);
	}
}

function readHeading(element: HtmlElement, place: Place): ReadBlock[] {
	const run = createInlineRun();
	const visit = (node: HtmlNode, marks: readonly Mark[]): void => {
		if (!hasInside(node, run, marks)) return;
		const apart = paragraphLike.has(node.tagName) || isBlock(node);
		if (apart) run.addGap();
		for (const child of node.childNodes) visit(child, marksWithin(node, marks));
		if (apart) run.addGap();
	};
	for (const child of element.childNodes) visit(child, place.marks);
	const content = run.finish();
	const level = headingLevel[element.tagName] ?? 2;
	return content.length > 0 ? [{ type: "heading", attrs: { level }, content }] : [];
}

function readCode(element: HtmlElement): ReadBlock[] {
	const text = rawText(element).replace(/\r\n?/g, "\n").replace(/\n$/, "");
	if (text === "") return [];
	const parts = text.match(/[\s\S]{1,50000}/gu) ?? [];
	return [{ type: "codeBlock", content: parts.map((part) => ({ type: "text", text: part })) }];
}

function codeLines(text: string): Inline[] {
	const lines = text
		.split("\n")
		.map((line): Inline[] => (line ? [{ type: "text", text: line, marks: [{ type: "code" }] }] : []));
	return lines.flatMap((line, index): Inline[] => (index > 0 ? [{ type: "hardBreak" }, ...line] : line));
}

/** A block as it can stand in an item, a quote or a cell. Pictures and embeds can't: they are lifted out. */
function simplify(block: ReadBlock, place: Place): SimpleBlock[] {
	switch (block.type) {
		case "paragraph":
		case "bulletList":
		case "orderedList":
			return [block];
		case "blockquote":
			return block.attrs
				? [...block.content, { type: "paragraph", content: [{ type: "text", text: block.attrs.attribution }] }]
				: block.content;
		case "heading":
			return [{ type: "paragraph", content: block.content }];
		case "codeBlock":
			return (block.content ?? []).map((node) => ({ type: "paragraph", content: codeLines(node.text) }));
		case "table":
			return block.content.flatMap((row) => row.content.flatMap((cell) => cell.content));
		case "horizontalRule":
			return [];
		case "image":
		case "embed":
		case "relatedStory":
			place.lifted.push(block);
			return [];
	}
}
