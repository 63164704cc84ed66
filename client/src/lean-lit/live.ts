import { Directive, directive } from "./directive.ts";
import { type AttributePart, noChange } from "./parts.ts";

/** A property that people change too: it is compared with what it is, not with what it was set to. */
class Live extends Directive {
	override render(value: unknown): unknown {
		return value;
	}

	override update(part: AttributePart, [value]: unknown[]): unknown {
		if ((part.element as unknown as Record<string, unknown>)[part.name.slice(1)] === value) return noChange;
		part.value = noChange;
		return value;
	}
}

export const live = directive(Live);
