import { html, noChange, nothing, type TemplateResult } from "lit";
import { type ChildPart, Directive, type DirectiveResult, directive } from "lit/directive.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import type { Context } from "../context.ts";
import { cardOf } from "../page-state.ts";
import { foreign } from "./foreign.ts";
import { relatedCard } from "./related-card.ts";

/**
 * HTML that `renderDocument` wrote. At hydration the nodes that the server's HTML became are taken over as they are:
 * Lit would compare the text byte for byte, and a browser does not give it back byte for byte. From then on another
 * text replaces them, unless it is the same once a browser has read it.
 */
class Html extends Directive {
	#current: string | null = null;

	override render(text: string): DirectiveResult {
		return unsafeHTML(text);
	}

	override update(part: ChildPart, [text]: [string]): unknown {
		const first = this.#current === null;
		const same = !first && (text === this.#current || canonical(text) === canonical(this.#current ?? ""));
		this.#current = text;
		const present = first && part.startNode !== null && part.startNode.nextSibling !== part.endNode;
		return same || present ? noChange : this.render(text);
	}
}

function canonical(text: string): string {
	const template = document.createElement("template");
	template.innerHTML = text;
	return template.innerHTML;
}

/** HTML of ours in its place; an empty text leaves what stands there at hydration as it is. */
export const trustedHtml = directive(Html);

/** Where a body refers to another story; it stands between blocks, never in one, so both sides of it are well formed. */
const relatedTag = /<dateline-related data-story="([^"]*)"><\/dateline-related>/;

/**
 * A body with the cards of the stories that it refers to in their places. `key` is `story:<id>`, `post:<id>` or
 * `card:<id>`: by it the browser finds the HTML again, which the page's state leaves out.
 */
export function body(
	context: Context,
	key: string,
	text: string,
	extraClass = "",
	language = context.language,
): TemplateResult {
	const { lang, dir } = foreign(context, language);
	// In the text of the page's own article a card's heading stands right under the page's.
	const own = context.state.page.kind === "story" && key.startsWith("story:");
	const parts = text.split(relatedTag);
	const content = parts.map((part, index) =>
		index % 2 === 0 ? (part === "" ? nothing : trustedHtml(part)) : placed(context, part, own),
	);
	return html`<div class=${`prose${extraClass}`} data-body=${key} lang=${lang} dir=${dir}>${content}</div>`;
}

function placed(context: Context, storyId: string, own: boolean): TemplateResult {
	const card = cardOf(context.state, storyId);
	return html`<dateline-related data-story=${storyId}>${card ? relatedCard(context, card, own ? 2 : 3) : nothing}</dateline-related>`;
}

/** The HTML of a body as it stands in the document: the inverse of {@link body}. */
export function readBody(element: Element): string {
	let text = "";
	for (const node of element.childNodes) {
		if (node instanceof Element) {
			text += node.localName === "dateline-related" ? relatedTagOf(node) : node.outerHTML;
		} else if (node.nodeType === 3) text += (node as Text).data.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
	}
	return text;
}

const relatedTagOf = (element: Element): string =>
	`<dateline-related data-story="${element.getAttribute("data-story") ?? ""}"></dateline-related>`;
