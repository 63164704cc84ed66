import type { Card } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import { listPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import { badge } from "./kicker.ts";

/** Badge, section and first topic of a row; not the one that the list is of. */
export function entryKicker(
	context: Context,
	card: Card,
	without: "section" | "topic" | "author" | null,
): TemplateResult | typeof nothing {
	const section = without === "section" ? null : card.section;
	const topic = without === "topic" ? null : card.topics[0];
	if (card.state === null && !section && !topic) return nothing;
	return html`<p class="kicker">${badge(context, card)}${section ? html`<a href=${listPath("section", section.slug)}>${section.name}</a>` : nothing}${topic ? html`<a href=${listPath("topic", topic.slug)}>${topic.name}</a>` : nothing}</p>`;
}
