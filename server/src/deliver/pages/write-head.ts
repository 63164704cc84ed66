import type { Page, PageState } from "@dateline/client/pages";
import { describePage, languageOf, siteOf, spokenOn, wordsNeeded } from "@dateline/client/pages";
import { escapeHtml } from "@dateline/shared/model";
import { shareAddress, shareForms } from "../syndication/share/share-address.ts";
import { feedLinks } from "./feed-links.ts";
import { headScript } from "./inline-scripts.ts";
import type { ReaderAssets } from "./reader-assets.ts";
import { shareOf } from "./share-of.ts";
import { structuredData } from "./structured-data.ts";

/** The head of a page, as HTML without the tag itself. */
export function writeHead(state: PageState, assets: ReaderAssets, { still = false } = {}): string {
	const site = siteOf(state);
	const described = describePage(state);
	const page = still ? { ...described, robots: "noindex" } : described;
	const title = state.page.kind === "feed" ? `${site.name} – ${page.title}` : `${page.title} – ${site.name}`;
	const data = still ? null : structuredData(state, page);
	const font = assets.fonts?.[scriptOf(languageOf(state))] ?? assets.font;
	const lines = [
		'<meta charset="utf-8">',
		'<meta name="viewport" content="width=device-width, initial-scale=1">',
		`<title>${escapeHtml(title)}</title>`,
		meta("description", page.description),
		page.robots ? meta("robots", page.robots) : "",
		page.robots === "noindex" ? "" : link("canonical", page.canonical),
		'<meta name="color-scheme" content="light dark">',
		'<meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff">',
		'<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#121517">',
		...assets.styles.map((href) => link("stylesheet", href)),
		font ? `<link rel="preload" href="${font}" as="font" type="font/woff2" crossorigin>` : "",
		...(still ? [] : [...assets.preloads, ...(assets.contents[state.page.kind] ?? []), ...wordsOf(state, assets)]).map(
			preload,
		),
		`<script>${headScript}</script>`,
		still ? "" : `<script type="module" src="${assets.script}" fetchpriority="low"></script>`,
		'<link rel="icon" href="/favicon.svg" type="image/svg+xml">',
		'<link rel="icon" href="/favicon.ico" sizes="32x32">',
		link("apple-touch-icon", "/icon-180.png"),
		link("manifest", "/manifest.webmanifest"),
		...(still ? [] : feedLinks(state)),
		...(still ? [] : oembedLinks(page)),
		...shareCard(state, page),
		data ? `<script type="application/ld+json">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>` : "",
	];
	return lines.filter((line) => line !== "").join("\n");
}

/** The script that a language is written in. */
function scriptOf(language: string): string {
	try {
		return new Intl.Locale(language).maximize().script ?? "";
	} catch {
		return "";
	}
}

const messages = ["message", "frame"];
/** The sets of words that a kind of page needs beside what all need, as `client/src/reader/load-kind.ts` loads them. */
const wordsOfKind: Partial<Record<Page["kind"], string[]>> = {
	follow: ["follow", "following"],
	offline: ["offline"],
	...{ text: messages, missing: messages, gone: messages, failed: messages },
	search: ["search"],
};

/** The chunks of the page's words. */
function wordsOf(state: PageState, assets: ReaderAssets): string[] {
	const sets = ["common", ...(wordsOfKind[state.page.kind] ?? [])];
	return wordsNeeded(spokenOn(state)).flatMap((language) =>
		sets.flatMap((set) => assets.words[`${set}/${language}`] ?? []),
	);
}

const meta = (name: string, content: string): string =>
	content === "" ? "" : `<meta name="${name}" content="${escapeHtml(content)}">`;
const link = (rel: string, href: string): string => `<link rel="${rel}" href="${escapeHtml(href)}">`;
/** What the page's script is about to load; text, pictures and fonts go first. */
const preload = (href: string): string => `<link rel="modulepreload" href="${escapeHtml(href)}" fetchpriority="low">`;
const property = (name: string, content: string | number | null): string =>
	content === null || content === "" ? "" : `<meta property="${name}" content="${escapeHtml(String(content))}">`;

/** Where programs find how a story or post is embedded (oEmbed 1.0, section 4). */
function oembedLinks(page: ReturnType<typeof describePage>): string[] {
	if (page.type !== "article" || page.robots === "noindex" || !/\/(story|live)\//.test(page.canonical)) return [];
	if (page.canonical.includes("?")) return [];
	const { origin } = new URL(page.canonical);
	const url = encodeURIComponent(page.canonical);
	return (["json", "xml"] as const).map((format) => {
		const type = format === "json" ? "application/json+oembed" : "text/xml+oembed";
		const href = escapeHtml(`${origin}/oembed?url=${url}&format=${format}`);
		return `<link rel="alternate" type="${type}" title="${escapeHtml(page.title)}" href="${href}">`;
	});
}

/** What a shared link shows (Open Graph, and what is left of Twitter's cards). */
function shareCard(state: PageState, page: ReturnType<typeof describePage>): string[] {
	if (page.robots === "noindex") return [];
	const site = siteOf(state);
	const { origin } = state;
	const share = shareOf(state, page);
	const image = share ? { url: shareAddress(share, "card"), alt: share.headline, ...shareForms.card } : page.image;
	const article = page.type === "article";
	return [
		property("og:site_name", site.name),
		property("og:type", page.type),
		property("og:title", page.title),
		property("og:description", page.description),
		property("og:url", page.canonical),
		property("og:image", image && (image.url.startsWith("/") ? origin + image.url : image.url)),
		property("og:image:width", image?.width ?? null),
		property("og:image:height", image?.height ?? null),
		property("og:image:alt", image?.alt ?? null),
		property("article:published_time", article ? page.publishedAt : null),
		property("article:modified_time", article ? page.modifiedAt : null),
		property("article:section", article ? page.section : null),
		...(article ? page.tags.map((tag) => property("article:tag", tag)) : []),
		...(article ? page.authors.map((author) => property("article:author", `${origin}/author/${author.slug}`)) : []),
		meta("twitter:title", page.title),
		meta("twitter:description", page.description),
		meta("twitter:card", image ? "summary_large_image" : "summary"),
	];
}
