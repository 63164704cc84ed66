import { createHash } from "node:crypto";
import { embedStyle, embedWords, type FeedView, themeStyle } from "@dateline/client/embed";
import { escapeHtml } from "@dateline/shared/model";
import type { PartnerTheme } from "@dateline/shared/protocol";
import type { Wanted } from "./draw-on-server.ts";

/** A page that stands in a frame on a partner's site, and its content security policy. */
export interface Frame {
	html: string;
	policy: string;
}

/** The page takes no more than the embed; a frame that is too low is scrolled. */
const frameStyle = "html,body{margin:0;padding:0;background:none}";

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/**
 * The page of `/embed/<kind>/<id>`: the drawing in a declarative shadow root, so that it is there without JavaScript,
 * taken over by the same script as on a partner's own page. Search engines are led to the story.
 *
 * @param parts.still no script: it stays as it is
 * @param parts.allowed origins that may frame it; `*` for any
 */
export function writeFrame(parts: {
	html: string;
	view: FeedView;
	language: string;
	channel: string;
	wanted: Wanted;
	key: string | null;
	theme: PartnerTheme | null;
	allowed: readonly string[];
	still: boolean;
	canonical: string;
}): Frame {
	const { html, view, language, channel, wanted, key, theme, allowed, still, canonical } = parts;
	const style = embedStyle + themeStyle(theme);
	const scheme = wanted.theme ?? theme?.scheme ?? "light";
	const attributes = {
		...{ channel, form: wanted.form, count: String(wanted.most), theme: scheme === "host" ? "auto" : scheme },
		...(wanted.language && { lang: wanted.language }),
		...(wanted.postId && { post: wanted.postId }),
		...(key && { partner: key }),
	};
	const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
	const title = view.title ?? view.site;
	const page = `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${language === "ar" ? "rtl" : "ltr"}" data-allowed="${escapeHtml(allowed.join(" "))}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="${escapeHtml(canonical)}">
<style>${frameStyle}</style>
${still ? "" : '<script type="module" src="/embed.js"></script>\n'}</head>
<body>
<dateline-feed${written.join("")}><template shadowrootmode="open"><style>${style}</style>${html}</template></dateline-feed>
</body>
</html>
`;
	const policy = [
		"default-src 'none'",
		...(still ? [] : ["script-src 'self'", "connect-src 'self'"]),
		`style-src ${hashOf(frameStyle)} ${hashOf(style)}`,
		"img-src data:",
		"base-uri 'none'",
		"form-action 'none'",
		`frame-ancestors ${allowed.includes("*") ? "*" : ["'self'", ...allowed].join(" ")}`,
	];
	return { html: page, policy: policy.join("; ") };
}

/** The page of a frame that may not show what it was asked for: a link, which anybody may have. */
export function writeRefusedFrame(language: string | null, href: string, host: string): Frame {
	const words = embedWords(language);
	const html = `<!doctype html>
<html lang="${words.language}" dir="${words.language === "ar" ? "rtl" : "ltr"}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(host)}</title><meta name="robots" content="noindex"><style>${refusedStyle}</style></head>
<body><p><a href="${escapeHtml(href)}" target="_blank" rel="noopener">${escapeHtml(words.open(host))}</a></p></body>
</html>
`;
	const policy = `default-src 'none'; style-src ${hashOf(refusedStyle)}; base-uri 'none'; form-action 'none'; frame-ancestors *`;
	return { html, policy };
}

const refusedStyle = "body{margin:0;padding:12px 18px;font:600 15px/1.45 system-ui,sans-serif}a{color:#0a5878}";
