import type { MediaView } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import type { Context } from "../context.ts";

const srcset = (media: MediaView): string =>
	media.renditions.map((rendition) => `${rendition.url} ${rendition.width}w`).join(", ");

/** The focal point in quarters: styles may not stand in the page (content security policy), so five steps do. */
const quarter = (share: number): string => String(Math.round(share * 4));

/** A lead picture with its caption and credit. Width and height keep its room. `first` loads at once. */
export function picture(context: Context, media: MediaView, first = false): TemplateResult {
	const set = srcset(media);
	return html`<figure class="picture"><img src=${media.url} srcset=${set || nothing} sizes=${set ? "(min-width: 50rem) 792px, 100vw" : nothing} width=${media.width} height=${media.height} alt=${media.alt} loading=${first ? nothing : "lazy"} fetchpriority=${first ? "high" : nothing} decoding="async" data-x=${quarter(media.focus.x)} data-y=${quarter(media.focus.y)}>${caption(context, media)}</figure>`;
}

function caption(context: Context, media: MediaView): TemplateResult | typeof nothing {
	if (!media.caption && !media.credit) return nothing;
	return html`<figcaption><bdi>${media.caption}</bdi> ${media.credit ? html`<span class="credit"><bdi>${context.words.pictureCredit} ${media.credit}</bdi></span>` : nothing}</figcaption>`;
}

/** A small picture beside a headline that says what it shows: decoration, so it has no text of its own. */
export function thumbnail(media: MediaView | null): TemplateResult | typeof nothing {
	if (!media) return nothing;
	const set = srcset(media);
	return html`<img src=${media.url} srcset=${set || nothing} sizes=${set ? "152px" : nothing} width=${media.width} height=${media.height} alt="" loading="lazy" decoding="async" data-x=${quarter(media.focus.x)} data-y=${quarter(media.focus.y)}>`;
}
