import { z } from "zod";

/**
 * The one sanitised document that every text becomes, whatever it came in as. Its JSON is what the editor (Tiptap,
 * ProseMirror) holds, so the newsroom edits it without conversion; what the schema does not name cannot be stored.
 */

/** Addresses that text may link to; no script, no data, no relative address that a feed could not resolve. */
const hrefSchema = z
	.string()
	.max(2048)
	.regex(/^(https?:\/\/|mailto:|tel:|\/(?!\/)|#)/i, "a link starts with https://, http://, mailto:, tel:, / or #");

export const markSchema = z.discriminatedUnion("type", [
	z.strictObject({ type: z.literal("bold") }),
	z.strictObject({ type: z.literal("italic") }),
	z.strictObject({ type: z.literal("strike") }),
	z.strictObject({ type: z.literal("code") }),
	z.strictObject({ type: z.literal("link"), attrs: z.strictObject({ href: hrefSchema }) }),
]);

const textSchema = z.strictObject({
	type: z.literal("text"),
	text: z.string().min(1).max(100_000),
	marks: z.array(markSchema).max(5).optional(),
});
const hardBreakSchema = z.strictObject({ type: z.literal("hardBreak") });
export const inlineSchema = z.discriminatedUnion("type", [textSchema, hardBreakSchema]);
const inlineContent = z.array(inlineSchema).max(10_000).optional();

const paragraphSchema = z.strictObject({ type: z.literal("paragraph"), content: inlineContent });
const headingSchema = z.strictObject({
	type: z.literal("heading"),
	attrs: z.strictObject({ level: z.union([z.literal(2), z.literal(3), z.literal(4)]) }),
	content: inlineContent,
});
const ruleSchema = z.strictObject({ type: z.literal("horizontalRule") });
const codeBlockSchema = z.strictObject({ type: z.literal("codeBlock"), content: z.array(textSchema).optional() });
const imageSchema = z.strictObject({
	type: z.literal("image"),
	attrs: z.strictObject({ mediaId: z.string().max(64) }),
});
/** A third-party page that loads on a click only; `title` and `provider` are what the reader sees before it. */
const embedSchema = z.strictObject({
	type: z.literal("embed"),
	attrs: z.strictObject({
		url: z.url({ protocol: /^https$/ }).max(2048),
		provider: z.string().min(1).max(80),
		title: z.string().min(1).max(300),
	}),
});
const relatedSchema = z.strictObject({
	type: z.literal("relatedStory"),
	attrs: z.strictObject({ storyId: z.string().max(64) }),
});

const leafBlocks = [
	paragraphSchema,
	headingSchema,
	ruleSchema,
	codeBlockSchema,
	imageSchema,
	embedSchema,
	relatedSchema,
] as const;
const listItemSchema = z.strictObject({
	type: z.literal("listItem"),
	get content() {
		return z
			.array(z.discriminatedUnion("type", [paragraphSchema, bulletListSchema, orderedListSchema]))
			.min(1)
			.max(200);
	},
});
const bulletListSchema = z.strictObject({
	type: z.literal("bulletList"),
	content: z.array(listItemSchema).min(1).max(500),
});
const orderedListSchema = z.strictObject({
	type: z.literal("orderedList"),
	attrs: z.strictObject({ start: z.int().min(0).max(100_000) }).optional(),
	content: z.array(listItemSchema).min(1).max(500),
});
const quoteSchema = z.strictObject({
	type: z.literal("blockquote"),
	/** Who said it, or where it stood. */
	attrs: z.strictObject({ attribution: z.string().min(1).max(300) }).optional(),
	content: z
		.array(z.discriminatedUnion("type", [paragraphSchema, bulletListSchema, orderedListSchema]))
		.min(1)
		.max(200),
});
const cellContent = z
	.array(z.discriminatedUnion("type", [paragraphSchema, bulletListSchema, orderedListSchema]))
	.min(1)
	.max(50);
const cellAttrs = z.strictObject({ colspan: z.int().min(1).max(50), rowspan: z.int().min(1).max(200) }).optional();
const cellSchema = z.discriminatedUnion("type", [
	z.strictObject({ type: z.literal("tableCell"), attrs: cellAttrs, content: cellContent }),
	z.strictObject({ type: z.literal("tableHeader"), attrs: cellAttrs, content: cellContent }),
]);
const tableSchema = z.strictObject({
	type: z.literal("table"),
	content: z
		.array(z.strictObject({ type: z.literal("tableRow"), content: z.array(cellSchema).min(1).max(50) }))
		.min(1)
		.max(500),
});

export const blockSchema = z.discriminatedUnion("type", [
	...leafBlocks,
	bulletListSchema,
	orderedListSchema,
	quoteSchema,
	tableSchema,
]);
export const documentSchema = z
	.strictObject({ type: z.literal("doc"), content: z.array(blockSchema).max(5_000) })
	.meta({ id: "Document", description: "The editor's own document; nothing that it does not name can be stored." });

export type Mark = z.infer<typeof markSchema>;
export type Inline = z.infer<typeof inlineSchema>;
export type Block = z.infer<typeof blockSchema>;
export type ListItem = z.infer<typeof listItemSchema>;
export type Document = z.infer<typeof documentSchema>;

/** A document without a word in it. */
export const emptyDocument: Document = { type: "doc", content: [] };
