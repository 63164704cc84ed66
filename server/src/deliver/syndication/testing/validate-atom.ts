import { isInstantText, isIri, isLanguage, isWholeAddress, problemsOfHtml } from "./rules.ts";
import { childOf, childrenOf, parseXml, textOf, type XmlElement } from "./xml.ts";

/** What RFC 4287, 5005 and 6721 say against a feed; nothing when it is right. */
export function validateAtom(text: string, self: string): string[] {
	const problems: string[] = [];
	const say = (wrong: boolean, problem: string) => void (wrong && problems.push(problem));
	const root = parseXml(text);
	if (root.name !== "feed" || root.attributes["xmlns"] !== "http://www.w3.org/2005/Atom") return ["no Atom"];
	say(!isIri(textOf(root, "id")), "the feed's id");
	say(textOf(root, "title") === "", "no title");
	say(!isInstantText(textOf(root, "updated")), "updated");
	say(!isLanguage(root.attributes["xml:lang"]), "xml:lang");
	const links = childrenOf(root, "link");
	const of = (rel: string) => links.filter((link) => link.attributes["rel"] === rel);
	say(of("self").length !== 1 || of("self")[0]?.attributes["href"] !== self, "rel=self is not its own address");
	say(of("hub").length === 0, "no hub");
	for (const link of links) say(!isWholeAddress(link.attributes["href"]), "a link that is not whole");
	const named = childOf(root, "author") !== null;
	const seen = new Set<string>();
	for (const entry of childrenOf(root, "entry")) {
		problems.push(...problemsOfEntry(entry, named));
		const id = textOf(entry, "id");
		say(seen.has(id), `entry twice: ${id}`);
		seen.add(id);
	}
	const stones = childrenOf(root, "at:deleted-entry");
	say(
		stones.length > 0 && root.attributes["xmlns:at"] !== "http://purl.org/atompub/tombstones/1.0",
		"the namespace of tombstones",
	);
	for (const { attributes } of stones) {
		say(!isIri(attributes["ref"]), "a tombstone without ref");
		say(!isInstantText(attributes["when"]), "a tombstone without when");
		say(seen.has(attributes["ref"] ?? ""), "an entry and its tombstone");
	}
	return problems;
}

function problemsOfEntry(entry: XmlElement, named: boolean): string[] {
	const problems: string[] = [];
	const say = (wrong: boolean, problem: string) => void (wrong && problems.push(problem));
	say(!isIri(textOf(entry, "id")), "an entry's id");
	say(textOf(entry, "title") === "", "an entry without a title");
	const updated = textOf(entry, "updated");
	const published = textOf(entry, "published");
	say(!isInstantText(updated) || !isInstantText(published), "an entry's times");
	say(updated < published, "updated before it was published");
	say(!named && childrenOf(entry, "author").length === 0, "no author");
	for (const author of childrenOf(entry, "author")) say(textOf(author, "name") === "", "an author without a name");
	const alternates = childrenOf(entry, "link").filter(
		(link) => (link.attributes["rel"] ?? "alternate") === "alternate",
	);
	say(alternates.length !== 1 || !isWholeAddress(alternates[0]?.attributes["href"]), "an entry's address");
	const content = childOf(entry, "content");
	say(content?.attributes["type"] !== "html" || content.text.trim() === "", "no content");
	problems.push(...problemsOfHtml(content?.text ?? ""));
	return problems;
}
