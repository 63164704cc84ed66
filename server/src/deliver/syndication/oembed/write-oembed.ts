import { type Executor, readCorrections, readPost, readStoryView } from "@dateline/shared/database";
import { escapeHtml, type SiteView } from "@dateline/shared/model";
import { plainEnough } from "../feeds/whole-html.ts";
import { wordsOfPost } from "../share/serve-share.ts";
import { shareAddress, shareForms, shareSubject } from "../share/share-address.ts";
import type { OembedRoute } from "./find-oembed.ts";

/** Pixels that an embed takes where nobody says otherwise. */
const sizes = {
	live: { width: 640, height: 720 },
	article: { width: 640, height: 480 },
	post: { width: 640, height: 420 },
};
/** Seconds for which the answer may be kept: the frame in it is always as it is now. */
const keepFor = 300;

/** The answer for a story or post (oEmbed 1.0); null when readers don't see it. */
export async function writeOembed(
	executor: Executor,
	route: OembedRoute,
	{ origin, site }: { origin: string; site: SiteView },
): Promise<string | null> {
	const { storyId, postId, format } = route;
	const story = await readStoryView(executor, storyId, []);
	if (!story) return null;
	const post = postId === null ? null : await readPost(executor, postId, await readCorrections(executor, storyId));
	if (postId !== null && post?.storyId !== storyId) return null;
	const words = wordsOfPost(post?.html ?? "");
	const title = plainEnough(post ? post.headline || words || story.headline : story.headline);
	const wanted = sizes[post ? "post" : story.kind];
	const width = Math.min(wanted.width, route.maxWidth ?? wanted.width);
	const height = Math.min(wanted.height, route.maxHeight ?? wanted.height);
	const author = (post?.authors[0] ?? story.authors[0]) || null;
	const thumbnail = shareForms.card;
	const fits = thumbnail.width <= (route.maxWidth ?? 1e9) && thumbnail.height <= (route.maxHeight ?? 1e9);
	const path = `/embed/story/${storyId}${postId === null ? "" : `/post/${postId}`}`;
	const way = route.partner ? `partner=${encodeURIComponent(route.partner)}` : "still=1";
	const src = `${origin}${path}?${way}${postId === null && story.kind === "live" ? "&form=list" : ""}`;
	const answer: Record<string, string | number> = {
		type: "rich",
		version: "1.0",
		title,
		...(author && {
			author_name: plainEnough(author.name),
			author_url: `${origin}/author/${encodeURIComponent(author.slug)}`,
		}),
		provider_name: plainEnough(site.name),
		provider_url: `${origin}/`,
		cache_age: keepFor,
		...(fits && {
			thumbnail_url: origin + shareAddress(shareSubject(site, story, post, words), "card"),
			thumbnail_width: thumbnail.width,
			thumbnail_height: thumbnail.height,
		}),
		html: `<iframe src="${escapeHtml(src)}" title="${escapeHtml(title)}" width="${width}" height="${height}" loading="lazy" frameborder="0" sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"></iframe>`,
		width,
		height,
	};
	return format === "json" ? JSON.stringify(answer) : writeXml(answer);
}

function writeXml(answer: Readonly<Record<string, string | number>>): string {
	const lines = Object.entries(answer).map(([name, value]) => `<${name}>${escapeHtml(String(value))}</${name}>`);
	return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>\n${lines.join("\n")}\n</oembed>\n`;
}
