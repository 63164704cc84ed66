import { hydrate } from "@lit-labs/ssr-client";
import { render } from "lit";
import { type Content, drawPage } from "../pages/draw-page.ts";
import type { PageState } from "../pages/page-state.ts";
import { type Kept, keepPlace } from "./keep-place.ts";

/** The page on the screen: see {@link createScreen}. */
export interface Screen {
	/** Draws the state without moving what is kept. */
	draw(state: PageState, kept: Kept): void;
	/** The page could not be taken over: it stays as the server wrote it, and the next update has to load it anew. */
	isBroken(): boolean;
}

/**
 * Takes over the page that the server rendered. Lit does not repair a difference and throws on some: then the page
 * stays readable as it is, and that is reported once (DESIGN.md section 4).
 */
export function createScreen(root: HTMLElement, initial: PageState, content: Content): Screen {
	let broken = false;

	function attempt(action: () => void) {
		if (broken) return;
		try {
			action();
		} catch (error) {
			broken = true;
			console.error("The page could not be taken over; it will be loaded anew at the next update.", error);
		}
	}

	attempt(() => hydrate(drawPage(initial, content), root));
	return {
		draw: (state, kept) => keepPlace(root, kept, () => attempt(() => render(drawPage(state, content), root))),
		isBroken: () => broken,
	};
}
