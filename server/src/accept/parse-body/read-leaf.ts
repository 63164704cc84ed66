import { idSchema, type Mark, markSchema } from "@dateline/shared/model";
import type { InlineRun } from "./inline-run.ts";
import { attribute, type HtmlElement, isElement, rawText } from "./parse-html.ts";
import type { ReadBlock } from "./place.ts";

/** Our own pictures lie at `/media/<id>…`, or in a bucket under names that only ours have. */
const ownMedia =
	/(?:^(?:https?:\/\/[^/]+)?\/media\/([0-9b-df-hjkmnp-tv-z]{14})\b|^https?:.*\/([0-9b-df-hjkmnp-tv-z]{14})-[0-9a-f]{8}(?:-\d+)?\.(?:jpg|png|webp|avif|gif)$)/;

/** The picture that an `img` stands for when it is one of ours; else null. */
export function ownImage(element: HtmlElement): ReadBlock | null {
	if (element.tagName !== "img") return null;
	const [, served, stored] = ownMedia.exec(attribute(element, "src") ?? "") ?? [];
	const id = served ?? stored;
	return id ? { type: "image", attrs: { mediaId: id } } : null;
}

/** Whether a caption is that of a picture of ours, which has its own with it. */
export function captionsOwnImage(caption: HtmlElement): boolean {
	const figure = caption.parentNode;
	if (!figure || !("tagName" in figure) || figure.tagName !== "figure") return false;
	let owns = ownImageIn.get(figure);
	if (owns === undefined) {
		const image = findElement(figure, "img");
		owns = image !== null && ownImage(image) !== null;
		ownImageIn.set(figure, owns);
	}
	return owns;
}

/** Looked for once in a figure, however many captions it has. */
const ownImageIn = new WeakMap<HtmlElement, boolean>();

/** A picture that lies elsewhere can't be stored: what is kept is its alternative text, linked to it. */
export function readForeignImage(element: HtmlElement, run: InlineRun, marks: readonly Mark[]): void {
	const alt = attribute(element, "alt")?.trim() ?? "";
	if (alt === "") return;
	const link = markSchema.safeParse({ type: "link", attrs: { href: attribute(element, "src")?.trim() ?? "" } });
	const within = link.success && !marks.some((mark) => mark.type === "link") ? [...marks, link.data] : marks;
	run.addText(alt, within);
}

/** A third-party page, from an `iframe` or from the element that we render ourselves. */
export function readEmbed(element: HtmlElement): ReadBlock[] {
	const url = (attribute(element, "data-url") ?? attribute(element, "src") ?? "").trim().replace(/^\/\//, "https://");
	if (!/^https:/i.test(url) || url.length > 2048 || !URL.canParse(url)) return [];
	const heading = findElement(element, "b");
	const provider = attribute(element, "data-provider") ?? new URL(url).hostname.replace(/^www\./, "");
	const title = (heading ? rawText(heading) : (attribute(element, "title") ?? "")).trim() || provider;
	return [{ type: "embed", attrs: { url, provider: cut(provider, 80), title: cut(title, 300) } }];
}

/** The beginning of a text, no character halved: the record does not take half of a surrogate pair. */
export const cut = (text: string, longest: number): string => text.slice(0, longest).replace(/[\ud800-\udbff]$/, "");

/** The card of a related story, from the element that we render ourselves. */
export function readRelated(element: HtmlElement): ReadBlock[] {
	const id = idSchema.safeParse(attribute(element, "data-story"));
	return id.success ? [{ type: "relatedStory", attrs: { storyId: id.data } }] : [];
}

function findElement(parent: HtmlElement, name: string): HtmlElement | null {
	for (const child of parent.childNodes) {
		if (!isElement(child)) continue;
		const found = child.tagName === name ? child : findElement(child, name);
		if (found) return found;
	}
	return null;
}
