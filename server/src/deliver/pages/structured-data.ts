import type { PageDescription, PageState } from "@dateline/client/pages";
import { listPath, plainText, postPath, siteOf, storyOf, storyPath } from "@dateline/client/pages";
import type { AuthorView, MediaView, PostView, SiteView, StoryView } from "@dateline/shared/model";
import { shareAddress, shareForms, shareSubject } from "../syndication/share/share-address.ts";
import { videosIn } from "./videos-in.ts";

/** Longest headline that search engines take, in characters. */
const headlineLength = 110;

type Node = Record<string, unknown>;

/**
 * Structured data (schema.org) as one graph. Of a story's own page: the article, its page, the way to it and who
 * publishes it, and live coverage beside it while the page has posts; of a post's permalink and of a frozen page, which
 * are not the whole story, the page and the way; of the feed the site and its search.
 */
export function structuredData(state: PageState, description: PageDescription): Node | null {
	const { origin, page } = state;
	const site = siteOf(state);
	if (page.kind === "feed") return graph([siteData(origin, site), publisherOf(origin, site)]);
	const shown = page.kind === "story" || page.kind === "live" ? storyOf(state, page.id)?.story : null;
	if (!shown || description.robots === "noindex") return null;
	const publisher = publisherOf(origin, site);
	const around = [pageOf(origin, site, shown, description), wayTo(origin, site, shown, description), publisher];
	if (!description.story) return graph(around);
	const { posts } = description;
	const live = shown.kind === "live" && posts.length > 0 ? [coverageOf(state, shown, posts, description)] : [];
	return graph([...live, articleOf(state, shown, description), ...around]);
}

const graph = (nodes: readonly Node[]): Node => ({ "@context": "https://schema.org", "@graph": nodes });

function publisherOf(origin: string, site: SiteView): Node {
	const logo = site.logo?.light;
	return {
		"@type": "NewsMediaOrganization",
		"@id": `${origin}/#organization`,
		name: site.name,
		url: `${origin}/`,
		logo: logo
			? imageOf(origin, logo)
			: { "@type": "ImageObject", url: `${origin}/icon-512.png`, width: 512, height: 512 },
	};
}

/** What article and coverage share: of whom, when, and with which picture. */
function commonOf(state: PageState, story: StoryView, { description }: PageDescription): Node {
	const { origin } = state;
	const site = siteOf(state);
	const share = shareSubject(site, story, null, "");
	const publisher = publisherOf(origin, site);
	const url = origin + storyPath(story);
	const text = plainText(story.html ?? "");
	return {
		url,
		mainEntityOfPage: url,
		headline: cut(story.headline),
		...(description && { description }),
		// In the three shapes that search engines ask for, cut around the picture's focus.
		image: (["16x9", "4x3", "1x1"] as const).map((form) =>
			imageOf(origin, { url: shareAddress(share, form), ...shareForms[form] }),
		),
		datePublished: story.publishedAt,
		inLanguage: story.language,
		...(story.section && { articleSection: story.section.name }),
		...(story.topics.length > 0 && { keywords: story.topics.map(({ name }) => name) }),
		author: authorsOf(origin, story.authors, publisher),
		publisher,
		isAccessibleForFree: true,
		...(text && story.kind === "article" && { wordCount: text.split(" ").length }),
	};
}

function articleOf(state: PageState, story: StoryView, description: PageDescription): Node {
	return {
		"@type": "NewsArticle",
		"@id": `${state.origin}${storyPath(story)}#article`,
		...commonOf(state, story, description),
		dateModified: lastOf([story.publishedAt, story.updatedAt, ...story.corrections.map(({ at }) => at)]),
	};
}

function coverageOf(
	state: PageState,
	story: StoryView,
	posts: readonly PostView[],
	description: PageDescription,
): Node {
	const { origin, states } = state;
	const publisher = publisherOf(origin, siteOf({ states }));
	const changes = posts.flatMap((post) => [post.publishedAt, post.updatedAt, ...post.corrections.map(({ at }) => at)]);
	const began = story.startedAt ?? story.publishedAt;
	const updates = posts.flatMap((post) => updateOf(origin, story, post, publisher) ?? []);
	return {
		"@type": "LiveBlogPosting",
		"@id": `${origin}${storyPath(story)}#liveblog`,
		...commonOf(state, story, description),
		dateModified: lastOf([story.publishedAt, ...changes]),
		coverageStartTime: posts.reduce((first, post) => (post.publishedAt < first ? post.publishedAt : first), began),
		// While it is live there is no end that is known: none is given, rather than the last update's time.
		...(story.state === "ended" && story.endedAt && { coverageEndTime: story.endedAt }),
		liveBlogUpdate: updates,
	};
}

/** Nothing of a post without words. */
function updateOf(origin: string, story: StoryView, post: PostView, publisher: Node): Node | null {
	const url = origin + postPath(story.slug, post.id);
	const text = plainText(post.html ?? "");
	const headline = cut(post.headline || text);
	if (headline === "") return null;
	const image = /<img src="([^"]+)"/.exec(post.html ?? "")?.[1];
	const videos = videosIn(post.html ?? "", { origin, headline, at: post.publishedAt });
	return {
		"@type": "BlogPosting",
		"@id": url,
		url,
		mainEntityOfPage: url,
		headline,
		articleBody: text || post.headline,
		datePublished: post.publishedAt,
		...(post.updatedAt && { dateModified: post.updatedAt }),
		author: authorsOf(origin, post.authors.length > 0 ? post.authors : story.authors, publisher),
		publisher: { "@type": publisher["@type"], "@id": publisher["@id"], name: publisher["name"], url: publisher["url"] },
		...(image && { image: whole(origin, image) }),
		...(videos.length > 0 && { video: videos }),
	};
}

function pageOf(origin: string, site: SiteView, story: StoryView, description: PageDescription): Node {
	const { canonical, title, publishedAt, modifiedAt, image } = description;
	return {
		"@type": "WebPage",
		"@id": canonical,
		url: canonical,
		name: title,
		inLanguage: story.language,
		isPartOf: { "@type": "WebSite", "@id": `${origin}/#site`, url: `${origin}/`, name: site.name },
		breadcrumb: { "@id": `${canonical}#way` },
		...(publishedAt && { datePublished: publishedAt }),
		...(modifiedAt && { dateModified: modifiedAt }),
		...(image && { primaryImageOfPage: imageOf(origin, image) }),
	};
}

/** The way to a page: the site, its section, the story, and the post when it is a post's. */
function wayTo(origin: string, site: SiteView, story: StoryView, { canonical, title }: PageDescription): Node {
	const steps = [
		{ name: site.name, item: `${origin}/` },
		...(story.section ? [{ name: story.section.name, item: origin + listPath("section", story.section.slug) }] : []),
		{ name: story.headline, item: origin + storyPath(story) },
		...(canonical === origin + storyPath(story) ? [] : [{ name: title, item: canonical }]),
	];
	return {
		"@type": "BreadcrumbList",
		"@id": `${canonical}#way`,
		itemListElement: steps.map((step, index) => ({ "@type": "ListItem", position: index + 1, ...step })),
	};
}

/** The site, and how it is searched: `{search_term_string}` stands for the words (a sitelinks search box). */
const siteData = (origin: string, site: SiteView): Node => ({
	"@type": "WebSite",
	"@id": `${origin}/#site`,
	url: `${origin}/`,
	name: site.name,
	...(site.description && { description: site.description }),
	inLanguage: site.language,
	publisher: { "@id": `${origin}/#organization` },
	potentialAction: {
		"@type": "SearchAction",
		target: { "@type": "EntryPoint", urlTemplate: `${origin}/search?q={search_term_string}` },
		"query-input": "required name=search_term_string",
	},
});

const lastOf = (instants: readonly (string | null)[]): string =>
	instants.reduce<string>((last, at) => (at && at > last ? at : last), "");

function cut(text: string): string {
	if (text.length <= headlineLength) return text;
	return `${text.slice(0, headlineLength - 1).replace(/\s+\S*$/u, "")}…`;
}

const whole = (origin: string, url: string): string => (url.startsWith("/") ? origin + url : url);

function imageOf(origin: string, media: Pick<MediaView, "url" | "width" | "height">): Node {
	const size = media.width > 0 && media.height > 0 ? { width: media.width, height: media.height } : {};
	return { "@type": "ImageObject", url: whole(origin, media.url), ...size };
}

function authorsOf(origin: string, authors: readonly AuthorView[], publisher: Node): Node[] {
	if (authors.length === 0) return [publisher];
	return authors.map((author) => ({
		"@type": author.desk ? "Organization" : "Person",
		name: author.name,
		url: origin + listPath("author", author.slug),
	}));
}
