import type { PageDescription, PageState } from "@dateline/client/pages";
import { plainText, postPath, siteOf, storyPath } from "@dateline/client/pages";
import {
	type AuthorView,
	isPicture,
	type MediaView,
	type PostView,
	type SiteView,
	type StoryView,
} from "@dateline/shared/model";

/** Structured data (schema.org): NewsArticle or LiveBlogPosting of a story's page, of the feed the site and its search. */
export function structuredData(state: PageState, description: PageDescription): Record<string, unknown> | null {
	const { story, posts } = description;
	const { origin } = state;
	const site = siteOf(state);
	if (state.page.kind === "feed") return siteData(origin, site);
	if (!story) return null;
	const publisher = {
		"@type": "NewsMediaOrganization",
		name: site.name,
		url: `${origin}/`,
		logo: site.logo?.light
			? imageOf(origin, site.logo.light)
			: { "@type": "ImageObject", url: `${origin}/icon-512.png`, width: 512, height: 512 },
	};
	const url = origin + storyPath(story);
	const common = {
		"@context": "https://schema.org",
		"@id": `${url}#${story.kind === "live" ? "liveblog" : "article"}`,
		url,
		mainEntityOfPage: url,
		headline: story.headline,
		...(description.description && { description: description.description }),
		...(story.lead && isPicture(story.lead) && { image: [imageOf(origin, story.lead)] }),
		datePublished: story.publishedAt,
		inLanguage: story.language,
		...(story.section && { articleSection: story.section.name }),
		author: authorsOf(origin, story.authors, publisher),
		publisher,
		isAccessibleForFree: true,
	};
	if (story.kind === "article" || posts.length === 0) {
		return { ...common, "@type": "NewsArticle", dateModified: story.updatedAt ?? story.publishedAt };
	}
	const changes = posts.flatMap((post) => [post.publishedAt, post.updatedAt ?? ""]);
	return {
		...common,
		"@type": "LiveBlogPosting",
		dateModified: [story.publishedAt, ...changes].reduce((last, at) => (last && at < last ? last : at)),
		coverageStartTime: firstOf(story.startedAt ?? story.publishedAt, posts),
		...(story.endedAt && { coverageEndTime: story.endedAt }),
		liveBlogUpdate: posts.map((post) => updateOf(origin, story, post, publisher)),
	};
}

/** The site, and how it is searched: `{search_term_string}` stands for the words (a sitelinks search box). */
const siteData = (origin: string, site: SiteView) => ({
	"@context": "https://schema.org",
	"@type": "WebSite",
	"@id": `${origin}/#site`,
	url: `${origin}/`,
	name: site.name,
	...(site.description && { description: site.description }),
	inLanguage: site.language,
	potentialAction: {
		"@type": "SearchAction",
		target: { "@type": "EntryPoint", urlTemplate: `${origin}/search?q={search_term_string}` },
		"query-input": "required name=search_term_string",
	},
});

const firstOf = (start: string, posts: readonly PostView[]): string =>
	posts.reduce((first, post) => (first && post.publishedAt < first ? post.publishedAt : first), start);

const whole = (origin: string, url: string): string => (url.startsWith("/") ? origin + url : url);

const imageOf = (origin: string, media: MediaView) => ({
	"@type": "ImageObject",
	url: whole(origin, media.url),
	width: media.width,
	height: media.height,
});

function authorsOf(origin: string, authors: readonly AuthorView[], publisher: object): object[] {
	if (authors.length === 0) return [publisher];
	return authors.map((author) => ({
		"@type": author.desk ? "Organization" : "Person",
		name: author.name,
		url: `${origin}/author/${author.slug}`,
	}));
}

function updateOf(origin: string, story: StoryView, post: PostView, publisher: object) {
	const url = origin + postPath(story.slug, post.id);
	const text = plainText(post.html ?? "");
	return {
		"@type": "BlogPosting",
		"@id": url,
		url,
		mainEntityOfPage: url,
		headline: post.headline || text.slice(0, 110) || story.headline,
		articleBody: text || post.headline || story.headline,
		datePublished: post.publishedAt,
		...(post.updatedAt && { dateModified: post.updatedAt }),
		author: authorsOf(origin, post.authors, publisher),
		publisher,
	};
}
