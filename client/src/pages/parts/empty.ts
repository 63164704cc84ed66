import { html, type TemplateResult } from "lit";
import type { Context } from "../context.ts";

/** What stands in a list that has nothing yet. */
export function empty(context: Context): TemplateResult {
	return html`<p class="empty"><b>${context.words.nothingHereYet}</b> ${context.words.firstWillAppear}</p>`;
}
