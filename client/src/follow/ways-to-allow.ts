import { html, type TemplateResult } from "lit";
import type { FollowingWords } from "../pages/words/following.ts";

/** How notices that are blocked are allowed again, browser by browser: no page can ask for that itself. */
export function waysToAllow({ showHow, ways }: Pick<FollowingWords, "showHow" | "ways">): TemplateResult {
	const rows = ways.map(([browser, steps]) => html`<li><b>${browser}.</b> ${steps}</li>`);
	return html`<details class="ways"><summary>${showHow}</summary><ul>${rows}</ul></details>`;
}
