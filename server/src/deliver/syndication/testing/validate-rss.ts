import { hasMarkup, isIri, isLanguage, isWholeAddress, problemsOfHtml } from "./rules.ts";
import { childOf, childrenOf, parseXml, textOf, type XmlElement } from "./xml.ts";

const rfc822 =
	/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d (GMT|[+-]\d{4})$/;

/** What the rules for RSS 2.0 (and the feed validator's advice) say against a feed; nothing when it is right. */
export function validateRss(text: string, self: string): string[] {
	const problems: string[] = [];
	const say = (wrong: boolean, problem: string) => void (wrong && problems.push(problem));
	const root = parseXml(text);
	const channel = childOf(root, "channel");
	if (root.name !== "rss" || root.attributes["version"] !== "2.0" || !channel) return ["no RSS 2.0"];
	for (const name of ["title", "link", "description"]) say(textOf(channel, name) === "", `no ${name} of the channel`);
	say(!isWholeAddress(textOf(channel, "link")), "the channel's link is not whole");
	say(!isLanguage(textOf(channel, "language")), "no language");
	say(!rfc822.test(textOf(channel, "lastBuildDate")), "lastBuildDate is no RFC 822 date");
	say(!/^\d+$/.test(textOf(channel, "ttl")), "no ttl");
	const links = childrenOf(channel, "atom:link");
	const selves = links.filter((link) => link.attributes["rel"] === "self");
	say(selves.length !== 1 || selves[0]?.attributes["href"] !== self, "atom:link rel=self is not its own address");
	say(!links.some((link) => link.attributes["rel"] === "hub"), "no hub");
	const guids = new Set<string>();
	for (const item of childrenOf(channel, "item")) problems.push(...problemsOfItem(item, guids));
	return problems;
}

function problemsOfItem(item: XmlElement, guids: Set<string>): string[] {
	const problems: string[] = [];
	const say = (wrong: boolean, problem: string) => void (wrong && problems.push(problem));
	const title = textOf(item, "title");
	say(title === "" && textOf(item, "description") === "", "an item with neither title nor description");
	say(hasMarkup(title), `markup in a title: ${title}`);
	const guid = childOf(item, "guid");
	const id = guid?.text ?? "";
	say(!guid || id === "", "no guid");
	say(guids.has(id), `guid twice: ${id}`);
	guids.add(id);
	say(guid?.attributes["isPermaLink"] !== "false" ? !isWholeAddress(id) : !isIri(id), `guid ${id}`);
	say(!isWholeAddress(textOf(item, "link")), "an item's link is not whole");
	say(!rfc822.test(textOf(item, "pubDate")), `pubDate ${textOf(item, "pubDate")}`);
	const html = textOf(item, "content:encoded");
	say(html === "", "no content:encoded");
	problems.push(...problemsOfHtml(html));
	for (const { attributes } of childrenOf(item, "enclosure")) {
		say(!isWholeAddress(attributes["url"]) || !attributes["length"] || !attributes["type"], "enclosure");
	}
	for (const { attributes } of childrenOf(item, "media:content"))
		say(!isWholeAddress(attributes["url"]), "media:content");
	return problems;
}
