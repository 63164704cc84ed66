import { hasMarkup, isInstantText, isLanguage, isWholeAddress, problemsOfHtml } from "./rules.ts";

type Json = Record<string, unknown>;

const feedKeys = new Set(
	"version title home_page_url feed_url description user_comment next_url icon favicon authors language expired hubs items".split(
		" ",
	),
);
const itemKeys = new Set(
	"id url external_url title content_html content_text summary image banner_image date_published date_modified authors tags language attachments".split(
		" ",
	),
);

/** What JSON Feed 1.1 says against a feed; nothing when it is right. */
export function validateJsonFeed(text: string, self: string): string[] {
	const problems: string[] = [];
	const say = (wrong: boolean, problem: string) => void (wrong && problems.push(problem));
	const feed = JSON.parse(text) as Json;
	say(feed["version"] !== "https://jsonfeed.org/version/1.1", "version");
	say(typeof feed["title"] !== "string" || feed["title"] === "", "title");
	say(!isWholeAddress(feed["home_page_url"]), "home_page_url");
	say(feed["feed_url"] !== self, "feed_url is not its own address");
	say("next_url" in feed && (!isWholeAddress(feed["next_url"]) || feed["next_url"] === self), "next_url");
	say(!isLanguage(feed["language"]), "language");
	say("expired" in feed && typeof feed["expired"] !== "boolean", "expired");
	say(Buffer.byteLength(text) > 250_000, "larger than 250 KB");
	say(unknownKeys(feed, feedKeys).length > 0, `unknown keys: ${unknownKeys(feed, feedKeys)}`);
	for (const hub of (feed["hubs"] ?? []) as Json[]) say(hub["type"] !== "WebSub" || !isWholeAddress(hub["url"]), "hub");
	const items = feed["items"];
	if (!Array.isArray(items)) return [...problems, "no items"];
	const ids = new Set<unknown>();
	for (const item of items as Json[]) {
		const { id } = item;
		say(typeof id !== "string" || id === "" || ids.has(id), `id ${String(id)}`);
		ids.add(id);
		say(!isWholeAddress(item["url"]), "url");
		say(typeof item["title"] === "string" && (item["title"] === "" || hasMarkup(item["title"])), "an item's title");
		const html = item["content_html"];
		say(typeof html !== "string" || html === "", "content_html");
		problems.push(...problemsOfHtml(String(html)));
		say(!isInstantText(item["date_published"]), "date_published");
		say("date_modified" in item && !isInstantText(item["date_modified"]), "date_modified");
		say("image" in item && !isWholeAddress(item["image"]), "image");
		say(!isLanguage(item["language"]), "an item's language");
		say(unknownKeys(item, itemKeys).length > 0, `unknown keys of an item: ${unknownKeys(item, itemKeys)}`);
		for (const author of (item["authors"] ?? []) as Json[]) {
			say(!author["name"] && !author["url"] && !author["avatar"], "an author of nothing");
		}
	}
	return problems;
}

const unknownKeys = (of: Json, known: ReadonlySet<string>): string[] =>
	Object.keys(of).filter((key) => !known.has(key) && !key.startsWith("_"));
