import { type Block, type Document, documentSchema } from "@dateline/shared/model";
import type { JSONContent } from "@tiptap/core";

/** A node on its way: what it is made of here is checked once, as a whole, by the document's schema. */
interface Loose {
	type: string;
	[part: string]: unknown;
}

/**
 * What the editor holds, as the document that Dateline stores: only the nodes, marks and attributes that the document
 * names, without the empty paragraphs at its end that are there for the caret, and without pictures that have not
 * arrived.
 *
 * @param uploads keeps the pictures that are on their way, under `upload:<id>`: for what is kept and not handed in
 * @throws {ZodError} when it is longer than a document may be
 */
export function toDocument(content: JSONContent, { uploads = false }: { uploads?: boolean } = {}): Document {
	const blocks = (content.content ?? []).flatMap((node) =>
		node.type === "image" && !uploads && isUpload(node.attrs?.["mediaId"]) ? [] : toBlock(node),
	);
	while (isEmptyParagraph(blocks.at(-1))) blocks.pop();
	return documentSchema.parse({ type: "doc", content: blocks });
}

/** A stored document as the editor takes it; one without a word gets the paragraph that the caret stands in. */
export function fromDocument(document: Document): JSONContent {
	if (document.content.length === 0) return { type: "doc", content: [{ type: "paragraph" }] };
	return {
		type: "doc",
		content: document.content.map((block) => (block.type === "blockquote" ? fromQuote(block) : block)) as JSONContent[],
	};
}

function fromQuote({ attrs, content }: Extract<Block, { type: "blockquote" }>): JSONContent {
	const source = { type: "quoteSource", ...(attrs && { content: [{ type: "text", text: attrs.attribution }] }) };
	return { type: "blockquote", content: [...(content as JSONContent[]), source] };
}

const textOf = (node: JSONContent | undefined): string => (node?.content ?? []).map(({ text }) => text ?? "").join("");

/** A document without the pictures that never arrived: their files are not on this device. */
export function dropUploads(document: Document, isKnown: (id: string) => boolean): Document {
	const content = document.content.filter(
		(block) => block.type !== "image" || !isUpload(block.attrs.mediaId) || isKnown(block.attrs.mediaId),
	);
	return { ...document, content };
}

/** What stands for the media id of a picture that is on its way. */
export const isUpload = (mediaId: unknown): boolean => typeof mediaId === "string" && mediaId.startsWith("upload:");

const isEmptyParagraph = (block: Loose | undefined): boolean =>
	block?.type === "paragraph" && block["content"] === undefined;

function toBlock(node: JSONContent): Loose[] {
	const attrs = node.attrs ?? {};
	switch (node.type) {
		case "heading":
			return [withInline({ type: "heading", attrs: { level: attrs["level"] } }, node)];
		case "horizontalRule":
			return [{ type: "horizontalRule" }];
		case "codeBlock":
			return [{ type: "codeBlock", content: (node.content ?? []).map(({ text }) => ({ type: "text", text })) }];
		case "image":
			return [{ type: "image", attrs: pick(attrs, "mediaId") }];
		case "embed":
			return [{ type: "embed", attrs: pick(attrs, "url", "provider", "title") }];
		case "relatedStory":
			return [{ type: "relatedStory", attrs: pick(attrs, "storyId") }];
		case "blockquote": {
			const content = toInner(node);
			if (content.length > 1 && isEmptyParagraph(content.at(-1))) content.pop();
			const source = node.content?.at(-1)?.type === "quoteSource" ? textOf(node.content.at(-1)) : "";
			const attribution = source
				.replace(/^\s*[—–-]+\s*/, "")
				.trim()
				.slice(0, 300);
			if (content.length === 0) return [];
			return [{ type: "blockquote", ...(attribution && { attrs: { attribution } }), content }];
		}
		case "table": {
			const rows = (node.content ?? []).flatMap(toRow);
			return rows.length === 0 ? [] : [{ type: "table", content: rows }];
		}
		default:
			return toText(node);
	}
}

/** Paragraphs and lists: what stands anywhere. */
function toText(node: JSONContent): Loose[] {
	if (node.type === "paragraph") return [withInline({ type: "paragraph" }, node)];
	if (node.type !== "bulletList" && node.type !== "orderedList") return [];
	const items = (node.content ?? []).flatMap((item) => {
		const content = toInner(item);
		return content.length === 0 ? [] : [{ type: "listItem", content }];
	});
	if (items.length === 0) return [];
	const start = Number(node.attrs?.["start"] ?? 1);
	const numbered = node.type === "orderedList" && start !== 1 ? { attrs: { start } } : {};
	return [{ type: node.type, ...numbered, content: items }];
}

const toInner = (node: JSONContent): Loose[] => (node.content ?? []).flatMap(toText);

function toRow(row: JSONContent): Loose[] {
	const cells = (row.content ?? []).map((cell) => {
		const { colspan = 1, rowspan = 1 } = cell.attrs ?? {};
		const spans = colspan > 1 || rowspan > 1 ? { attrs: { colspan, rowspan } } : {};
		const content = toInner(cell);
		return { type: cell.type, ...spans, content: content.length === 0 ? [{ type: "paragraph" }] : content };
	});
	return cells.length === 0 ? [] : [{ type: "tableRow", content: cells }];
}

function withInline(node: Loose, source: JSONContent): Loose {
	const content = (source.content ?? []).flatMap((child): Loose[] => {
		if (child.type === "hardBreak") return [{ type: "hardBreak" }];
		if (child.type !== "text" || !child.text) return [];
		const marks = (child.marks ?? []).flatMap(toMark);
		return [{ type: "text", text: child.text, ...(marks.length === 0 ? {} : { marks }) }];
	});
	return content.length === 0 ? node : { ...node, content };
}

const plainMarks = ["bold", "italic", "strike", "code"];

function toMark(mark: NonNullable<JSONContent["marks"]>[number]): Loose[] {
	if (plainMarks.includes(mark.type)) return [{ type: mark.type }];
	const href: unknown = mark.attrs?.["href"];
	return mark.type === "link" && isHref(href) ? [{ type: "link", attrs: { href } }] : [];
}

/** The addresses that a text may link to: the same rule as the document's schema. */
export const isHref = (href: unknown): href is string =>
	typeof href === "string" && href.length <= 2048 && /^(https?:\/\/|mailto:|tel:|\/(?!\/)|#)/i.test(href);

const pick = (attrs: Record<string, unknown>, ...names: string[]) =>
	Object.fromEntries(names.map((name) => [name, attrs[name]]));
