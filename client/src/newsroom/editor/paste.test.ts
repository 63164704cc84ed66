import { expect, it } from "vitest";
import { cleanPasted } from "./paste.ts";

it("leaves the words and marks of Word, and nothing of its wrapping", () => {
	const word =
		'<head><style>p.MsoNormal {margin:0}</style></head><!--[if gte mso 9]><xml>x</xml><![endif]--><p class="MsoNormal" style="margin:0" align=center>One <b style="x">two</b><o:p></o:p></p>';
	expect(cleanPasted(word)).toBe("<p>One <b>two</b></p>");
});

it("reads the bold and italic that Google Docs says by style only, and not its wrapper", () => {
	const docs =
		'<b style="font-weight:normal" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:700">Bold</span><span style="font-style:italic"> leaning</span><span style="font-weight:400"> plain</span></p></b>';
	expect(cleanPasted(docs)).toBe("<p><strong>Bold</strong><em> leaning</em><span> plain</span></p>");
});

it("takes out scripts and handlers, and leaves links and our own nodes", () => {
	expect(cleanPasted('<p onclick="x()">a<script>b()</script> <a href="https://c.example/">c</a></p>')).toBe(
		'<p>a <a href="https://c.example/">c</a></p>',
	);
	expect(cleanPasted('<div data-node="image" mediaId="x"></div>')).toContain('data-node="image"');
});
