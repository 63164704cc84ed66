import {
	countWords,
	type Document,
	documentText,
	escapeHtml,
	type MediaView,
	openingOf,
	readingMinutes,
	renderDocument,
} from "@dateline/shared/model";

/** An opening longer than this, in characters of HTML, is cut to plain text, so that a card stays small. */
const longestOpening = 12_000;
const longestCut = 1_200;

/** What is made of a story's text when it is published. */
export function makeText(body: Document, media: ReadonlyMap<string, MediaView>) {
	const { opening, more } = openingOf(body);
	const openingHtml = renderDocument(opening, { media });
	const long = openingHtml.length > longestOpening;
	return {
		html: renderDocument(body, { media }),
		opening: long ? `<p>${escapeHtml([...documentText(opening)].slice(0, longestCut).join(""))}…</p>` : openingHtml,
		more: more || long,
		reading_minutes: readingMinutes(countWords(documentText(body))),
	};
}
