/** What a template gives: the same that Lit's `html` gives, which the server renders. */
interface Result {
	strings: TemplateStringsArray;
	values: readonly unknown[];
}

/** A directive as `directive.ts` makes it. */
interface DirectiveCall {
	directive: new (part: Part) => { update(part: Part, values: readonly unknown[]): unknown };
	values: readonly unknown[];
}

export const html = (strings: TemplateStringsArray, ...values: unknown[]): Result => ({ strings, values });

/** Draws nothing: no text, no attribute. */
export const nothing = Symbol();
/** Leaves a part as it is. */
export const noChange = Symbol();

export const isResult = (value: unknown): value is Result => (value as Result | null)?.strings !== undefined;
export const isList = (value: unknown): value is Iterable<unknown> =>
	typeof value === "object" && value !== null && Symbol.iterator in value;

/** Stands for a value in the HTML of a template. No template holds it. */
const mark = "lit$";

/** Where a value goes: a child, or (with a name) an attribute of the node `index`, made of `strings` and values. */
interface Place {
	index: number;
	name?: string;
	strings: string[];
}

interface Template {
	content: DocumentFragment;
	places: Place[];
}

const templates = new WeakMap<TemplateStringsArray, Template>();
/** Elements and comments. */
const nodesOf = (root: Node): TreeWalker => document.createTreeWalker(root, 129);

/** Reads a template once. A value stands in a tag when no `>` came since the last `<`. */
export function templateOf(strings: TemplateStringsArray): Template {
	let template = templates.get(strings);
	if (!template) {
		const element = document.createElement("template");
		element.innerHTML = strings.reduce(
			(text, next) => text + (text.lastIndexOf("<") > text.lastIndexOf(">") ? mark : `<!--${mark}-->`) + next,
		);
		const places: Place[] = [];
		const nodes = nodesOf(element.content);
		// A text of ours has no values in it, whatever it says.
		for (let index = 0, node = strings.length > 1 ? nodes.nextNode() : null; node; node = nodes.nextNode(), index++) {
			if (!(node instanceof Element)) {
				if ((node as Comment).data === mark) places.push({ index, strings: ["", ""] });
				continue;
			}
			for (const name of node.getAttributeNames()) {
				const parts = (node.getAttribute(name) ?? "").split(mark);
				if (parts.length < 2) continue;
				places.push({ index, name, strings: parts });
				node.removeAttribute(name);
			}
		}
		template = { content: element.content, places };
		templates.set(strings, template);
	}
	return template;
}

/** A template that stands in the document. */
export interface Instance {
	strings: TemplateStringsArray;
	parts: Part[];
}

function update({ parts }: Instance, values: readonly unknown[]): void {
	let at = 0;
	for (const part of parts) at += part.set(values, at);
}

/** A place in the document whose value may change. */
export abstract class Part {
	/** What stands there. */
	value: unknown = nothing;
	#directive: InstanceType<DirectiveCall["directive"]> | undefined;

	/** Shows the value or values from `at` on, and says how many they were. `isThere`: they stand there already. */
	abstract set(values: readonly unknown[], at: number, isThere?: boolean): number;

	/** What a directive makes of its values. */
	resolve(value: unknown): unknown {
		const { directive, values } = (value ?? {}) as Partial<DirectiveCall>;
		if (!directive) return value;
		if (this.#directive?.constructor !== directive) this.#directive = new directive(this);
		return this.#directive.update(this, values ?? []);
	}
}

/** An attribute; with `?` before its name one that is there or not, with `.` a property, with `@` a listener. */
export class AttributePart extends Part {
	readonly element: Element;
	readonly name: string;
	readonly strings: readonly string[];

	constructor(element: Element, name: string, strings: readonly string[]) {
		super();
		this.element = element;
		this.name = name;
		this.strings = strings;
	}

	set(values: readonly unknown[], at: number, isThere?: boolean): number {
		const { element, strings } = this;
		const count = strings.length - 1;
		const kind = this.name[0] ?? "";
		const name = this.name.slice(1);
		let next = this.resolve(values[at]);
		if (count > 1 || strings[0] || strings[1]) {
			const own = values.slice(at, at + count);
			next = own.includes(nothing)
				? nothing
				: own.reduce<string>((text, value, index) => `${text}${value ?? ""}${strings[index + 1]}`, strings[0] ?? "");
		}
		if (next === noChange || next === this.value) return count;
		const before = this.value;
		this.value = next;
		if (kind === "@") {
			if (before === nothing) element.addEventListener(name, (event) => (this.value as EventListener)(event));
		} else if (kind === ".") Object.assign(element, { [name]: next });
		else if (isThere) return count;
		else if (kind === "?") element.toggleAttribute(name, Boolean(next) && next !== nothing);
		else if (next === nothing) element.removeAttribute(this.name);
		else element.setAttribute(this.name, String(next ?? ""));
		return count;
	}
}

/** What stands between two comments: a text, a template, or a list of parts. */
export class ChildPart extends Part {
	readonly startNode: ChildNode;
	endNode: ChildNode | null;

	constructor(startNode: ChildNode, endNode: ChildNode | null) {
		super();
		this.startNode = startNode;
		this.endNode = endNode;
	}

	set(values: readonly unknown[], at: number): number {
		this.show(values[at]);
		return 1;
	}

	show(given: unknown): void {
		const value = this.resolve(given);
		if (value === noChange) return;
		if (isResult(value)) {
			const old = this.value as Instance;
			if (old?.strings === value.strings) {
				update(old, value.values);
				return;
			}
			const [instance, content] = create(value);
			this.clear();
			this.insert(content);
			this.value = instance;
		} else if (isList(value)) {
			if (!Array.isArray(this.value)) this.clear();
			const parts = (Array.isArray(this.value) ? this.value : []) as ChildPart[];
			this.value = parts;
			let count = 0;
			for (const one of value) {
				parts[count] ??= this.add(this.endNode);
				parts[count++]?.show(one);
			}
			for (const part of parts.splice(count)) part.remove();
		} else {
			const text = textOf(value);
			if (text === this.value) return;
			if (text && this.value && typeof this.value === "string") (this.startNode.nextSibling as Text).data = text;
			else {
				this.clear();
				if (text) this.insert(document.createTextNode(text));
			}
			this.value = text;
		}
	}

	insert(node: Node, before = this.endNode): void {
		this.startNode.parentNode?.insertBefore(node, before);
	}

	/** A new part in this one. */
	add(before: ChildNode | null): ChildPart {
		const part = new ChildPart(document.createComment(""), document.createComment(""));
		this.insert(part.startNode, before);
		this.insert(part.endNode as ChildNode, before);
		return part;
	}

	/** Its own nodes, the two comments with them. */
	nodes(): ChildNode[] {
		const nodes: ChildNode[] = [];
		for (let node: ChildNode | null = this.startNode; node; node = node.nextSibling) {
			nodes.push(node);
			if (node === this.endNode) break;
		}
		return nodes;
	}

	clear(): void {
		while (this.startNode.nextSibling !== this.endNode) (this.startNode.nextSibling as ChildNode).remove();
	}

	remove(): void {
		for (const node of this.nodes()) node.remove();
	}
}

/** What a value is as text. */
export const textOf = (value: unknown): string => (value === nothing ? "" : String(value ?? ""));

/** A template's nodes, with its values in them. */
function create({ strings, values }: Result): [Instance, DocumentFragment] {
	const { content, places } = templateOf(strings);
	const fragment = document.importNode(content, true);
	const nodes = nodesOf(fragment);
	let index = -1;
	const parts = places.map((place) => {
		for (; index < place.index; index++) nodes.nextNode();
		const node = nodes.currentNode as Element;
		return place.name === undefined
			? new ChildPart(node, node.nextSibling)
			: new AttributePart(node, place.name, place.strings);
	});
	const instance = { strings, parts };
	update(instance, values);
	return [instance, fragment];
}
