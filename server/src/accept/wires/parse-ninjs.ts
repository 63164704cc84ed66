import { z } from "zod";
import { escapeHtml, type FeedItem, type ParsedFeed, pastInstant, plainText, webAddress } from "./feed-item.ts";

const text = z.string().catch("");
const valued = z
	.array(z.looseObject({ role: text.optional(), value: text, contenttype: text.optional() }))
	.catch([])
	.optional();
/** ninjs 1 to 3 (IPTC): version 3 has lists of headlines and bodies, earlier ones a member for each. */
const itemSchema = z.looseObject({
	uri: z.string().min(1).max(1_000),
	pubstatus: text.optional(),
	headline: text.optional(),
	headlines: valued,
	title: text.optional(),
	name: text.optional(),
	body_html: text.optional(),
	body_xhtml: text.optional(),
	body_text: text.optional(),
	bodies: valued,
	description_text: text.optional(),
	descriptions: valued,
	ednote: text.optional(),
	url: text.optional(),
	canonicalurl: text.optional(),
	firstcreated: text.optional(),
	versioncreated: text.optional(),
	contentcreated: text.optional(),
});
type Ninjs = z.infer<typeof itemSchema>;

/** ninjs: one item, a list of them, or a list in a member named as services name it; null when it is none of these. */
export function parseNinjs(json: unknown, base: string): ParsedFeed | null {
	const list = Array.isArray(json) ? json : listIn(json);
	const items = list.flatMap((one) => {
		const parsed = itemSchema.safeParse(one);
		return parsed.success ? [itemOf(parsed.data, base)] : [];
	});
	if (items.length === 0 && list.length > 0) return null;
	if (list.length === 0 && !(typeof json === "object" && json !== null)) return null;
	return { format: "ninjs", title: "", items };
}

function listIn(json: unknown): unknown[] {
	if (typeof json !== "object" || json === null) return [];
	for (const name of ["items", "_items", "associations", "data"]) {
		const list = (json as Record<string, unknown>)[name];
		if (Array.isArray(list)) return list;
	}
	return "uri" in json ? [json] : [];
}

function itemOf(item: Ninjs, base: string): FeedItem {
	const [body] = [...(item.bodies ?? [])].sort((a, b) => rank(a) - rank(b));
	const plain = body && !/html/.test(body.contenttype ?? "") ? body.value : item.body_text;
	const html =
		(body && /html/.test(body.contenttype ?? "") ? body.value : item.body_html || item.body_xhtml) ||
		paragraphs(plain || item.description_text || item.descriptions?.[0]?.value || "");
	return {
		guid: item.uri,
		title: plainText(item.headlines?.[0]?.value || item.headline || item.title || item.name || ""),
		html,
		link: webAddress(item.canonicalurl || item.url, base),
		at: pastInstant(item.firstcreated || item.contentcreated || item.versioncreated),
		killed: /^(cancell?ed|withdrawn|withheld)$/i.test(item.pubstatus ?? ""),
		note: plainText(item.ednote ?? "") || null,
	};
}

/** HTML before text. */
const rank = ({ contenttype = "" }: { contenttype?: string | undefined }): number => (/html/.test(contenttype) ? 0 : 1);

/** Plain text as HTML: an empty line parts paragraphs. */
export const paragraphs = (text: string): string =>
	text
		.split(/\n\s*\n/)
		.filter((part) => part.trim() !== "")
		.map((part) => `<p>${escapeHtml(part.trim()).replaceAll("\n", "<br>")}</p>`)
		.join("");
