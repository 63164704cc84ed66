import { msg } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import { until } from "lit/directives/until.js";

type Frame = (words: TemplateResult) => TemplateResult;

const alone: Frame = (words) => html`<main id="main" class="alone">${words}</main>`;

/**
 * A screen whose code is read when it is first wanted. It is drawn only when its element is known: one that is drawn
 * before is on the page before it has what it is about.
 *
 * @param name of its element
 * @param frame what stands around the words that wait for it; a screen of its own when left out
 */
export function lazily(
	name: string,
	read: () => Promise<unknown>,
	screen: TemplateResult,
	frame: Frame = alone,
): unknown {
	// By the same directive as before, so that the element stays that was drawn when it came.
	if (customElements.get(name)) return until(screen);
	const failed = () =>
		frame(
			html`<h1>${msg("This screen could not be read.")}</h1><p>${msg("Reload the page when there is a connection.")}</p>`,
		);
	return until(
		read().then(() => screen, failed),
		frame(html`<p class="sr" role="status">${msg("Opening")}</p>`),
	);
}

/** The same for a panel, a part of a screen that stands already. */
export const panelLazily = (name: string, read: () => Promise<unknown>, panel: TemplateResult): unknown =>
	lazily(name, read, panel, (words) => html`<div>${words}</div>`);
