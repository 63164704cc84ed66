/** Moves the item at `from` to the place `to`; what lies outside the list stays at its edge. */
export function moveItem<Item>(list: readonly Item[], from: number, to: number): Item[] {
	const next = [...list];
	const [item] = next.splice(from, 1);
	if (item === undefined) return [...list];
	next.splice(Math.max(0, Math.min(next.length, to)), 0, item);
	return next;
}

/** A row's place on the screen: its upper edge and its height, in pixels. */
export interface RowBox {
	top: number;
	height: number;
}

/** At which place something that is dragged to `y` (pixels) comes to stand among the rows that it is not one of. */
export function placeAt(y: number, others: readonly RowBox[]): number {
	const below = others.findIndex(({ top, height }) => y < top + height / 2);
	return below < 0 ? others.length : below;
}

/** What `Alt` with an arrow means: a step up or down; null for every other key. */
export function stepOf(event: Pick<KeyboardEvent, "altKey" | "key">): -1 | 1 | null {
	if (!event.altKey) return null;
	return event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : null;
}

export interface DragOptions {
	/** The rows of the list, in their order; each has its id in `data-line`. */
	rows(): readonly HTMLElement[];
	/** The dragged row stands at this place now. */
	move(id: string, to: number): void;
	/** It was let go; `false`: it was taken back with Esc, or by the system. */
	end(done: boolean): void;
}

/**
 * Lets a row be dragged by its grip, by mouse, pen or finger: the list is put in order while one drags. Call it at
 * `pointerdown` on the grip. Esc takes it back.
 */
export function startDrag(event: PointerEvent, id: string, { rows, move, end }: DragOptions): void {
	if (event.button !== 0) return;
	event.preventDefault();
	const grip = event.currentTarget as HTMLElement;
	grip.setPointerCapture(event.pointerId);
	const over = new AbortController();
	const finish = (done: boolean) => {
		over.abort();
		end(done);
	};
	const on = <Name extends "pointermove" | "pointerup" | "pointercancel">(
		name: Name,
		listener: (event: PointerEvent) => void,
	) => grip.addEventListener(name, listener, { signal: over.signal });
	on("pointermove", ({ clientY }) => {
		const others = rows().filter((row) => row.dataset["line"] !== id);
		const boxes = others.map((row) => row.getBoundingClientRect());
		move(id, placeAt(clientY, boxes));
	});
	on("pointerup", () => finish(true));
	on("pointercancel", () => finish(false));
	document.addEventListener(
		"keydown",
		(key) => {
			if (key.key !== "Escape") return;
			key.stopPropagation();
			finish(false);
		},
		{ signal: over.signal, capture: true },
	);
}
