import { expect, test } from "vitest";
import { countWords, type Document, documentSchema, documentText, openingOf, renderDocument } from "./index.ts";
import type { MediaView } from "./media.ts";

const paragraph = (text: string) => ({ type: "paragraph" as const, content: [{ type: "text" as const, text }] });
const media: MediaView = {
	id: "m",
	revision: 1,
	url: "/media/m.jpg",
	type: "image/jpeg",
	width: 800,
	height: 600,
	alt: 'A "bridge"',
	caption: "The bridge",
	credit: "Ann",
	focus: { x: 0.5, y: 0.5 },
	renditions: [],
};
const document: Document = {
	type: "doc",
	content: [
		{ type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "What <happened> & why" }] },
		{
			type: "paragraph",
			content: [
				{
					type: "text",
					text: "Read this",
					marks: [{ type: "bold" }, { type: "link", attrs: { href: "https://example.com/?a=1&b=2" } }],
				},
				{ type: "hardBreak" },
				{ type: "text", text: "twice" },
			],
		},
		{ type: "image", attrs: { mediaId: "m" } },
		{ type: "image", attrs: { mediaId: "missing" } },
		{ type: "bulletList", content: [{ type: "listItem", content: [paragraph("one")] }] },
	],
};

test("a document becomes HTML with every sign escaped, and pictures that are there", () => {
	expect(renderDocument(document, { media: new Map([["m", media]]) })).toBe(
		[
			"<h2>What &#60;happened&#62; &#38; why</h2>",
			'<p><strong><a href="https://example.com/?a=1&#38;b=2">Read this</a></strong><br>twice</p>',
			'<figure class="picture"><img src="/media/m.jpg" width="800" height="600" alt="A &#34;bridge&#34;" loading="lazy" decoding="async"><figcaption>The bridge <span class="credit">Ann</span></figcaption></figure>',
			"",
			"<ul><li><p>one</p></li></ul>",
		].join("\n"),
	);
});

test("what the schema does not name cannot be stored", () => {
	const link = (href: string) => ({
		type: "doc",
		content: [
			{ type: "paragraph", content: [{ type: "text", text: "x", marks: [{ type: "link", attrs: { href } }] }] },
		],
	});
	expect(documentSchema.safeParse(link("https://example.com")).success).toBe(true);
	for (const href of ["javascript:alert(1)", "data:text/html,x", "//example.com", " https://example.com"]) {
		expect(documentSchema.safeParse(link(href)).success, href).toBe(false);
	}
	expect(documentSchema.safeParse({ type: "doc", content: [{ type: "script" }] }).success).toBe(false);
	expect(documentSchema.safeParse({ ...document, onclick: "x" }).success).toBe(false);
});

test("its text has a line for each block, and words are what stands between white space", () => {
	expect(documentText(document)).toBe("What <happened> & why\nRead this twice\none");
	expect(countWords("Київ  сьогодні\nвранці")).toBe(3);
});

test("an opening is two blocks at least, ends at a block, and never with a heading", () => {
	const long = paragraph("word ".repeat(200).trim());
	const heading = { type: "heading" as const, attrs: { level: 2 as const }, content: [] };
	expect(openingOf({ type: "doc", content: [long, long, long] }).opening.content).toHaveLength(2);
	expect(openingOf({ type: "doc", content: [paragraph("short"), heading, long] })).toMatchObject({ more: false });
	expect(openingOf({ type: "doc", content: [long, heading, long] })).toMatchObject({
		opening: { content: [long] },
		more: true,
	});
});
