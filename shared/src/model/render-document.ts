import type { Block, Document, Inline, ListItem, Mark } from "./document.ts";
import type { MediaView } from "./media.ts";
import { pictureSources, tonesOf } from "./picture-sources.ts";

/** Text as it may stand in HTML, in an element and in a double-quoted attribute. */
export function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** What a document refers to, by id, at the time it is rendered; what is missing is left out of the HTML. */
export interface RenderReferences {
	media: ReadonlyMap<string, MediaView>;
}

/**
 * The HTML that readers get of a document: only what this function writes can reach a page, so nothing of it needs to
 * be sanitised again. Embeds come as a link in a box; the page's `dateline-embed` element loads them on a click.
 */
export function renderDocument(document: Document, references: RenderReferences): string {
	return document.content.map((block) => renderBlock(block, references)).join("\n");
}

type AnyBlock = Block | ListItem["content"][number];

function renderBlock(block: AnyBlock, references: RenderReferences): string {
	switch (block.type) {
		case "paragraph":
			return `<p>${renderInline(block.content)}</p>`;
		case "heading":
			return `<h${block.attrs.level}>${renderInline(block.content)}</h${block.attrs.level}>`;
		case "horizontalRule":
			return "<hr>";
		case "codeBlock":
			return `<pre><code>${renderInline(block.content)}</code></pre>`;
		case "bulletList":
			return `<ul>${renderItems(block.content, references)}</ul>`;
		case "orderedList": {
			const start = block.attrs?.start ?? 1;
			return `<ol${start === 1 ? "" : ` start="${start}"`}>${renderItems(block.content, references)}</ol>`;
		}
		case "blockquote": {
			const source = block.attrs ? `<footer>${escapeHtml(block.attrs.attribution)}</footer>` : "";
			return `<blockquote class="quote">${block.content.map((inner) => renderBlock(inner, references)).join("")}${source}</blockquote>`;
		}
		case "image": {
			const media = references.media.get(block.attrs.mediaId);
			return media ? renderPicture(media) : "";
		}
		case "embed": {
			const { url, provider, title } = block.attrs;
			return `<dateline-embed class="embed" data-url="${escapeHtml(url)}" data-provider="${escapeHtml(provider)}"><b>${escapeHtml(title)}</b> <a class="link" href="${escapeHtml(url)}" rel="noopener">${escapeHtml(new URL(url).hostname)}</a></dateline-embed>`;
		}
		case "relatedStory":
			return `<dateline-related data-story="${escapeHtml(block.attrs.storyId)}"></dateline-related>`;
		case "table":
			return renderTable(block, references);
	}
}

/** A picture, video or sound with its room kept, its caption and its credit, as it stands in a text. */
export function renderPicture(media: MediaView): string {
	const credit = media.credit ? ` <span class="credit">${escapeHtml(media.credit)}</span>` : "";
	const caption = media.caption || credit ? `<figcaption>${escapeHtml(media.caption)}${credit}</figcaption>` : "";
	return `<figure class="picture">${renderShown(media)}${caption}</figure>`;
}

/** As wide as the text. */
const sizes = ' sizes="(min-width: 45rem) 640px, 100vw"';

function renderShown(media: MediaView): string {
	const url = escapeHtml(media.url);
	const room = media.width > 0 && media.height > 0 ? ` width="${media.width}" height="${media.height}"` : "";
	if (media.kind === "audio") return `<audio controls preload="none" src="${url}"></audio>`;
	if (media.kind === "video") {
		const poster = media.poster ? ` poster="${escapeHtml(media.poster)}"` : "";
		const label = media.alt ? ` aria-label="${escapeHtml(media.alt)}"` : "";
		return `<video controls preload="none" src="${url}"${poster}${room}${label}></video>`;
	}
	const { sources, srcset } = pictureSources(media);
	const set = srcset ? ` srcset="${escapeHtml(srcset)}"${sizes}` : "";
	const [top, bottom] = tonesOf(media);
	const tones = top && bottom ? ` data-top="${escapeHtml(top)}" data-bottom="${escapeHtml(bottom)}"` : "";
	const img = `<img src="${url}"${set}${room} alt="${escapeHtml(media.alt)}" loading="lazy" decoding="async"${tones}>`;
	if (sources.length === 0) return img;
	const better = sources.map(({ type, srcset }) => `<source type="${type}" srcset="${escapeHtml(srcset)}"${sizes}>`);
	return `<picture>${better.join("")}${img}</picture>`;
}

function renderItems(items: readonly ListItem[], references: RenderReferences): string {
	return items
		.map((item) => `<li>${item.content.map((inner) => renderBlock(inner, references)).join("")}</li>`)
		.join("");
}

function renderTable(table: Extract<Block, { type: "table" }>, references: RenderReferences): string {
	const rows = table.content.map((row) => {
		const cells = row.content.map((cell) => {
			const tag = cell.type === "tableHeader" ? "th" : "td";
			const { colspan = 1, rowspan = 1 } = cell.attrs ?? {};
			const spans = `${colspan > 1 ? ` colspan="${colspan}"` : ""}${rowspan > 1 ? ` rowspan="${rowspan}"` : ""}`;
			return `<${tag}${spans}>${cell.content.map((inner) => renderBlock(inner, references)).join("")}</${tag}>`;
		});
		return `<tr>${cells.join("")}</tr>`;
	});
	return `<div class="table" tabindex="0" role="region"><table><tbody>${rows.join("")}</tbody></table></div>`;
}

const tags = { bold: "strong", italic: "em", strike: "s", code: "code" } as const;

function renderInline(content: readonly Inline[] | undefined): string {
	return (content ?? [])
		.map((node) =>
			node.type === "hardBreak" ? "<br>" : (node.marks ?? []).reduceRight(renderMark, escapeHtml(node.text)),
		)
		.join("");
}

function renderMark(html: string, mark: Mark): string {
	if (mark.type !== "link") return `<${tags[mark.type]}>${html}</${tags[mark.type]}>`;
	return `<a href="${escapeHtml(mark.attrs.href)}">${html}</a>`;
}
