import { type AuthorView, narrowest } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import { listPath } from "../addresses.ts";
import type { Context } from "../context.ts";

/** The author's portrait, or the initials on one of six colours. */
export function avatar(author: AuthorView): TemplateResult {
	const { portrait } = author;
	if (portrait) {
		return html`<img class="avatar" src=${narrowest(portrait, 192)} width="96" height="96" alt="" loading="lazy" decoding="async">`;
	}
	const tone = [...author.id].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % 6;
	return html`<svg class=${`avatar tone-${tone}`} viewBox="0 0 56 56" width="56" height="56" aria-hidden="true"><rect width="56" height="56"></rect><text x="28" y="36" text-anchor="middle">${initials(author.name)}</text></svg>`;
}

function initials(name: string): string {
	const words = name.split(/\s+/).filter((word) => /^\p{Lu}|^\p{Lo}/u.test(word) && word !== "The");
	return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0] ?? "").join("");
}

/** How to reach somebody: an e-mail address or a web address becomes a link, other words stand as they are. */
export function contact(text: string): TemplateResult | typeof nothing {
	if (text === "") return nothing;
	if (/^[^\s@]+@[^\s@]+$/.test(text)) return html`<a href=${`mailto:${text}`} dir="ltr">${text}</a>`;
	if (/^https:\/\/\S+$/.test(text))
		return html`<a href=${text} rel="me noopener" dir="ltr">${text.slice("https://".length)}</a>`;
	return html`<span>${text}</span>`;
}

/** Who wrote it: portrait, name, bio, contact, and the way to the rest. */
export function authorBox(context: Context, author: AuthorView, level: 2 | 3 = 3): TemplateResult {
	const { words } = context;
	const path = listPath("author", author.slug);
	const link = html`<a href=${path}>${author.name}</a>`;
	return html`<section class="author" aria-label=${words.about(author.name)}>${avatar(author)}${level === 2 ? html`<h2 dir="auto">${link}</h2>` : html`<h3 dir="auto">${link}</h3>`}<div>${author.bio ? html`<p dir="auto">${author.bio}</p>` : nothing}<p class="author-links">${contact(author.contact)}<a href=${path}>${words.readMore}<span class="visually-hidden">${words.readMoreFrom(author.name)}</span></a></p></div></section>`;
}
