import { type Document, documentSchema, documentText, renderDocument } from "@dateline/shared/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseBody } from "./parse-body.ts";

const html = (value: string): Document => parseBody({ format: "html", value });
const shown = (document: Document): string => renderDocument(document, { media: new Map() });
const mediaId = "3kq8w0z2m4hd7c";

describe("html", () => {
	test.each([
		["blocks without spaces between them", "<div>This</div><div>is</div>a<ul><li>list</li></ul>", "This\nis\na\nlist"],
		["unknown elements, their text kept", "<p><blink>One</blink> <x-y>two</x-y></p>", "One two"],
		["scripts and styles whole", "<style>p{}</style><p>A<script>alert(1)</script>B</p><svg><text>C</text></svg>", "AB"],
		["cells and rows apart", "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1\n2\n3"],
		["definition lists", "<dl><dt>Term</dt><dd>Meaning</dd></dl>", "Term\nMeaning"],
		["white space as browsers show it", "<p>  one\n\t two   <b> three</b></p>", "one two three"],
		["blocks inside a heading", "<h2><div>One</div><div>two</div></h2>", "One two"],
	])("%s", (_name, value, text) => {
		expect(documentText(html(value))).toBe(text);
	});

	test.each([
		["marks", "<p><b>a</b><i>b</i><a href='https://example.com'>c</a></p>"],
		["javascript:", "<p><a href='java\nscript:alert(1)'>x</a><a href='JaVaScript:1'>y</a></p>"],
		["data:", "<p><a href='data:text/html,x'>x</a></p>"],
		["a relative address", "<p><a href='../x'>x</a></p>"],
	])("links: %s", (_name, value) => {
		expect(shown(html(value))).not.toMatch(/script:|data:|\.\.\//i);
	});

	test("a list straight in a list belongs to the item before it", () => {
		expect(shown(html("<ul><li>a</li><ul><li>b</li></ul></ul>"))).toBe(
			"<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>",
		);
	});

	test("lists deeper than the limit keep their words", () => {
		const deep = html(`${"<ul><li>x".repeat(30)}${"</li></ul>".repeat(30)}`);
		expect(documentText(deep)).toBe(Array(30).fill("x").join("\n"));
		expect(documentSchema.safeParse(deep).success).toBe(true);
	});

	test("pictures of ours and embeds are lifted out of where they can't stand", () => {
		const value = `<blockquote><p>Said</p><img src="/media/${mediaId}-1.webp"></blockquote><p>After</p>`;
		expect(html(value).content.map((block) => block.type)).toEqual(["blockquote", "image", "paragraph"]);
	});

	test("what we render ourselves comes back as it was", () => {
		const document: Document = {
			type: "doc",
			content: [
				{ type: "heading", attrs: { level: 3 }, content: [{ type: "text", text: "H" }] },
				{
					type: "embed",
					attrs: { url: "https://video.example/1", provider: "Video", title: "A film" },
				},
				{ type: "relatedStory", attrs: { storyId: mediaId } },
				{ type: "orderedList", attrs: { start: 3 }, content: [{ type: "listItem", content: [para("x")] }] },
				{ type: "blockquote", content: [para("q")] },
				{ type: "codeBlock", content: [{ type: "text", text: "a\n  b" }] },
				{ type: "horizontalRule" },
			],
		};
		expect(html(shown(document))).toEqual(document);
	});

	test("a picture of ours comes back, its caption only once", () => {
		const value = `<figure><img src="/media/${mediaId}.webp"><figcaption>Cap</figcaption></figure>`;
		expect(html(value).content).toEqual([{ type: "image", attrs: { mediaId } }]);
	});

	test("a picture from elsewhere leaves its alternative text as a link", () => {
		expect(shown(html('<img src="https://e.example/a.png" alt="Chart">'))).toBe(
			'<p><a href="https://e.example/a.png">Chart</a></p>',
		);
	});

	test("a paste from Google Docs: the wrapper is not bold, the styled span is", () => {
		const value = '<b style="font-weight:normal"><p>a <span style="font-weight:700">b</span></p></b>';
		expect(shown(html(value))).toBe("<p>a <strong>b</strong></p>");
	});

	test("styles say what marks say, however they are written", () => {
		const value =
			'<p><b style="font-weight: 400">a</b><i style="FONT-WEIGHT:Bold ; color:red">b</i><s>c</s><span style="font-style:italic;text-decoration:underline line-through">d</span><span style="text-decoration-line: line-through">e</span></p>';
		expect(shown(html(value))).toBe("<p>a<em><strong>b</strong></em><s>c</s><em><s>d</s></em><s>e</s></p>");
	});

	test.each([
		["a style that begins again and again", `<p style="${"text-decoration:".repeat(20_000)}">x</p>`],
		["a style of colons", `<p style="text-decoration${":".repeat(300_000)}">x</p>`],
		["a figure of captions", `<figure>${"<figcaption></figcaption>".repeat(25_000)}</figure>`],
	])("is not held up, which would last past this test's patience: %s", (_name, value) => {
		expect(documentText(html(value))).toBe(value.startsWith("<p") ? "x" : "");
	});

	test("a character that stands where a title is cut is left out whole", () => {
		const value = `<iframe src="https://e.example/" title="${"a".repeat(299)}😀"></iframe><dateline-embed data-url="https://e.example/" data-provider="${"b".repeat(79)}😀"></dateline-embed>`;
		expect(html(value).content).toMatchObject([
			{ attrs: { title: "a".repeat(299) } },
			{ attrs: { provider: "b".repeat(79) } },
		]);
	});

	test.each([
		["depth", "<div>".repeat(5_000)],
		["elements that open again and again", `${"<i a=1><b b=2><u>".repeat(40)}${"<p>x".repeat(20_000)}`],
	])("refuses abuse: %s", (_name, value) => {
		expect(() => html(value)).toThrow(expect.objectContaining({ code: "invalid" }));
	});
});

describe("markdown and text", () => {
	test("markdown becomes the same document as the HTML that says the same", () => {
		const markdown = "# A\n\nb **c** [d](https://e.example) ~~f~~\n\n1. g\n2. h\n\n> i\n\n| j |\n|---|\n| k |";
		expect(parseBody({ format: "markdown", value: markdown })).toEqual(
			html(
				'<h1>A</h1><p>b <b>c</b> <a href="https://e.example">d</a> <s>f</s></p><ol><li>g<li>h</ol><blockquote>i</blockquote><table><tr><th>j<tr><td>k</table>',
			),
		);
	});

	test("raw HTML in markdown stays text", () => {
		expect(documentText(parseBody({ format: "markdown", value: "<script>x</script>" }))).toBe("<script>x</script>");
	});

	test("text keeps its paragraphs and line ends", () => {
		expect(shown(parseBody({ format: "text", value: "a\r\nb\n\n <c>\n" }))).toBe("<p>a<br>b</p>\n<p>&#60;c&#62;</p>");
	});

	test("a document whose lists are too deep is refused", () => {
		let block: object = para("x");
		for (let depth = 0; depth < 9; depth++) {
			block = { type: "bulletList", content: [{ type: "listItem", content: [block] }] };
		}
		expect(() => parseBody({ type: "doc", content: [block] } as Document)).toThrow(/deep/);
	});
});

test("any HTML becomes a valid document that loses no visible letter", () => {
	const tags = [
		"p",
		"div",
		"ul",
		"ol",
		"li",
		"b",
		"a",
		"table",
		"tr",
		"td",
		"th",
		"h1",
		"blockquote",
		"pre",
		"x-y",
		"br",
		"q",
	];
	const piece = fc.oneof(
		fc.constantFrom(...tags).map((tag) => `<${tag}>`),
		fc.constantFrom(...tags).map((tag) => `</${tag}>`),
		fc.stringMatching(/^[a-z ]{1,6}$/),
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
			const value = pieces.join("");
			const document = html(value);
			expect(documentSchema.safeParse(document).error).toBeUndefined();
			const letters = (text: string) => [...text.replace(/\s/g, "")].sort().join("");
			expect(letters(documentText(document))).toBe(letters(value.replace(/<[^>]*>/g, "")));
		}),
	);
});

function para(text: string): { type: "paragraph"; content: { type: "text"; text: string }[] } {
	return { type: "paragraph", content: [{ type: "text", text }] };
}
