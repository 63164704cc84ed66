import { type Document, documentSchema } from "@dateline/shared/model";
import { expect, it } from "vitest";
import { fromDocument, toDocument } from "./to-document.ts";

const text = (words: string) => ({ type: "text" as const, text: words });
const paragraph = (words: string) => ({ type: "paragraph" as const, content: [text(words)] });

it("gives back a stored document as it was", () => {
	const stored: Document = documentSchema.parse({
		type: "doc",
		content: [
			{ type: "heading", attrs: { level: 3 }, content: [text("A heading")] },
			{
				...paragraph("Before"),
				content: [text("a "), { ...text("link"), marks: [{ type: "link", attrs: { href: "/b" } }] }],
			},
			{ type: "orderedList", attrs: { start: 3 }, content: [{ type: "listItem", content: [paragraph("Third")] }] },
			{ type: "blockquote", content: [paragraph("Said")] },
			{ type: "image", attrs: { mediaId: "3kq8w0z2m4hd7c" } },
			{ type: "table", content: [{ type: "tableRow", content: [{ type: "tableHeader", content: [paragraph("A")] }] }] },
			{ type: "codeBlock", content: [text("x = 1")] },
			{ type: "horizontalRule" },
			{ type: "relatedStory", attrs: { storyId: "3kq8w0z2m4hd7c" } },
			{ type: "embed", attrs: { url: "https://a.example/", provider: "a.example", title: "A" } },
		],
	});
	expect(toDocument(fromDocument(stored))).toEqual(stored);
});

it("leaves out what the editor adds and the document does not name", () => {
	const document = toDocument({
		type: "doc",
		content: [
			{
				type: "paragraph",
				content: [
					{
						...text("out"),
						marks: [
							{ type: "link", attrs: { href: "https://a.example/", target: "_blank", rel: "noopener", class: null } },
							{ type: "underline" },
						],
					},
					{ ...text(" bad"), marks: [{ type: "link", attrs: { href: "javascript:alert(1)" } }] },
				],
			},
			{ type: "codeBlock", attrs: { language: null }, content: [text("x")] },
			{
				type: "orderedList",
				attrs: { start: 1, type: null },
				content: [{ type: "listItem", content: [paragraph("One")] }],
			},
			{ type: "image", attrs: { mediaId: "upload:3kq8w0z2m4hd7c" } },
			{ type: "mystery" },
			{ type: "paragraph" },
			{ type: "paragraph" },
		],
	});
	expect(document.content).toEqual([
		{
			type: "paragraph",
			content: [{ ...text("out"), marks: [{ type: "link", attrs: { href: "https://a.example/" } }] }, text(" bad")],
		},
		{ type: "codeBlock", content: [text("x")] },
		{ type: "orderedList", content: [{ type: "listItem", content: [paragraph("One")] }] },
	]);
});

it("is empty for an empty editor", () => {
	expect(toDocument(fromDocument({ type: "doc", content: [] })).content).toEqual([]);
});
