import { XMLParser, XMLValidator } from "fast-xml-parser";

/** An element of an XML document: its name with prefix, attributes, children and text. */
export interface XmlElement {
	name: string;
	attributes: Readonly<Record<string, string>>;
	children: XmlElement[];
	/** The text that stands directly in it. */
	text: string;
}

type Raw = Record<string, unknown>;

const parser = new XMLParser({
	preserveOrder: true,
	ignoreAttributes: false,
	attributeNamePrefix: "",
	parseTagValue: false,
	parseAttributeValue: false,
	trimValues: false,
	processEntities: true,
	htmlEntities: false,
});

/** The outermost element of an XML document. @throws when it is not well-formed */
export function parseXml(text: string): XmlElement {
	const valid = XMLValidator.validate(text);
	if (valid !== true) throw new Error(`not well-formed: ${valid.err.msg} (line ${valid.err.line})`);
	const roots = (parser.parse(text) as Raw[]).map(present).filter((one) => one !== null && !one.name.startsWith("?"));
	if (roots.length !== 1 || !roots[0]) throw new Error(`${roots.length} outermost elements`);
	return roots[0];
}

function present(raw: Raw): XmlElement | null {
	const name = Object.keys(raw).find((key) => key !== ":@" && key !== "#text");
	if (name === undefined) return null;
	const inner = raw[name] as Raw[];
	return {
		name,
		attributes: (raw[":@"] ?? {}) as Record<string, string>,
		children: inner.map(present).filter((one) => one !== null),
		text: inner.map((one) => (typeof one["#text"] === "string" ? one["#text"] : "")).join(""),
	};
}

export const childrenOf = (element: XmlElement, name: string): XmlElement[] =>
	element.children.filter((one) => one.name === name);
export const childOf = (element: XmlElement, name: string): XmlElement | null => childrenOf(element, name)[0] ?? null;
export const textOf = (element: XmlElement, name: string): string => childOf(element, name)?.text.trim() ?? "";
