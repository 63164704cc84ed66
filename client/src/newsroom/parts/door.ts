import { msg } from "@lit/localize";
import { html, type TemplateResult } from "lit";

/** The page of who is not in yet: the site's name over one narrow column. */
export const door = (site: string, main: TemplateResult, foot = "") => html`<div class="door">
	<header><b>${site}</b><span>${msg("Newsroom")}</span></header>
	<main id="main">${main}</main>
	<footer>${foot}</footer>
</div>`;
