import { AttributePart, ChildPart, type Instance, isList, isResult, noChange, templateOf, textOf } from "./parts.ts";

/** The root part of what stands in an element. */
const roots = new WeakMap<Node, ChildPart>();

/** Draws a value into an element, after what it holds; from then on it changes what it drew. */
export function render(value: unknown, container: Element): void {
	let root = roots.get(container);
	if (!root) {
		root = new ChildPart(container.appendChild(document.createComment("")), null);
		roots.set(container, root);
	}
	root.show(value);
}

/**
 * Takes over what `@lit-labs/ssr` wrote of the same value, by its comments. @throws where the document differs: another
 * template, or a list of another length
 */
export function hydrate(value: unknown, container: Element): void {
	const comments = document.createTreeWalker(container, 128);
	let comment: Comment | null = null;
	const next = () => {
		// Others than these have no meaning, such as the one at the end of a template.
		do comment = comments.nextNode() as Comment | null;
		while (comment && !/^\/?lit-/.test(comment.data));
	};
	/** Goes past a comment that has to be there. */
	function take(text: string): Comment {
		const taken = comment;
		if (!taken?.data.startsWith(text)) throw new Error("hydration");
		next();
		return taken;
	}
	function takePart(given: unknown): ChildPart {
		const start = take("lit-part");
		const part = new ChildPart(start, null);
		const own = part.resolve(given);
		if (isResult(own)) {
			if (start.data !== `lit-part ${digestOf(own.strings)}`) throw new Error("hydration");
			const instance: Instance = { strings: own.strings, parts: [] };
			let at = 0;
			let element: Element | null = null;
			let index = -1;
			for (const place of templateOf(own.strings).places) {
				if (place.name === undefined) instance.parts.push(takePart(own.values[at++]));
				else {
					if (index !== place.index) element = take("lit-node").nextElementSibling;
					index = place.index;
					const attribute = new AttributePart(element as Element, place.name, place.strings);
					at += attribute.set(own.values, at, true);
					instance.parts.push(attribute);
				}
			}
			part.value = instance;
		} else if (isList(own)) part.value = Array.from(own, takePart);
		else {
			if (own !== noChange) part.value = textOf(own);
			// What stays as it stands may hold marks of its own.
			for (let depth = 0; comment && !(comment.data.startsWith("/lit-part") && depth-- === 0); next())
				if (comment.data.startsWith("lit-part")) depth++;
		}
		part.endNode = take("/lit-part");
		return part;
	}
	next();
	roots.set(container, takePart(value));
}

/** By what the server names a template: as `digestForTemplateResult` of `@lit-labs/ssr-client`. */
function digestOf(strings: readonly string[]): string {
	const digests = new Uint32Array(2).fill(5381);
	for (const text of strings)
		for (let index = 0; index < text.length; index++) {
			const half = index % 2;
			digests[half] = (33 * (digests[half] ?? 0)) ^ text.charCodeAt(index);
		}
	return btoa(String.fromCharCode(...new Uint8Array(digests.buffer)));
}
