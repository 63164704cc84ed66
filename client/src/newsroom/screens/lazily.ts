import { msg } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import { until } from "lit/directives/until.js";

/**
 * A screen whose code is read when it is first wanted. It is drawn only when its element is known: one that is drawn
 * before is on the page before it has what it is about.
 *
 * @param name of its element
 */
export function lazily(name: string, read: () => Promise<unknown>, screen: TemplateResult): unknown {
	// By the same directive as before, so that the element stays that was drawn when it came.
	if (customElements.get(name)) return until(screen);
	const failed = () =>
		html`<main id="main" class="alone"><h1>${msg("This screen could not be read.")}</h1><p>${msg("Reload the page when there is a connection.")}</p></main>`;
	return until(
		read().then(() => screen, failed),
		html`<main id="main" class="alone"><p class="sr" role="status">${msg("Opening")}</p></main>`,
	);
}
