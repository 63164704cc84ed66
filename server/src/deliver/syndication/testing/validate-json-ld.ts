import { hasMarkup, isInstantText, isWholeAddress } from "./rules.ts";

type Node = Record<string, unknown>;

const known = new Set(
	"LiveBlogPosting NewsArticle WebPage WebSite BreadcrumbList ListItem NewsMediaOrganization Organization Person ImageObject VideoObject BlogPosting SearchAction EntryPoint".split(
		" ",
	),
);
const addresses = new Set(["url", "mainEntityOfPage", "thumbnailUrl", "contentUrl", "embedUrl", "item"]);
const instants = /^(date(Published|Modified)|coverage(Start|End)Time|uploadDate)$/;

/** The nodes of a page's structured data. @throws when there is not exactly one block of it, or it can't be parsed */
export function graphOf(html: string): Node[] {
	const blocks = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)];
	if (blocks.length !== 1) throw new Error(`${blocks.length} blocks of structured data`);
	const data = JSON.parse(blocks[0]?.[1] ?? "") as Node;
	if (data["@context"] !== "https://schema.org") throw new Error("@context");
	return data["@graph"] as Node[];
}

/** What the rules say against structured data (SYNDICATION.md 4.0 to 4.2); nothing when it is right. */
export function validateJsonLd(nodes: readonly Node[]): string[] {
	const problems: string[] = [];
	for (const node of nodes) problems.push(...problemsOfAny(node, String(node["@type"])));
	for (const node of nodes) {
		if (node["@type"] === "NewsArticle" || node["@type"] === "LiveBlogPosting")
			problems.push(...problemsOfArticle(node));
		if (node["@type"] === "LiveBlogPosting") problems.push(...problemsOfCoverage(node));
	}
	const ids = nodes.map((node) => node["@id"]);
	if (new Set(ids).size !== ids.length) problems.push("two nodes with one @id");
	return problems;
}

/** Empty texts, types that there are not, addresses that are not whole, times without a zone, tags in texts. */
function problemsOfAny(value: unknown, path: string): string[] {
	if (value === "" || value === null || value === undefined) return [`nothing at ${path}`];
	if (Array.isArray(value)) return value.flatMap((one, index) => problemsOfAny(one, `${path}[${index}]`));
	const key = path.slice(path.lastIndexOf(".") + 1);
	if (typeof value === "string") {
		if (addresses.has(key) && !isWholeAddress(value)) return [`no whole address at ${path}: ${value}`];
		if (instants.test(key) && !isInstantText(value)) return [`no instant at ${path}: ${value}`];
		if (key === "@type" && !known.has(value)) return [`no type at ${path}: ${value}`];
		if (/^(headline|name|description|articleBody)$/.test(key) && hasMarkup(value)) return [`markup at ${path}`];
		return [];
	}
	if (typeof value !== "object") return [];
	return Object.entries(value).flatMap(([name, inner]) => problemsOfAny(inner, `${path}.${name}`));
}

function problemsOfArticle(node: Node): string[] {
	const problems: string[] = [];
	const say = (wrong: boolean, problem: string) => void (wrong && problems.push(`${node["@type"]}: ${problem}`));
	for (const name of [
		"@id",
		"url",
		"mainEntityOfPage",
		"headline",
		"datePublished",
		"dateModified",
		"author",
		"image",
	]) {
		say(!(name in node), `no ${name}`);
	}
	say(String(node["headline"]).length > 110, "headline too long");
	say(String(node["dateModified"]) < String(node["datePublished"]), "modified before it was published");
	say(typeof node["isAccessibleForFree"] !== "boolean", "isAccessibleForFree");
	const publisher = (node["publisher"] ?? {}) as Node;
	say(!publisher["name"] || !publisher["url"] || !publisher["logo"], "publisher with name, url and logo");
	for (const author of node["author"] as Node[])
		say(!author["name"] || !author["url"], "an author without name or url");
	for (const image of (node["image"] ?? []) as Node[]) {
		const pixels = Number(image["width"]) * Number(image["height"]);
		say(!(pixels >= 50_000), `a picture of ${pixels} pixels`);
	}
	return problems;
}

function problemsOfCoverage(node: Node): string[] {
	const problems: string[] = [];
	const say = (wrong: boolean, problem: string) => void (wrong && problems.push(`LiveBlogPosting: ${problem}`));
	const updates = (node["liveBlogUpdate"] ?? []) as Node[];
	say(updates.length === 0, "no update");
	const start = String(node["coverageStartTime"]);
	const ids = new Set<unknown>();
	let before = "9999";
	for (const update of updates) {
		const at = String(update["datePublished"]);
		for (const name of ["headline", "articleBody", "datePublished", "author", "publisher", "mainEntityOfPage"]) {
			say(!(name in update), `an update without ${name}`);
		}
		say(ids.has(update["@id"]), "an update twice");
		ids.add(update["@id"]);
		say(at > before, "not newest first");
		before = at;
		say(at < start, "an update before the coverage began");
		say(String(update["dateModified"] ?? at) > String(node["dateModified"]), "dateModified is not the newest");
		for (const video of (update["video"] ?? []) as Node[]) {
			for (const name of ["name", "thumbnailUrl", "uploadDate", "contentUrl"])
				say(!(name in video), `video: no ${name}`);
		}
	}
	return problems;
}
