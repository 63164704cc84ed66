import { isInstantText, isLanguage, isWholeAddress } from "./rules.ts";
import { childOf, childrenOf, parseXml, textOf } from "./xml.ts";

/** What the sitemap protocol, and Google's rules for news, say against a file; nothing when it is right. */
export function validateSitemap(text: string, origin: string, { news = false } = {}): string[] {
	const problems: string[] = [];
	const say = (wrong: boolean, problem: string) => void (wrong && problems.push(problem));
	const root = parseXml(text);
	say(root.attributes["xmlns"] !== "http://www.sitemaps.org/schemas/sitemap/0.9", "namespace");
	say(root.name !== "urlset" && root.name !== "sitemapindex", `<${root.name}>`);
	say(root.children.length > (news ? 1_000 : 50_000), "too many");
	const seen = new Set<string>();
	for (const url of root.children) {
		const loc = textOf(url, "loc");
		say(!isWholeAddress(loc) || !loc.startsWith(`${origin}/`), `loc ${loc}`);
		say(seen.has(loc), `${loc} twice`);
		seen.add(loc);
		say(childOf(url, "lastmod") !== null && !isInstantText(textOf(url, "lastmod")), "lastmod");
		const blocks = childrenOf(url, "news:news");
		say(news && blocks.length !== 1, "not one news:news");
		for (const block of blocks) {
			const publication = childOf(block, "news:publication");
			const name = publication ? textOf(publication, "news:name") : "";
			say(name === "" || /[()]/.test(name), `publication ${name}`);
			const language = publication ? textOf(publication, "news:language") : "";
			say(!isLanguage(language) || !/^([a-z]{2,3}|zh-cn|zh-tw)$/.test(language), `language ${language}`);
			const at = textOf(block, "news:publication_date");
			say(!isInstantText(at) || Date.parse(at) < Date.now() - 2 * 86_400_000, `publication_date ${at}`);
			say(textOf(block, "news:title") === "", "no title");
		}
	}
	return problems;
}
