import { Directive, directive } from "./directive.ts";
import { type ChildPart, noChange } from "./parts.ts";

type Key = string | number;

/** A list whose items keep their nodes wherever they go: those that stay in their order are not moved. */
class Repeat extends Directive {
	#keys: Key[] = [];

	override render(
		items: Iterable<unknown>,
		keyOf: (item: unknown) => Key,
		draw: (item: unknown) => unknown,
	): unknown[] {
		const all = [...items];
		this.#keys = all.map(keyOf);
		return all.map(draw);
	}

	override update(part: ChildPart, given: Parameters<Repeat["render"]>): unknown {
		const before = this.#keys;
		const values = this.render(...given);
		const parts = part.value;
		if (!Array.isArray(parts)) return values;
		const old = new Map(before.map((key, index) => [key, parts[index] as ChildPart]));
		const next = this.#keys.map((key) => {
			const known = old.get(key);
			old.delete(key);
			return known;
		});
		for (const gone of old.values()) gone.remove();
		let place = part.startNode.nextSibling;
		part.value = next.map((known, index) => {
			const item = known ?? part.add(place);
			if (known && known.startNode !== place) {
				// Where one item went down, it goes, and not all that it has passed.
				const passed = next.find((other) => other?.startNode === place);
				if (passed?.endNode?.nextSibling === known.startNode) part.insert(together(passed));
				else part.insert(together(known), place);
			}
			if (known) place = known.endNode?.nextSibling ?? null;
			item.show(values[index]);
			return item;
		});
		return noChange;
	}
}

function together(part: ChildPart): DocumentFragment {
	const fragment = document.createDocumentFragment();
	fragment.append(...part.nodes());
	return fragment;
}

export const repeat = directive(Repeat);
