/** One thing that a wire says, whatever language it speaks. */
export interface FeedItem {
	/** The wire's own id of it. */
	guid: string;
	/** Plain text; empty when it has none. */
	title: string;
	/** HTML as it came: hostile until it was parsed. */
	html: string;
	/** The item's own page; null when it names none of the web. */
	link: string | null;
	/** When it was published, ISO; null when it says none, or one that can't be. */
	at: string | null;
	/** The wire takes it back. */
	killed: boolean;
	/** Why, or what editors are to know. */
	note: string | null;
}

/** What an address answered, understood. */
export interface ParsedFeed {
	format: string;
	title: string;
	items: FeedItem[];
}

/** What came is no feed that we understand; the message is for the person who named the address. */
export class FeedError extends Error {
	override readonly name = "FeedError";
}

/** Text without tags and doubled spaces, cut to a length. */
export const plainText = (text: string, length = 280): string =>
	text
		.replace(/<[^>]*>/g, " ")
		.replace(/\s+/g, " ")
		.trim()
		.slice(0, length);

/** An address of the web, absolute; or null. */
export function webAddress(given: unknown, base: string | undefined): string | null {
	if (typeof given !== "string" || given === "" || !URL.canParse(given, base)) return null;
	const { protocol, href } = new URL(given, base);
	return (protocol === "https:" || protocol === "http:") && href.length <= 2_000 ? href : null;
}

/** A time that can be one of news: after 1990, and not to come. */
export function pastInstant(given: unknown): string | null {
	const time = typeof given === "string" ? Date.parse(given) : Number.NaN;
	if (Number.isNaN(time) || time < Date.UTC(1990, 0, 1) || time > Date.now()) return null;
	return new Date(time).toISOString();
}

export const escapeHtml = (text: string): string =>
	text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
