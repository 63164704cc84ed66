import type { Card } from "@dateline/shared/model";
import { html, type TemplateResult } from "lit";
import { storyPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import { entryKicker } from "./entry-kicker.ts";
import { foreign } from "./foreign.ts";
import { stamp } from "./meta.ts";

/** A story that leads on from a page that has nothing of its own: a row with its headline and its time. */
export function shortEntry(context: Context, card: Card): TemplateResult {
	const { lang, dir } = foreign(context, card.language);
	return html`<article class="entry" data-card=${card.id} aria-labelledby=${`h-${card.id}`}><div class="entry-text">${entryKicker(context, card, null)}<h3 class="entry-headline" id=${`h-${card.id}`} lang=${lang} dir=${dir}><a href=${storyPath(card)}>${card.headline}</a></h3></div><div class="meta">${stamp(context, card)}</div></article>`;
}
