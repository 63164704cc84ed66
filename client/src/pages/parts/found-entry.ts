import type { MarkedText, SearchResult } from "@dateline/shared/protocol";
import { html, nothing, type TemplateResult } from "lit";
import { listPath, storyPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import type { SearchWords } from "../words/search.ts";
import { foreign } from "./foreign.ts";
import { badge } from "./kicker.ts";
import { extent, stamp } from "./meta.ts";
import { thumbnail } from "./picture.ts";
import { time } from "./time.ts";

/** Something that was found, as a row: it leads to the very post, or the story. */
export function foundEntry(context: Context, result: SearchResult, words: SearchWords): TemplateResult {
	const { kind, id, story } = result;
	const { lang, dir } = foreign(context, story.language);
	const isStory = kind === "story";
	// A post without a headline is led to by its words.
	const title = result.headline.join("") === "" ? result.text : result.headline;
	const text = kind === "key_development" || title === result.text ? [] : result.text;
	const what = isStory
		? html`${stamp(context, story)}<span><bdi>${(story.kind === "live" ? words.coverage : words.story)(extent(context, story))}</bdi></span>`
		: html`<span>${time(context, result.at, "ago")}</span><span>${kind === "post" ? (result.key ? words.keyEvent : words.post) : words.keyDevelopment}</span>`;
	return html`<article class="entry" data-found=${id} aria-labelledby=${`f-${id}`} lang=${lang} dir=${dir}><div class="entry-text">${foundKicker(context, result, words)}<h3 class="entry-headline" id=${`f-${id}`}><a href=${result.path}>${marked(title)}</a></h3>${text.join("") ? html`<p class="entry-standfirst">${marked(text)}</p>` : nothing}</div>${isStory ? thumbnail(story.lead) : nothing}<div class="meta">${what}</div></article>`;
}

function foundKicker(
	context: Context,
	{ kind, story }: SearchResult,
	words: SearchWords,
): TemplateResult | typeof nothing {
	if (kind === "story") {
		if (story.state === null && !story.section) return nothing;
		return html`<p class="kicker">${badge(context, story)}${story.section ? html`<a href=${listPath("section", story.section.slug)}>${story.section.name}</a>` : nothing}</p>`;
	}
	const before =
		story.state === null || story.state === "ended"
			? html`<span>${kind === "post" ? words.postIn : words.keyDevelopment}</span>`
			: badge(context, story);
	return html`<p class="kicker">${before}<a href=${storyPath(story)}>${story.headline}</a></p>`;
}

const marked = (text: MarkedText) =>
	text.map((piece, index) => (piece === "" ? nothing : index % 2 === 0 ? piece : html`<mark>${piece}</mark>`));
