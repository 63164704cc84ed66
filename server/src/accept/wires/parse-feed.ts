import { parseFeed as parseAny } from "feedsmith";
import {
	escapeHtml,
	FeedError,
	type FeedItem,
	type ParsedFeed,
	pastInstant,
	plainText,
	webAddress,
} from "./feed-item.ts";
import { paragraphs, parseNinjs } from "./parse-ninjs.ts";

/** Items of one answer that are looked at: the newest. */
const itemsAtMost = 300;

/**
 * Understands what a wire answered: RSS 0.9 to 2.0, Atom with tombstones (RFC 6721), JSON Feed, ninjs 1 to 3.
 *
 * @param base where it came from, for addresses in it
 * @throws {FeedError}
 */
export function parseWire(text: string, base: string): ParsedFeed {
	const begin = text.trimStart().slice(0, 1);
	const parsed = begin === "{" || begin === "[" ? parseJson(text, base) : parseXml(text, base);
	const seen = new Set<string>();
	const items = parsed.items.filter(({ guid }) => guid !== "" && !seen.has(guid) && seen.add(guid));
	return { ...parsed, items: items.slice(0, itemsAtMost) };
}

function parseJson(text: string, base: string): ParsedFeed {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		throw new FeedError("The answer begins as JSON and is none.");
	}
	const isFeed = /^https?:\/\/(www\.)?jsonfeed\.org\//.test(String((json as { version?: unknown })?.version ?? ""));
	if (!isFeed) {
		const parsed = parseNinjs(json, base);
		if (parsed === null) throw new FeedError("The answer is JSON, but neither a JSON Feed nor ninjs.");
		return parsed;
	}
	return fromFeed(text, base);
}

function parseXml(text: string, base: string): ParsedFeed {
	// Entities of its own are how a small file becomes a large one, and how it asks for others.
	if (/<!ENTITY/i.test(text)) throw new FeedError("The answer declares entities, which is refused.");
	const parsed = fromFeed(text, base);
	return { ...parsed, items: [...tombstonesIn(text), ...parsed.items] };
}

/** Tombstones of Atom (RFC 6721): `<at:deleted-entry ref="…" when="…">`, with a comment why. */
function tombstonesIn(text: string): FeedItem[] {
	return [...text.matchAll(/<(?:[\w-]+:)?deleted-entry\b([^>]*?)(\/>|>([\s\S]{0,2000}?)<\/)/g)].flatMap((found) => {
		const ref = /\bref\s*=\s*("([^"]*)"|'([^']*)')/.exec(found[1] ?? "");
		const guid = decode(ref?.[2] ?? ref?.[3] ?? "");
		const note = plainText(decode(found[3] ?? "")) || null;
		return guid === "" ? [] : [{ guid, title: "", html: "", link: null, at: null, killed: true, note }];
	});
}

const decode = (text: string): string =>
	text
		.replaceAll("&lt;", "<")
		.replaceAll("&gt;", ">")
		.replaceAll("&quot;", '"')
		.replaceAll("&apos;", "'")
		.replaceAll("&amp;", "&");

function fromFeed(text: string, base: string): ParsedFeed {
	let parsed: ReturnType<typeof parseAny>;
	try {
		parsed = parseAny(text);
	} catch {
		throw new FeedError("The answer is no RSS, no Atom, no JSON Feed and no ninjs.");
	}
	switch (parsed.format) {
		case "rss":
		case "rdf": {
			const items = (parsed.feed.items ?? []) as RssItem[];
			const title = plainText(String(parsed.feed.title ?? ""));
			return {
				format: parsed.format === "rss" ? "RSS" : "RSS 1.0",
				title,
				items: items.map((item) => ofRss(item, base)),
			};
		}
		case "atom": {
			const entries = (parsed.feed.entries ?? []) as AtomEntry[];
			const title = plainText(wordsOf(parsed.feed.title));
			return { format: "Atom", title, items: entries.map((entry) => ofAtom(entry, base)) };
		}
		case "json": {
			const items = (parsed.feed.items ?? []) as JsonItem[];
			const title = plainText(String(parsed.feed.title ?? ""));
			return { format: "JSON Feed", title, items: items.map((item) => ofJson(item, base)) };
		}
	}
}

type Valued = string | { value?: string; type?: string } | undefined;
const wordsOf = (given: unknown): string =>
	typeof given === "string" ? given : String((given as { value?: string } | undefined)?.value ?? "");

interface RssItem {
	title?: string;
	link?: string;
	description?: string;
	guid?: { value?: string };
	pubDate?: unknown;
	content?: { encoded?: string };
	dc?: { date?: unknown };
}

function ofRss(item: RssItem, base: string): FeedItem {
	const title = plainText(item.title ?? "");
	const link = webAddress(item.link, base) ?? webAddress(item.guid?.value, undefined);
	return {
		guid: (item.guid?.value || item.link || title).slice(0, 1_000),
		...{ title, link },
		html: item.content?.encoded || item.description || "",
		at: pastInstant(item.pubDate) ?? pastInstant(item.dc?.date),
		killed: false,
		note: null,
	};
}

interface AtomEntry {
	id?: string;
	title?: Valued;
	content?: Valued;
	summary?: Valued;
	links?: { href?: string; rel?: string }[];
	published?: unknown;
	updated?: unknown;
}

function ofAtom(entry: AtomEntry, base: string): FeedItem {
	const link = entry.links?.find(({ rel }) => rel === undefined || rel === "alternate")?.href;
	const body = wordsOf(entry.content) ? entry.content : entry.summary;
	const type = typeof body === "object" ? body.type : undefined;
	const isMarkup = type === "html" || type === "xhtml" || type === "text/html";
	return {
		guid: (entry.id || link || "").slice(0, 1_000),
		title: plainText(wordsOf(entry.title)),
		html: isMarkup ? wordsOf(body) : paragraphs(wordsOf(body)),
		link: webAddress(link, base),
		at: pastInstant(entry.published) ?? pastInstant(entry.updated),
		killed: false,
		note: null,
	};
}

interface JsonItem {
	id?: string;
	url?: string;
	title?: string;
	content_html?: string;
	content_text?: string;
	summary?: string;
	date_published?: unknown;
}

function ofJson(item: JsonItem, base: string): FeedItem {
	return {
		guid: String(item.id || item.url || "").slice(0, 1_000),
		title: plainText(item.title ?? ""),
		html: item.content_html || paragraphs(item.content_text || item.summary || ""),
		link: webAddress(item.url, base),
		at: pastInstant(item.date_published),
		killed: false,
		note: null,
	};
}

/** The line that says where a text is from, as the last of it. */
export function creditLine(name: string, link: string | null): string {
	const words = escapeHtml(name);
	return link === null ? `<p>${words}</p>` : `<p><a href="${escapeHtml(link)}">${words}</a></p>`;
}
