import { type Document, documentSchema } from "@dateline/shared/model";
import { type BodyInput, ProblemError } from "@dateline/shared/protocol";
import { checkDepth } from "./document-limits.ts";
import { htmlToDocument } from "./html-to-document.ts";
import { markdownToHtml } from "./markdown-to-html.ts";
import { textToDocument } from "./text-to-document.ts";

/**
 * The one sanitised document that a body becomes, whatever it came in as.
 *
 * @throws {ProblemError} `invalid` when it is larger or deeper than a document may be
 */
export function parseBody(input: BodyInput): Document {
	if ("type" in input) return checkDepth(input);
	const parsed = documentSchema.safeParse(toDocument(input));
	if (parsed.success) return parsed.data;
	throw new ProblemError("invalid", "The body is larger than one text can be.", {
		errors: [{ pointer: "/body", detail: "too many blocks, rows, items or words in one of them" }],
	});
}

function toDocument({ format, value }: Exclude<BodyInput, Document>): unknown {
	switch (format) {
		case "text":
			return textToDocument(value);
		case "markdown":
			return htmlToDocument(markdownToHtml(value));
		case "html":
			return htmlToDocument(value);
	}
}
