import { plainText, postPath, storyPath, wordsFor } from "@dateline/client/pages";
import {
	type Executor,
	type FedLine,
	type LastChanges,
	readCorrectionsOf,
	readLastChanges,
	readStoryLinks,
	readWholeBodies,
} from "@dateline/shared/database";
import {
	type AuthorView,
	type Card,
	type CorrectionView,
	escapeHtml,
	isPicture,
	type PostView,
	renderPicture,
	type StoryView,
} from "@dateline/shared/model";
import type { FeedEntry } from "./feed.ts";
import { feedId } from "./feed-ids.ts";
import { plainEnough, relatedIn, wholeHtml } from "./whole-html.ts";

/** A title that has to be made from a text is as long as a line, in characters. */
const titleLength = 110;

/** Stories as entries, each with its whole text. */
export async function storyEntries(
	executor: Executor,
	cards: readonly Card[],
	{ origin }: { origin: string },
): Promise<FeedEntry[]> {
	const ids = cards.map(({ id }) => id);
	const bodies = await readWholeBodies(executor, "stories", ids);
	const corrections = await readCorrectionsOf(executor, ids);
	const changes = await readLastChanges(executor, "story", ids);
	const stories = await readStoryLinks(executor, [...bodies.values()].flatMap(relatedIn));
	return cards.map((card) => {
		const url = origin + storyPath(card);
		const notes = corrections.get(card.id) ?? [];
		const html = [
			card.standfirst && `<p><strong>${escapeHtml(card.standfirst)}</strong></p>`,
			card.lead && renderPicture(card.lead),
			bodies.get(card.id) ?? "",
			linesOf(card, origin),
			postsOf(card, origin),
			notesOf(notes, card.language),
		];
		const lead = card.lead && isPicture(card.lead) ? card.lead : null;
		return {
			id: feedId("story", card.id),
			subject: { kind: "story", id: card.id, revision: card.revision },
			url,
			title: plainEnough(card.headline),
			summary: plainEnough(card.standfirst || card.opening),
			html:
				wholeHtml(html.filter(Boolean).join("\n"), { origin, url, stories }) || `<p>${escapeHtml(card.headline)}</p>`,
			language: card.language,
			published: card.publishedAt,
			...stampsOf(card, notes, changes.get(card.id)),
			authors: authorsOf(card.authors, origin),
			tags: [...(card.section ? [card.section.name] : []), ...card.topics.map(({ name }) => name)],
			image: lead && { ...lead, url: lead.url.startsWith("/") ? origin + lead.url : lead.url },
		};
	});
}

/** Posts of a live story as entries. */
export async function postEntries(
	executor: Executor,
	story: StoryView,
	posts: readonly PostView[],
	origin: string,
): Promise<FeedEntry[]> {
	const long = posts.filter(({ html }) => html === null).map(({ id }) => id);
	const bodies = await readWholeBodies(executor, "posts", long);
	const changes = await readLastChanges(
		executor,
		"post",
		posts.map(({ id }) => id),
	);
	const texts = posts.map((post) => post.html ?? bodies.get(post.id) ?? "");
	const stories = await readStoryLinks(executor, texts.flatMap(relatedIn));
	return posts.map((post, index) => {
		const url = origin + postPath(story.slug, post.id);
		const text = texts[index] ?? "";
		const html = [text, notesOf(post.corrections, story.language)].filter(Boolean).join("\n");
		const line = plainText(text);
		const authors = post.authors.length > 0 ? post.authors : story.authors;
		return {
			id: feedId("post", post.id),
			subject: { kind: "post", id: post.id, revision: post.revision },
			url,
			title: plainEnough(post.headline || cutLine(line) || story.headline),
			summary: "",
			html: wholeHtml(html, { origin, url, stories }) || `<p>${escapeHtml(plainEnough(post.headline))}</p>`,
			language: story.language,
			published: post.publishedAt,
			...stampsOf(post, post.corrections, changes.get(post.id)),
			authors: authorsOf(authors, origin),
			tags: [...(story.section ? [story.section.name] : []), ...story.topics.map(({ name }) => name)],
			image: null,
		};
	});
}

/** A key development as an entry: one line that leads to what it sums up. */
export function lineEntry(line: FedLine, changes: LastChanges | undefined, origin: string): FeedEntry {
	const { story } = line;
	const path = line.postId && story.kind === "live" ? postPath(story.slug, line.postId) : storyPath(story);
	// Several lines may sum up one story, and an entry's address is its own.
	const url = `${origin}${path}#kd-${line.id}`;
	const text = plainEnough(line.text);
	return {
		id: feedId("key_development", line.id),
		subject: { kind: "key_development", id: line.id, revision: line.revision },
		url,
		title: text,
		summary: "",
		html: `<p>${escapeHtml(text)}</p>\n<p><a href="${url}">${escapeHtml(plainEnough(story.headline))}</a></p>`,
		language: story.language,
		published: line.at,
		...stampsOf({ publishedAt: line.at, updatedAt: line.revision > 1 ? (changes?.edited ?? null) : null }, [], changes),
		authors: [],
		tags: [],
		image: null,
	};
}

/** `updated` is what readers are told of: a significant update, a correction, or that it was given back. */
function stampsOf(
	of: { publishedAt: string; updatedAt: string | null },
	corrections: readonly CorrectionView[],
	changes: LastChanges | undefined,
): Pick<FeedEntry, "updated" | "edited"> {
	const told = [of.publishedAt, of.updatedAt, changes?.restored, ...corrections.map(({ at }) => at)];
	const updated = latest(told);
	return { updated, edited: latest([updated, changes?.edited]) };
}

const latest = (instants: readonly (string | null | undefined)[]): string =>
	instants.reduce<string>((last, at) => (at && at > last ? at : last), "");

const authorsOf = (authors: readonly AuthorView[], origin: string): FeedEntry["authors"] =>
	authors.map(({ name, slug, portrait }) => ({
		name: plainEnough(name),
		url: `${origin}/author/${encodeURIComponent(slug)}`,
		avatar: portrait && (portrait.url.startsWith("/") ? origin + portrait.url : portrait.url),
	}));

function linesOf(card: Card, origin: string): string {
	if (card.keyDevelopments.length === 0) return "";
	const lines = card.keyDevelopments.map((line) => {
		const href = line.postId && card.kind === "live" ? postPath(card.slug, line.postId) : storyPath(card);
		return `<li><a href="${origin}${href}">${escapeHtml(line.text)}</a></li>`;
	});
	return `<ul>${lines.join("")}</ul>`;
}

function postsOf(card: Card, origin: string): string {
	if (card.latestPosts.length === 0) return "";
	const words = wordsFor(card.language);
	const posts = card.latestPosts.map(
		(post) => `<li><a href="${origin}${postPath(card.slug, post.id)}">${escapeHtml(post.headline)}</a></li>`,
	);
	return `<h2>${escapeHtml(words.latestPosts)}</h2><ul>${posts.join("")}</ul>`;
}

function notesOf(corrections: readonly CorrectionView[], language: string): string {
	const words = wordsFor(language);
	return corrections
		.map(({ text }) => `<p><strong>${escapeHtml(words.correction)}</strong> ${escapeHtml(text)}</p>`)
		.join("\n");
}

function cutLine(text: string): string {
	if (text.length <= titleLength) return text;
	return `${text.slice(0, titleLength).replace(/\s+\S*$/u, "")}…`;
}
