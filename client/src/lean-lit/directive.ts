import type { Part } from "./parts.ts";

/** What a template's value does by itself: the part of Lit's class of this name that our directives use. */
export abstract class Directive {
	abstract render(...values: unknown[]): unknown;

	update(_part: Part, values: readonly unknown[]): unknown {
		return this.render(...values);
	}
}

/** Makes a directive's function of its class. */
export const directive =
	<D>(directive: D) =>
	(...values: unknown[]): { directive: D; values: unknown[] } => ({ directive, values });
