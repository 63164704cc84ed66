import { parseFragment, type DefaultTreeAdapterTypes as Tree } from "parse5";

/** An RFC 3339 date-time with its zone: what Atom, JSON Feed and structured data take. */
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
export const isInstantText = (text: unknown): text is string =>
	typeof text === "string" && instant.test(text) && !Number.isNaN(Date.parse(text));

/** A whole address of the web. */
export const isWholeAddress = (text: unknown): text is string =>
	typeof text === "string" && /^https?:\/\//.test(text) && URL.canParse(text);

/** A whole IRI: an address, or a name such as `urn:uuid:…`. */
export const isIri = (text: unknown): text is string =>
	typeof text === "string" && /^[a-z][a-z0-9+.-]*:[^\s<>]+$/i.test(text);

export const isLanguage = (text: unknown): boolean => {
	try {
		return typeof text === "string" && Intl.getCanonicalLocales(text).length === 1;
	} catch {
		return false;
	}
};

const addressed = new Set(["href", "src", "poster", "srcset"]);
const forbidden = new Set(["script", "style", "iframe", "object", "form"]);

/** What is wrong with HTML that stands in somebody else's page: addresses that are not whole, scripts, our elements. */
export function problemsOfHtml(html: string): string[] {
	const problems: string[] = [];
	const visit = (node: Tree.Node): void => {
		if ("tagName" in node) {
			if (forbidden.has(node.tagName) || node.tagName.includes("-")) problems.push(`<${node.tagName}> in the text`);
			for (const { name, value } of node.attrs) {
				if (name.startsWith("on") || name === "style") problems.push(`${name} in the text`);
				if (!addressed.has(name)) continue;
				for (const address of name === "srcset" ? value.split(",").map((one) => one.trim().split(" ")[0]) : [value]) {
					if (!isWholeAddress(address) && !/^(mailto|tel):/.test(address ?? "")) {
						problems.push(`an address that is not whole: ${address}`);
					}
				}
			}
		}
		if ("childNodes" in node) for (const child of node.childNodes) visit(child);
	};
	visit(parseFragment(html));
	return problems;
}

/** Markup in what is to be plain text. */
export const hasMarkup = (text: string): boolean => /<\/?[a-z][^>]*>|&(#\d+|[a-z]+);/i.test(text);
