/**
 * What an embed draws, as plain objects: the server writes them as HTML, the browser brings a tree of elements to them.
 * No HTML is ever parsed in the browser, so an embed runs where the host forbids that (Trusted Types), and no text can
 * become markup.
 */
export interface ElementNode {
	tag: string;
	/** A string is written; `true` stands without a value, `false`, null and nothing are left out. */
	attributes: Readonly<Record<string, string | boolean | null | undefined>>;
	children: readonly EmbedNode[];
	/** Which element of a list it goes on with. */
	key: string | null;
	onclick: (() => void) | null;
}
export type EmbedNode = ElementNode | string;

type Given = Readonly<Record<string, string | boolean | null | undefined | (() => void)>>;

/** An element; `key` and `onclick` among the attributes are its own. */
export function element(
	tag: string,
	given: Given = {},
	...children: readonly (EmbedNode | null | false | readonly EmbedNode[])[]
): ElementNode {
	const { key, onclick, ...attributes } = given;
	return {
		tag,
		attributes: attributes as ElementNode["attributes"],
		children: children.flat().filter((child): child is EmbedNode => child !== null && child !== false),
		key: typeof key === "string" ? key : null,
		onclick: typeof onclick === "function" ? onclick : null,
	};
}

const escapeText = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const drawn = /^(svg|path)$/;

/** The same as HTML. */
export function writeNode(node: EmbedNode): string {
	if (typeof node === "string") return escapeText(node);
	const attributes = Object.entries(node.attributes).map(([name, value]) => {
		if (value === true) return ` ${name}`;
		return typeof value === "string" ? ` ${name}="${escapeText(value)}"` : "";
	});
	return `<${node.tag}${attributes.join("")}>${node.children.map(writeNode).join("")}</${node.tag}>`;
}

const keys = new WeakMap<Node, string>();

/** Brings what is in `parent` to these children; elements that stay are the same ones, with focus and selection. */
export function bringTo(parent: ParentNode & Node, children: readonly EmbedNode[]): void {
	const keyed = new Map<string, Element>();
	for (const child of parent.children) {
		const key = keys.get(child);
		if (key !== undefined) keyed.set(key, child);
	}
	let place: ChildNode | null = parent.firstChild;
	for (const child of children) {
		const made = typeof child === "string" ? textAt(place, child) : elementAt(place, child, keyed);
		if (made === place) place = place.nextSibling;
		else parent.insertBefore(made, place);
	}
	while (place) {
		const next: ChildNode | null = place.nextSibling;
		place.remove();
		place = next;
	}
}

function textAt(place: ChildNode | null, text: string): ChildNode {
	if (place?.nodeType !== Node.TEXT_NODE) return document.createTextNode(text);
	if (place.nodeValue !== text) place.nodeValue = text;
	return place;
}

function elementAt(place: ChildNode | null, node: ElementNode, keyed: ReadonlyMap<string, Element>): Element {
	const known = node.key === null ? fitting(place, node) : keyed.get(node.key);
	const made =
		known?.localName === node.tag
			? known
			: drawn.test(node.tag)
				? document.createElementNS("http://www.w3.org/2000/svg", node.tag)
				: document.createElement(node.tag);
	if (node.key !== null) keys.set(made, node.key);
	for (const { name } of [...made.attributes])
		if (typeof node.attributes[name] !== "string") made.removeAttribute(name);
	for (const [name, value] of Object.entries(node.attributes)) {
		const text = value === true ? "" : value;
		if (typeof text === "string" && made.getAttribute(name) !== text) made.setAttribute(name, text);
	}
	(made as HTMLElement).onclick = node.onclick;
	bringTo(made, node.children);
	return made;
}

/** An element without a key goes on as whatever stands in its place, if that is of its kind. */
const fitting = (place: ChildNode | null, { tag }: ElementNode): Element | null =>
	place instanceof Element && place.localName === tag && !keys.has(place) ? place : null;
