import {
	type AuthorView,
	isPicture,
	type MediaView,
	type PostView,
	type StoryView,
	sitePagePath,
} from "@dateline/shared/model";
import { digestPath, frozenPath, listPath, olderPath, postPath, storyPath } from "./addresses.ts";
import { contextOf } from "./context.ts";
import { formatStamp } from "./format-time.ts";
import { type PageState, siteOf, storyOf } from "./page-state.ts";
import { dayOf } from "./parts/day.ts";
import { titleOfPage } from "./parts/site-pages.ts";
import "./words/english.ts";
import { followWords } from "./words/follow.ts";
import { frameWords } from "./words/frame.ts";
import { messageWords } from "./words/message.ts";
import { searchWords } from "./words/search.ts";

/** What stands in a page's head about it, and what a shared link shows. Addresses are whole ones. */
export interface PageDescription {
	/** Without the site's name. */
	title: string;
	description: string;
	canonical: string;
	/** Null: not for search engines. */
	robots: string | null;
	type: "article" | "profile" | "website";
	image: MediaView | null;
	publishedAt: string | null;
	modifiedAt: string | null;
	authors: AuthorView[];
	section: string | null;
	tags: string[];
	/** What is marked up as structured data, when the page is a story's own. */
	story: StoryView | null;
	posts: PostView[];
}

const descriptionLength = 200;

/** Plain text of at most 200 characters, whole words. */
function shorten(text: string): string {
	const flat = text.replace(/\s+/g, " ").trim();
	if (flat.length <= descriptionLength) return flat;
	return `${flat.slice(0, descriptionLength).replace(/\s+\S*$/, "")}…`;
}

/** The words of HTML that `renderDocument` wrote, with a space between blocks. */
export function plainText(text: string): string {
	return text
		.replace(/<\/(p|h[2-4]|li|figcaption|blockquote|td|th)>/g, " ")
		.replace(/<[^>]*>/g, "")
		.replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
		.replace(/\s+/g, " ")
		.trim();
}

/** Describes a page; pure, as the page's body is. */
export function describePage(state: PageState): PageDescription {
	const { page, origin } = state;
	const site = siteOf(state);
	const context = contextOf(state);
	const { words } = context;
	const said = messageWords.of(context.time.language);
	const plain = (title: string, path: string, more: Partial<PageDescription> = {}): PageDescription => ({
		title,
		description: site.description,
		canonical: origin + path,
		robots: "max-image-preview:large",
		type: "website",
		image: null,
		publishedAt: null,
		modifiedAt: null,
		authors: [],
		section: null,
		tags: [],
		story: null,
		posts: [],
		...more,
	});
	const hidden = (title: string): PageDescription => plain(title, "/", { robots: "noindex" });
	switch (page.kind) {
		case "feed":
			return plain(words.newsFeed, page.before && !page.from && !page.keyOnly ? olderPath("/", page.before) : "/");
		case "section":
		case "topic":
		case "author": {
			const channel = state.states[`${page.kind}:${page.id}`];
			const subject = channel?.kind === "list" ? channel.subject : null;
			if (!subject) return hidden(said.missingTitle);
			const path = listPath(page.kind, subject.slug);
			const about = "bio" in subject ? subject.bio : subject.description;
			return plain(subject.name, page.before ? olderPath(path, page.before) : path, {
				description: shorten(about || site.description),
				type: page.kind === "author" ? "profile" : "website",
				image: "bio" in subject ? subject.portrait : null,
			});
		}
		case "story":
		case "live": {
			const channel = storyOf(state, page.id);
			if (!channel) return hidden(words.storyWithdrawn);
			const { story } = channel;
			const own: PageDescription = plain(story.headline, storyPath(story), {
				description: shorten(story.standfirst || plainText(story.html ?? "")),
				type: "article",
				image: story.lead && isPicture(story.lead) ? story.lead : null,
				publishedAt: story.publishedAt,
				modifiedAt: story.updatedAt ?? story.publishedAt,
				authors: story.authors,
				section: story.section?.name ?? null,
				tags: story.topics.map((topic) => topic.name),
				story,
			});
			if (page.kind === "story") return own;
			const opened = channel.posts.find((post) => post.id === page.addressed);
			if (opened) return describePost(state, own, story, opened);
			if (page.frozen) {
				const [first, last] = [channel.posts[0], channel.posts.at(-1)].map((post) =>
					post ? formatStamp(context.time, post.publishedAt, context.asOf) : "",
				);
				const title = first ? `${story.headline} (${last} – ${first})` : story.headline;
				return { ...own, title, canonical: origin + frozenPath(story.slug, page.frozen.boundary), story: null };
			}
			return { ...own, posts: channel.posts };
		}
		case "digest": {
			const { digest } = page;
			return plain(words.keyDevelopmentsOn(dayOf(context, digest.date)), digestPath(digest.date), {
				description: shorten(digest.lines.map((line) => line.text).join(" · ")),
				type: "article",
				publishedAt: digest.publishedAt,
				modifiedAt: digest.updatedAt ?? digest.publishedAt,
			});
		}
		case "changes":
			return plain(page.title, page.path, {
				description: shorten(page.description),
				// What was removed is not to be found before what was put in its place.
				robots: "noindex, follow",
				type: "article",
				modifiedAt: page.asOf,
			});
		case "text":
			return plain(titleOfPage(frameWords.of(context.time.language), page.page), sitePagePath(page.page), {
				...(page.html !== null && { description: shorten(plainText(page.html)) }),
			});
		case "follow":
			return plain(followWords.of(context.time.language).title, "/follow", {
				description: followWords.of(context.time.language).standfirst,
				...(page.letter.state !== "form" && page.letter.state !== "none" && { robots: "noindex" }),
			});
		case "offline":
			return hidden(words.offline);
		case "search":
			return hidden(page.query.q ? searchWords.of(context.time.language).titleOf(page.query.q) : words.search);
		case "missing":
			return hidden(said.missingTitle);
		case "gone":
			return hidden(said.postWithdrawn);
		case "failed":
			return hidden(said.failedTitle);
	}
}

/** A permalink has its own title, text and share card; its address, not the story's, is the canonical one. */
function describePost(state: PageState, own: PageDescription, story: StoryView, post: PostView): PageDescription {
	const text = plainText(post.html ?? "");
	return {
		...own,
		title: post.headline || shorten(text) || story.headline,
		description: shorten(text || story.headline),
		canonical: state.origin + postPath(story.slug, post.id),
		publishedAt: post.publishedAt,
		modifiedAt: post.updatedAt ?? post.publishedAt,
		authors: post.authors.length > 0 ? post.authors : story.authors,
		story: null,
		posts: [post],
	};
}
