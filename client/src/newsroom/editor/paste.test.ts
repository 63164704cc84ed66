import { expect, it } from "vitest";
import { loneAddress, textToHtml } from "./paste.ts";

it("parts plain text into paragraphs at empty lines, and keeps single breaks", () => {
	expect(textToHtml("One & two\r\nnext line\r\n\r\nThree")).toBe("<p>One &#38; two<br>next line</p><p>Three</p>");
});

it("joins the lines that a mail program has broken", () => {
	const mail = [
		"Engineers at the Kestrel Barrier have been told that they can begin to",
		"raise the northern gate at 16:00 if the river stays under three metres,",
		"the harbour master said.",
	].join("\n");
	expect(textToHtml(mail)).toBe(`<p>${mail.replaceAll("\n", " ")}</p>`);
});

it("makes lists of lines with bullets or numbers, and a quote of a quoted mail", () => {
	expect(textToHtml("- one\n• two")).toBe("<ul><li><p>one</p></li><li><p>two</p></li></ul>");
	expect(textToHtml("1. one\n2) two")).toBe("<ol><li><p>one</p></li><li><p>two</p></li></ol>");
	expect(textToHtml("- not a list")).toBe("<p>- not a list</p>");
	expect(textToHtml("> said")).toBe("<blockquote><p>said</p></blockquote>");
});

it("knows an address that stands alone", () => {
	expect(loneAddress(" https://youtu.be/abcdefghijk \n")).toBe("https://youtu.be/abcdefghijk");
	expect(loneAddress("see https://a.example")).toBeNull();
	expect(loneAddress("javascript:alert(1)")).toBeNull();
});
