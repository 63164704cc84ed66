import { isPicture, type MediaView, pictureSources, tonesOf } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import type { Context } from "../context.ts";

/** The focal point in tenths: styles may not stand in the page (content security policy), so eleven steps do. */
const tenth = (share: number): string => String(Math.round(share * 10));

interface Shown {
	/** What `sizes` says of its width on the page. */
	sizes: string;
	alt: string;
	/** Loads at once, ahead of others. */
	first?: boolean;
	className?: string;
}

/** A picture in the best format that the browser reads, at the width that it needs. Width and height keep its room. */
function image(media: MediaView, { sizes, alt, first = false, className }: Shown): TemplateResult {
	const { sources, srcset } = pictureSources(media);
	const [top, bottom] = tonesOf(media);
	const img = html`<img class=${className ?? nothing} src=${media.url} srcset=${srcset || nothing} sizes=${srcset ? sizes : nothing} width=${media.width} height=${media.height} alt=${alt} loading=${first ? nothing : "lazy"} fetchpriority=${first ? "high" : nothing} decoding="async" data-x=${tenth(media.focus.x)} data-y=${tenth(media.focus.y)} data-top=${top || nothing} data-bottom=${bottom || nothing}>`;
	if (sources.length === 0) return img;
	return html`<picture>${sources.map((source) => html`<source type=${source.type} srcset=${source.srcset} sizes=${sizes}>`)}${img}</picture>`;
}

/** A lead picture, video or sound with its caption and credit. `first` loads at once. */
export function picture(context: Context, media: MediaView, first = false): TemplateResult {
	return html`<figure class="picture">${isPicture(media) ? image(media, { sizes: "(min-width: 50rem) 792px, 100vw", alt: media.alt, first }) : player(media)}${caption(context, media)}</figure>`;
}

/** Nothing is loaded of it until somebody presses play. */
function player(media: MediaView): TemplateResult {
	if (media.kind === "audio") return html`<audio controls preload="none" src=${media.url}></audio>`;
	return html`<video controls preload="none" src=${media.url} poster=${media.poster ?? nothing} width=${media.width || nothing} height=${media.height || nothing} aria-label=${media.alt || nothing}></video>`;
}

function caption(context: Context, media: MediaView): TemplateResult | typeof nothing {
	if (!media.caption && !media.credit) return nothing;
	return html`<figcaption><bdi>${media.caption}</bdi> ${media.credit ? html`<span class="credit"><bdi>${context.words.pictureCredit} ${media.credit}</bdi></span>` : nothing}</figcaption>`;
}

/** A small picture beside a headline that says what it shows: decoration, so it has no text of its own. */
export function thumbnail(media: MediaView | null): TemplateResult | typeof nothing {
	if (!media) return nothing;
	if (isPicture(media))
		return image(media, { sizes: "(min-width: 45rem) 152px, 96px", alt: "", className: "thumbnail" });
	if (!media.poster) return nothing;
	return html`<img class="thumbnail" src=${media.poster} width=${media.width || nothing} height=${media.height || nothing} alt="" loading="lazy" decoding="async">`;
}
